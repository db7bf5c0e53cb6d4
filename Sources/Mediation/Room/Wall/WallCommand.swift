extension Wall {
    /// What a person asks of the wall and of shields (docs/protocol.md, 2.3 and 2.4).
    package enum Command: Sendable, Hashable {
        /// Speak alone with these seats; nil minutes: no agreed time.
        case caucus(members: [SeatNumber], minutes: Int?)
        case wallClosed(Int)
        case extendCaucus(minutes: Int)
        case endCaucus
        case word(String)
        case shield(Shield, on: Bool)

        /// Whether only the bureau's seat may say it.
        package var isHosts: Bool {
            switch self {
            case .wallClosed, .word: false
            case .caucus, .extendCaucus, .endCaucus, .shield: true
            }
        }
    }
}
