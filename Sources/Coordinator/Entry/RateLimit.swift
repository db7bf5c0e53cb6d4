import Mediation
import Wire

/// A bucket of messages of one socket: 50 a second, 200 at once (docs/protocol.md, section 5).
struct RateLimit {
    private var tokens = Double(WireLimits.messageBurst)
    private var filledAt: Instant

    init(at now: Instant) { filledAt = now }

    /// Takes one message out; false when the bucket is empty.
    mutating func take(at now: Instant) -> Bool {
        let seconds = Double(now.since(filledAt).milliseconds) / 1000
        tokens = min(
            Double(WireLimits.messageBurst), tokens + max(0, seconds) * Double(WireLimits.messageRate))
        filledAt = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
