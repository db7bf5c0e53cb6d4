internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum SupervisionEventRecord: Codable, Hashable, Sendable {
    case extended(ExtensionRecord)
    case extensionRequested(days: Int, reason: String)
    case extensionDecided(granted: Bool, reason: String)
    case supervised(demand: String, due: Int64, unit: String?)
    case interestDeclared(reason: String)
    case recusalRequested(of: StaffRecord, reason: String, due: Int64)
    case recusalDecided(of: StaffRecord, granted: Bool, reason: String)
    case reReviewed(opinion: String)
    case deadlineMissed(due: String, term: Int64)
    case deadlineNear(due: String, term: Int64)
    case termMoved(due: String, from: Int64, to: Int64)

    /// Whether a member is a kind of this part.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension SupervisionEventRecord {
    init(_ event: CaseSupervision.Event) {
        switch event {
        case .extended(let granted): self = .extended(ExtensionRecord(granted))
        case .extensionRequested(let days, let reason):
            self = .extensionRequested(days: days, reason: reason)
        case .extensionDecided(let granted, let reason):
            self = .extensionDecided(granted: granted, reason: reason)
        case .supervised(let demand, let due, let unit):
            self = .supervised(demand: demand, due: due.milliseconds, unit: unit)
        case .interestDeclared(let reason): self = .interestDeclared(reason: reason)
        case .recusalRequested(let person, let reason, let due):
            self = .recusalRequested(of: StaffRecord(person), reason: reason, due: due.milliseconds)
        case .recusalDecided(let person, let granted, let reason):
            self = .recusalDecided(of: StaffRecord(person), granted: granted, reason: reason)
        case .reReviewed(let opinion): self = .reReviewed(opinion: opinion)
        case .deadlineMissed(let kind, let term):
            self = .deadlineMissed(due: kind.word, term: term.milliseconds)
        case .deadlineNear(let kind, let term):
            self = .deadlineNear(due: kind.word, term: term.milliseconds)
        case .termMoved(let kind, let term, let other):
            self = .termMoved(due: kind.word, from: term.milliseconds, to: other.milliseconds)
        }
    }

    func value() throws(RecordError) -> CaseSupervision.Event {
        switch self {
        case .extended(let granted): .extended(granted.value)
        case .extensionRequested(let days, let reason): .extensionRequested(days: days, reason: reason)
        case .extensionDecided(let granted, let reason):
            .extensionDecided(granted: granted, reason: reason)
        case .supervised(let demand, let due, let unit):
            .supervised(demand: demand, due: Instant(milliseconds: due), unit: unit)
        case .interestDeclared(let reason): .interestDeclared(reason: reason)
        case .recusalRequested(let person, let reason, let due):
            .recusalRequested(of: person.value, reason: reason, due: Instant(milliseconds: due))
        case .recusalDecided(let person, let granted, let reason):
            .recusalDecided(of: person.value, granted: granted, reason: reason)
        case .reReviewed(let opinion): .reReviewed(opinion: opinion)
        case .deadlineMissed(let due, let term):
            .deadlineMissed(try .init(word: due), term: Instant(milliseconds: term))
        case .deadlineNear(let due, let term):
            .deadlineNear(try .init(word: due), term: Instant(milliseconds: term))
        case .termMoved(let due, let term, let other):
            .termMoved(
                try .init(word: due), from: Instant(milliseconds: term), to: Instant(milliseconds: other))
        }
    }
}

/// The kinds, as they stand in the journal.
extension CaseSupervision.Event.Name: Spelled {
    package var word: String {
        switch self {
        case .extended: "extended"
        case .supervised: "supervised"
        case .interestDeclared: "interest_declared"
        case .recusalRequested: "recusal_requested"
        case .recusalDecided: "recusal_decided"
        case .reReviewed: "re_reviewed"
        case .deadlineMissed: "deadline_missed"
        case .deadlineNear: "deadline_near"
        case .termMoved: "term_moved"
        case .extensionRequested: "extension_requested"
        case .extensionDecided: "extension_decided"
        }
    }
}
