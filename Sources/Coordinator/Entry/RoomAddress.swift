import Mediation

/// Which room an address names (docs/protocol.md, 1.4 and 2). A proxy may route by it; here it gives nobody a right, and takes
/// one from who speaks for another room than they came to.
enum RoomAddress: Hashable, Sendable {
    /// The former address, without a session: it answers for one release.
    case anyRoom
    case room(SessionID)

    /// What an upgrade names behind the sockets' path; nil when no session can have that name. A session's id holds no dot
    /// (`LinkText`), and so nothing that a browser would resolve.
    init?(place: String?) {
        guard let place else {
            self = .anyRoom
            return
        }
        guard let session = SessionID(checking: place), !place.contains(".") else { return nil }
        self = .room(session)
    }

    /// The one check of both ways in, links and hellos: what is said there is of the session that the address names. Refuses with
    /// `other_session`, and says nothing of either session: both came from who asks.
    func check(_ named: SessionID) throws(Refusal) {
        switch self {
        case .anyRoom: return
        case .room(let session): guard session == named else { throw Refusal(.otherSession) }
        }
    }
}
