extension CaseDialogue {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        package var sessions: [Session]
        /// Why no dialogue can be launched by this reader; nil when one can.
        package let launchRefused: Refusal.Code?

        init(_ file: CaseFile, isFull: Bool, for reader: Account) {
            sessions = isFull ? file.dialogue.sessions.map { Session($0, of: file) } : []
            launchRefused = file.refusal(of: .dialogue(.launch), for: reader)?.code
        }
    }

    /// A dialogue, as a line. What the case doesn't know (phase, times, who came) the caller puts in.
    package struct Session: Hashable, Sendable, Encodable {
        package struct Attendee: Hashable, Sendable, Encodable {
            package let role: SeatRole
            package let name: String
        }

        package let id: SessionID
        package let number: Int
        package var phase: Room.Phase
        package let createdAt: Instant
        package var startedAt: Instant?
        package var endedAt: Instant?
        package var reason: EndReason?
        package var attendees: [Attendee]
        package var minutes: AttachedMinutes?
        /// The session's own row can't be read: when it began is not known, and nothing of it can be opened.
        package var unreadable = false

        /// What the case itself knows; an open session counts as waiting until its room says otherwise.
        init(_ session: LinkedSession, of file: CaseFile) {
            id = session.id
            number = session.number
            phase = session.isOpen ? .waiting : .ended
            createdAt = session.createdAt
            endedAt = session.end?.at
            reason = session.end?.reason
            attendees = session.invited.compactMap { id in
                file.registration.party(id).map { Attendee(role: $0.role.seatRole, name: $0.name) }
            }
            minutes = session.end?.minutes
        }
    }
}
