internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum DialogueEventRecord: Codable, Hashable, Sendable {
    case sessionLaunched(id: String, number: Int, invited: [String])
    case sessionInvited(id: String, String)
    case sessionEnded(id: String, reason: String, minutes: AttachedMinutesRecord?)

    /// Whether a member is a kind of this part.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension DialogueEventRecord {
    init(_ event: CaseDialogue.Event) {
        switch event {
        case .sessionLaunched(let id, let number, let invited):
            self = .sessionLaunched(id: id.text, number: number, invited: invited.map(\.text))
        case .sessionInvited(let id, let party): self = .sessionInvited(id: id.text, party.text)
        case .sessionEnded(let id, let reason, let minutes):
            self = .sessionEnded(
                id: id.text, reason: reason.word, minutes: minutes.map(AttachedMinutesRecord.init))
        }
    }

    func value() throws(RecordError) -> CaseDialogue.Event {
        switch self {
        case .sessionLaunched(let id, let number, let invited):
            .sessionLaunched(id: SessionID(id), number: number, invited: invited.map(PartyID.init(_:)))
        case .sessionInvited(let id, let party): .sessionInvited(id: SessionID(id), PartyID(party))
        case .sessionEnded(let id, let reason, let minutes):
            .sessionEnded(id: SessionID(id), reason: try .init(word: reason), minutes: minutes?.value)
        }
    }
}

/// The kinds, as they stand in the journal.
extension CaseDialogue.Event.Name: Spelled {
    package var word: String {
        switch self {
        case .sessionLaunched: "session_launched"
        case .sessionInvited: "session_invited"
        case .sessionEnded: "session_ended"
        }
    }
}
