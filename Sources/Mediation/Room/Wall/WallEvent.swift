extension Wall {
    /// What has happened to the wall, to those outside of it, and to shields.
    package enum Event: Sendable, Hashable {
        case raised(number: Int, members: [SeatNumber], until: Instant?)
        /// A member's page holds nothing across any more.
        case confirmed(seat: SeatNumber, number: Int)
        case sealed(number: Int)
        /// A member did not confirm in time.
        case leftOutside(seat: SeatNumber, number: Int)
        /// A member's page came back with a connection that leads across: its confirmation is void.
        case doubted(seat: SeatNumber, number: Int)
        case extended(until: Instant)
        case lowered(number: Int, cancelled: Bool)
        /// Someone outside left the officer a line; the line itself is no part of the record that is shown.
        case wordLeft(seat: SeatNumber, text: String)
        case shielded(Shield, on: Bool)

        var name: RoomEvent.Name {
            switch self {
            case .raised: .wallRaised
            case .confirmed: .wallConfirmed
            case .sealed: .wallSealed
            case .leftOutside: .wallLeftOutside
            case .doubted: .wallDoubted
            case .extended: .wallExtended
            case .lowered: .wallLowered
            case .wordLeft: .wordLeft
            case .shielded: .shielded
            }
        }
    }
}
