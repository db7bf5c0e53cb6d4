internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum FollowUpEventRecord: Codable, Hashable, Sendable {
    case followedUp(FollowUpRecord)
    case promised(PromiseRecord)
    case performanceNoted(number: Int, finding: PromiseRecord.Finding)

    /// Whether a member is a kind of this part.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension FollowUpEventRecord {
    init(_ event: CaseFollowUp.Event) {
        switch event {
        case .followedUp(let followUp): self = .followedUp(FollowUpRecord(followUp))
        case .promised(let promise): self = .promised(PromiseRecord(promise))
        case .performanceNoted(let number, let finding):
            self = .performanceNoted(number: number, finding: PromiseRecord.Finding(finding))
        }
    }

    func value() throws(RecordError) -> CaseFollowUp.Event {
        switch self {
        case .followedUp(let followUp): .followedUp(try followUp.value())
        case .promised(let promise): .promised(try promise.value())
        case .performanceNoted(let number, let finding):
            .performanceNoted(number: number, try finding.value())
        }
    }
}

/// The kinds, as they stand in the journal.
extension CaseFollowUp.Event.Name: Spelled {
    package var word: String {
        switch self {
        case .followedUp: "followed_up"
        case .promised: "promised"
        case .performanceNoted: "performance_noted"
        }
    }
}
