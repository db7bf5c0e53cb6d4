import Mediation

/// Whom a socket speaks for. Settled by its first hello that is judged good, and the same until it closes.
struct Speaker: Hashable, Sendable {
    /// By what right.
    enum Right: Hashable, Sendable {
        /// A signed-in officer, who hosts the session.
        case officer(AccountID)
        /// Whoever holds the link of a seat, in that generation.
        case guest(SeatNumber, generation: Int)
    }

    let session: SessionID
    let right: Right
    let page: PageID
    let device: DeviceID
    /// Looks on, and holds no seat.
    let isWatching: Bool

    var seat: SeatNumber {
        switch right {
        case .officer: .bureau
        case .guest(let seat, _): seat
        }
    }

    /// The bureau's seat has one generation for ever: its right is the sign-in's, not a link's.
    var generation: Int {
        switch right {
        case .officer: 1
        case .guest(_, let generation): generation
        }
    }
}
