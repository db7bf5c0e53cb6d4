extension Links {
    /// What a page asks for its links (docs/protocol.md, 2.3).
    package enum Command: Sendable, Hashable {
        case renewLink(peer: SeatNumber, epoch: Int)

        /// Whether only the bureau's seat may say it.
        package var isHosts: Bool {
            switch self {
            case .renewLink: false
            }
        }
    }
}
