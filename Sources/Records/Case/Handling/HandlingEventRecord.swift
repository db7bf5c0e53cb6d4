internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum HandlingEventRecord: Codable, Hashable, Sendable {
    case graded(String, reason: String, localDue: Int64?)
    case endorsed(reason: String)
    case assigned(AssignmentRecord)
    case received
    case objected(reason: String)
    case unassigned(reason: String)
    case noted(text: String)
    case reported(result: String)
    case closingApproved(String, reason: String)
    case closed(reason: String, notice: NoticeRecord, followUpDue: Int64)
    case returned(reason: String)

    /// Whether a member is a kind of this part.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension HandlingEventRecord {
    init(_ event: CaseHandling.Event) {
        switch event {
        case .graded(let level, let reason, let due):
            self = .graded(level.word, reason: reason, localDue: due?.milliseconds)
        case .endorsed(let reason): self = .endorsed(reason: reason)
        case .assigned(let assignment): self = .assigned(AssignmentRecord(assignment))
        case .received: self = .received
        case .objected(let reason): self = .objected(reason: reason)
        case .unassigned(let reason): self = .unassigned(reason: reason)
        case .noted(let text): self = .noted(text: text)
        case .reported(let result): self = .reported(result: result)
        case .closingApproved(let part, let reason): self = .closingApproved(part.word, reason: reason)
        case .closed(let reason, let notice, let due):
            self = .closed(reason: reason, notice: NoticeRecord(notice), followUpDue: due.milliseconds)
        case .returned(let reason): self = .returned(reason: reason)
        }
    }

    func value() throws(RecordError) -> CaseHandling.Event {
        switch self {
        case .graded(let level, let reason, let due):
            .graded(
                try .init(word: level), reason: reason, localDue: due.map(Instant.init(milliseconds:)))
        case .endorsed(let reason): .endorsed(reason: reason)
        case .assigned(let assignment): .assigned(try assignment.value())
        case .received: .received
        case .objected(let reason): .objected(reason: reason)
        case .unassigned(let reason): .unassigned(reason: reason)
        case .noted(let text): .noted(text: text)
        case .reported(let result): .reported(result: result)
        case .closingApproved(let part, let reason):
            .closingApproved(try .init(word: part), reason: reason)
        case .closed(let reason, let notice, let due):
            .closed(reason: reason, notice: try notice.value(), followUpDue: Instant(milliseconds: due))
        case .returned(let reason): .returned(reason: reason)
        }
    }
}

/// The kinds, as they stand in the journal.
extension CaseHandling.Event.Name: Spelled {
    package var word: String {
        switch self {
        case .graded: "graded"
        case .endorsed: "endorsed"
        case .assigned: "assigned"
        case .received: "received"
        case .objected: "objected"
        case .unassigned: "unassigned"
        case .noted: "noted"
        case .reported: "reported"
        case .closingApproved: "closing_approved"
        case .closed: "closed"
        case .returned: "returned"
        }
    }
}
