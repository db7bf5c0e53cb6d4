extension Table {
    /// What a person asks for their seat, or the officer for somebody's (docs/protocol.md, 2.3 and 2.4).
    package enum Command: Sendable, Hashable {
        case consent(notice: String)
        case check(DeviceCheck)
        case ready
        case leave
        /// `guardianDeclined`: why a person of 16 or 17 comes without a guardian; nil when nothing is said of it.
        case admit(SeatNumber, guardianDeclined: String? = nil)
        case askToWait(SeatNumber, minutes: Int)
        case decline(SeatNumber, reason: String)
        case remove(SeatNumber, reason: String)
        case identify(SeatNumber, IdentityCheck.Method, note: String)
        case decideClaim(SeatNumber, DeviceID, allow: Bool)
        case end(EndReason, note: String)

        /// Whether only the bureau's seat may say it.
        package var isHosts: Bool {
            switch self {
            case .consent, .check, .ready, .leave: false
            case .admit, .askToWait, .decline, .remove, .identify, .decideClaim, .end: true
            }
        }
    }
}
