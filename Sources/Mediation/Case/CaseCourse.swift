/// Where a case stands in the loop, and what is due: what all its parts move on.
package struct CaseCourse: Hashable, Sendable {
    package private(set) var status: CaseStatus
    /// When it came where; the last one is where it stands.
    package private(set) var stages: [StageEntry]
    /// In the order in which they arose.
    package private(set) var due: [DueItem]

    /// A case on the day on which it is registered.
    init() {
        status = .registered
        stages = []
        due = []
    }

    /// As it was kept. It trusts its parts: nothing is judged here.
    package init(status: CaseStatus, stages: [StageEntry], due: [DueItem]) {
        self.status = status
        self.stages = stages
        self.due = due
    }

    /// What is due next; nil when nothing is.
    package var nextDue: DueItem? { due.filter { $0.doneAt == nil }.min { $0.at < $1.at } }

    /// Whether a term of that kind was or is missed.
    func hasMissed(_ kind: DueKind, at now: Instant) -> Bool {
        due.contains { $0.kind == kind && $0.isMissed(at: now) }
    }

    mutating func reach(_ status: CaseStatus, at moment: Instant) {
        self.status = status
        stages.append(StageEntry(stage: status, at: moment))
    }

    /// `number` and `unit` as of `DueItem`.
    mutating func owe(_ kind: DueKind, until moment: Instant, number: Int? = nil, unit: String? = nil) {
        due.append(DueItem(kind: kind, at: moment, number: number, unit: unit))
    }

    mutating func finish(_ kinds: Set<DueKind>, at moment: Instant) {
        finish(at: moment) { kinds.contains($0.kind) }
    }

    /// Those that are owed still, of those that are meant.
    mutating func finish(at moment: Instant, where isMeant: (DueItem) -> Bool) {
        for index in due.indices where due[index].doneAt == nil && isMeant(due[index]) {
            due[index].doneAt = moment
        }
    }

    /// What was done is owed again, under the term that it had.
    mutating func reopen(_ kinds: Set<DueKind>) {
        for index in due.indices where kinds.contains(due[index].kind) { due[index].doneAt = nil }
    }

    /// A new term: whether the one before was missed, or drew near, is no longer asked of it.
    mutating func put(_ kind: DueKind, off moment: Instant) {
        for index in due.indices where due[index].kind == kind { due[index].move(to: moment) }
    }

    /// The same of one term, where it is owed still.
    mutating func move(_ kind: DueKind, from term: Instant, to moment: Instant) {
        for index in due.indices
        where due[index].kind == kind && due[index].at == term && due[index].doneAt == nil {
            due[index].move(to: moment)
        }
    }

    /// Terms that have passed by `now` without having been met in time, and of which nothing is noted yet.
    func unnotedMisses(at now: Instant) -> [DueItem] {
        due.filter { $0.missedAt == nil && $0.isMissed(at: now) }
    }

    mutating func noteMissed(_ kind: DueKind, of term: Instant, at moment: Instant) {
        for index in due.indices where due[index].kind == kind && due[index].at == term {
            due[index].missedAt = moment
        }
    }

    mutating func noteNear(_ kind: DueKind, of term: Instant, at moment: Instant) {
        for index in due.indices
        where due[index].kind == kind && due[index].at == term && due[index].doneAt == nil {
            due[index].nearAt = moment
        }
    }
}
