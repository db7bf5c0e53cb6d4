/// What is done about the matter: how high it is led, who was told to do what, and how it was closed.
package struct CaseHandling: Hashable, Sendable {
    /// 分级: the level, why, and whether a leader of the bureau has endorsed it (level 1).
    package struct Grade: Hashable, Sendable {
        package let level: CaseLevel
        package let reason: String
        package var isEndorsed: Bool

        package init(level: CaseLevel, reason: String, isEndorsed: Bool) {
            self.level = level
            self.reason = reason
            self.isEndorsed = isEndorsed
        }
    }

    package private(set) var grade: Grade?
    /// The present assignment and those before it, oldest first.
    package private(set) var assignments: [Assignment]
    /// 协商函 to departments outside, oldest first.
    package private(set) var letters: [Letter]
    /// Who handled it: they can't do the follow-up.
    package private(set) var handlers: [AccountID]
    package private(set) var approvals: Set<ClosingPart>
    /// What the petitioner was told at each closing.
    package private(set) var replies: [Notice]
    package private(set) var closedAt: Instant?

    /// As it was kept; with nothing, a case that nobody has graded yet.
    package init(
        grade: Grade? = nil, assignments: [Assignment] = [], letters: [Letter] = [],
        handlers: [AccountID] = [], approvals: Set<ClosingPart> = [], replies: [Notice] = [],
        closedAt: Instant? = nil
    ) {
        self.grade = grade
        self.assignments = assignments
        self.letters = letters
        self.handlers = handlers
        self.approvals = approvals
        self.replies = replies
        self.closedAt = closedAt
    }

    package var level: CaseLevel? { grade?.level }
    /// Level 1 goes no further before a leader of the bureau has endorsed it.
    var awaitsEndorsement: Bool { grade.map { $0.level == .one && !$0.isEndorsed } ?? false }

    mutating func apply(
        _ event: Event, at moment: Instant, by person: StaffReference?, to course: inout CaseCourse
    ) {
        switch event {
        case .graded(let level, let reason, let localDue):
            grade = Grade(level: level, reason: reason, isEndorsed: false)
            course.reach(.graded, at: moment)
            if let localDue { course.owe(.local, until: localDue) }
        case .endorsed: grade?.isEndorsed = true
        case .assigned(let assignment): assign(assignment, at: moment, &course)
        case .received(let unit): receive(for: unit, at: moment, by: person, &course)
        case .objected(let reason, let unit):
            changeAssignment {
                let unit = unit ?? $0.unit
                $0.objections.removeAll { $0.unit == unit }
                $0.objections.append(Assignment.Objection(unit: unit, reason: reason))
            }
        case .unassigned:
            course.finish([.assignment, .item, .supervision], at: moment)
            course.reach(.graded, at: moment)
        case .noted(_, let unit):
            // The unit's answer is what a supervision order asked for.
            let isHandler = person.map { handlers.contains($0.id) } ?? false
            course.finish(at: moment) {
                $0.kind == .supervision && ($0.unit == nil ? isHandler : $0.unit == unit)
            }
        case .progressed(let item, let text):
            handle(by: person)
            change(item) { $0.progress.append(Assignment.Remark(by: person, at: moment, text: text)) }
        case .answered(let item, let text):
            handle(by: person)
            change(item) { $0.result = Assignment.Remark(by: person, at: moment, text: text) }
            course.finish(at: moment) { $0.kind == .item && $0.number == item }
        case .letterSent(let letter):
            letters.append(letter)
            course.owe(.letter, until: letter.due, number: letters.count, unit: letter.addressee)
        case .letterAnswered(let number, let text):
            guard letters.indices.contains(number - 1) else { return }
            letters[number - 1].answer = Assignment.Remark(by: person, at: moment, text: text)
            course.finish(at: moment) { $0.kind == .letter && $0.number == number }
        case .reported:
            course.reach(.pendingClose, at: moment)
            handle(by: person)
            approvals = []
            course.finish([.assignment, .item, .supervision], at: moment)
        case .closingApproved(let part, _): approvals.insert(part)
        case .closed(_, let notice, let followUpDue):
            course.reach(.closed, at: moment)
            closedAt = moment
            replies.append(notice)
            course.finish([.handling, .local, .supervision], at: moment)
            course.owe(.followUp, until: followUpDue)
        case .returned(_, let lacking):
            course.reach(.inHandling, at: moment)
            approvals = []
            closedAt = nil
            changeAssignment { order in
                for number in lacking where order.items.indices.contains(number - 1) {
                    order.items[number - 1].result = nil
                }
            }
            // What was closed runs on under the term that it had.
            course.reopen([.handling, .local])
        }
    }
}

// What an order's units do.
extension CaseHandling {
    private mutating func assign(_ assignment: Assignment, at moment: Instant, _ course: inout CaseCourse) {
        assignments.append(assignment)
        course.reach(.assigned, at: moment)
        course.owe(.assignment, until: assignment.due)
        // An item that has the order's own date owes nothing beside it.
        for (index, item) in assignment.items.enumerated() where item.due < assignment.due {
            course.owe(.item, until: item.due, number: index + 1, unit: item.unit)
        }
    }

    /// Orders of before there were co-units name no unit: it is the responsible one. It is handled once all have signed.
    private mutating func receive(
        for unit: String?, at moment: Instant, by person: StaffReference?, _ course: inout CaseCourse
    ) {
        handle(by: person)
        changeAssignment {
            let unit = unit ?? $0.unit
            $0.objections.removeAll { $0.unit == unit }
            $0.receipts.removeAll { $0.unit == unit }
            $0.receipts.append(Assignment.Receipt(unit: unit, by: person, at: moment))
        }
        guard assignments.last?.isReceivedByAll == true else { return }
        course.reach(.inHandling, at: moment)
    }

    private mutating func handle(by person: StaffReference?) {
        guard let person, !handlers.contains(person.id) else { return }
        handlers.append(person.id)
    }

    private mutating func changeAssignment(_ change: (inout Assignment) -> Void) {
        guard let last = assignments.indices.last else { return }
        change(&assignments[last])
    }

    private mutating func change(_ item: Int, _ change: (inout Assignment.Item) -> Void) {
        changeAssignment {
            guard $0.items.indices.contains(item - 1) else { return }
            change(&$0.items[item - 1])
        }
    }
}
