/// Dialogues of a case: their traces on it. What happens in one is the room's.
package struct CaseDialogue: Hashable, Sendable {
    package private(set) var sessions: [LinkedSession]

    /// As it was kept; with nothing, a case that was not talked about yet.
    package init(sessions: [LinkedSession] = []) { self.sessions = sessions }

    package var openSession: LinkedSession? { sessions.last { $0.isOpen } }

    package func session(_ id: SessionID) -> LinkedSession? { sessions.first { $0.id == id } }

    /// Whether the case has noted the person's invitation to that session.
    package func hasInvited(_ id: PartyID, to session: SessionID) -> Bool {
        self.session(session)?.invited.contains(id) ?? false
    }

    mutating func apply(_ event: Event, at moment: Instant) {
        switch event {
        case .sessionLaunched(let id, let number, let invited):
            sessions.append(LinkedSession(id: id, number: number, createdAt: moment, invited: invited))
        case .sessionInvited(let id, let party): change(id) { $0.invited.append(party) }
        case .sessionEnded(let id, let reason, let minutes):
            change(id) { $0.end = LinkedSession.End(at: moment, reason: reason, minutes: minutes) }
        }
    }

    private mutating func change(_ id: SessionID, _ change: (inout LinkedSession) -> Void) {
        guard let index = sessions.firstIndex(where: { $0.id == id }) else { return }
        change(&sessions[index])
    }
}
