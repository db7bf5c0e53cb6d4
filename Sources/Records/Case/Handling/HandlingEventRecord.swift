internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum HandlingEventRecord: Codable, Hashable, Sendable {
    case graded(String, reason: String, localDue: Int64?)
    case endorsed(reason: String)
    case assigned(AssignmentRecord)
    case received(unit: String?)
    case objected(reason: String, unit: String?)
    case unassigned(reason: String)
    case noted(text: String, unit: String?)
    case progressed(item: Int, text: String)
    case itemAnswered(item: Int, text: String)
    case reported(result: String)
    case closingApproved(String, reason: String)
    case closed(reason: String, notice: NoticeRecord, followUpDue: Int64)
    case returned(reason: String, lacking: [Int])
    case letterSent(LetterRecord)
    case letterAnswered(letter: Int, text: String)

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
        case .received(let unit): self = .received(unit: unit)
        case .objected(let reason, let unit): self = .objected(reason: reason, unit: unit)
        case .unassigned(let reason): self = .unassigned(reason: reason)
        case .noted(let text, let unit): self = .noted(text: text, unit: unit)
        case .progressed(let item, let text): self = .progressed(item: item, text: text)
        case .answered(let item, let text): self = .itemAnswered(item: item, text: text)
        case .reported(let result): self = .reported(result: result)
        case .closingApproved(let part, let reason): self = .closingApproved(part.word, reason: reason)
        case .closed(let reason, let notice, let due):
            self = .closed(reason: reason, notice: NoticeRecord(notice), followUpDue: due.milliseconds)
        case .returned(let reason, let lacking): self = .returned(reason: reason, lacking: lacking)
        case .letterSent(let letter): self = .letterSent(LetterRecord(letter))
        case .letterAnswered(let letter, let text): self = .letterAnswered(letter: letter, text: text)
        }
    }

    func value() throws(RecordError) -> CaseHandling.Event {
        switch self {
        case .graded(let level, let reason, let due):
            .graded(
                try .init(word: level), reason: reason, localDue: due.map(Instant.init(milliseconds:)))
        case .endorsed(let reason): .endorsed(reason: reason)
        case .assigned(let assignment): .assigned(assignment.value)
        case .received(let unit): .received(unit: unit)
        case .objected(let reason, let unit): .objected(reason: reason, unit: unit)
        case .unassigned(let reason): .unassigned(reason: reason)
        case .noted(let text, let unit): .noted(text: text, unit: unit)
        case .progressed(let item, let text): .progressed(item: item, text: text)
        case .itemAnswered(let item, let text): .answered(item: item, text: text)
        case .reported(let result): .reported(result: result)
        case .closingApproved(let part, let reason):
            .closingApproved(try .init(word: part), reason: reason)
        case .closed(let reason, let notice, let due):
            .closed(reason: reason, notice: try notice.value(), followUpDue: Instant(milliseconds: due))
        case .returned(let reason, let lacking): .returned(reason: reason, lacking: lacking)
        case .letterSent(let letter): .letterSent(letter.value)
        case .letterAnswered(let letter, let text): .letterAnswered(letter: letter, text: text)
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
        case .progressed: "progressed"
        case .itemAnswered: "item_answered"
        case .letterSent: "letter_sent"
        case .letterAnswered: "letter_answered"
        }
    }
}
