/// A term that was missed, for the supervisor's list.
package struct MissedDeadline: Hashable, Sendable, Encodable {
    package let caseID: CaseID
    package let caseNo: String
    package let kind: DueKind
    package let at: Instant
    /// When it was done after all.
    package let doneAt: Instant?
}

extension CaseFile {
    /// What is to be noted at `now` of the terms that have passed, and of those that draw near: each once, whoever asks how
    /// often. A case that is at its end owes nothing.
    package func termNotes(at now: Instant, by deadlines: Deadlines) -> [CaseEvent] {
        guard status.isOpen else { return [] }
        let near = course.due.filter {
            $0.doneAt == nil && $0.nearAt == nil && deadlines.isNear($0.at, at: now)
        }
        var notes: [CaseSupervision.Event] = []
        for event in course.unnotedMisses(at: now).map({ .deadlineMissed($0.kind, term: $0.at) })
            + near.map({ CaseSupervision.Event.deadlineNear($0.kind, term: $0.at) })
        // Two of a kind that end together are one line.
        where !notes.contains(event) { notes.append(event) }
        return notes.map { CaseEvent(at: now, by: nil, change: .supervision($0)) }
    }

    /// Every missed deadline once, the oldest first (rule 13).
    package static func missedDeadlines(of files: [CaseFile], at now: Instant) -> [MissedDeadline] {
        files.flatMap { file in
            file.course.due.filter { $0.isMissed(at: now) }.map {
                MissedDeadline(
                    caseID: file.id, caseNo: file.caseNo, kind: $0.kind, at: $0.at, doneAt: $0.doneAt)
            }
        }.sorted { ($0.at, $0.caseID) < ($1.at, $1.caseID) }
    }
}
