extension Links {
    /// What has happened to links.
    package enum Event: Sendable, Hashable {
        /// A side gave a link up; its epoch rises.
        case renewed(SeatPair, by: SeatNumber)
        case fingerprintBound(seat: SeatNumber, fingerprint: String)
        case fingerprintRefused(seat: SeatNumber)
        /// What a page measured, each 30 s: journals of before tallies have it, and nothing writes it any more.
        case measured(seat: SeatNumber, [LinkReport])
        /// What was measured of these edges so far: where a verdict changed, and of all of them at the end.
        case tallied([EdgeTally])

        var name: RoomEvent.Name {
            switch self {
            case .renewed: .linkRenewed
            case .fingerprintBound: .fingerprintBound
            case .fingerprintRefused: .fingerprintRefused
            case .measured: .measured
            case .tallied: .tallied
            }
        }
    }
}
