internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum FollowUpEventRecord: Codable, Hashable, Sendable {
    case followedUp(FollowUpRecord)

    /// Whether a member is a kind of this part.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension FollowUpEventRecord {
    init(_ event: CaseFollowUp.Event) {
        switch event {
        case .followedUp(let followUp): self = .followedUp(FollowUpRecord(followUp))
        }
    }

    func value() throws(RecordError) -> CaseFollowUp.Event {
        switch self {
        case .followedUp(let followUp): .followedUp(try followUp.value())
        }
    }
}

/// The kinds, as they stand in the journal.
extension CaseFollowUp.Event.Name: Spelled {
    package var word: String {
        switch self {
        case .followedUp: "followed_up"
        }
    }
}
