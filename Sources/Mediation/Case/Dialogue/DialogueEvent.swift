extension CaseDialogue {
    package enum Event: Hashable, Sendable {
        case sessionLaunched(id: SessionID, number: Int, invited: [PartyID])
        case sessionInvited(id: SessionID, PartyID)
        case sessionEnded(id: SessionID, reason: EndReason, minutes: AttachedMinutes?)
    }
}

extension CaseDialogue.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case sessionLaunched = "session_launched"
        case sessionInvited = "session_invited"
        case sessionEnded = "session_ended"
    }

    var name: Name {
        switch self {
        case .sessionLaunched: .sessionLaunched
        case .sessionInvited: .sessionInvited
        case .sessionEnded: .sessionEnded
        }
    }

    var text: String? {
        switch self {
        case .sessionLaunched(_, let number, _): String(number)
        case .sessionInvited, .sessionEnded: nil
        }
    }
}
