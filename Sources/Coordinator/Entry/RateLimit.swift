import Mediation
import Wire

/// A bucket of messages of one socket: 50 a second, 200 at once, unless the operator has chosen otherwise
/// (docs/protocol.md, section 5). Plain integers: every message of every socket asks it.
struct RateLimit {
    /// Messages a second, and how many may come at once.
    struct Allowance {
        /// A thousandth of a message a millisecond is a message a second.
        let rate: Int64
        let burst: Int64

        /// The burst keeps its proportion to the rate.
        init(messagesPerSecond rate: Int) {
            self.rate = Int64(rate)
            burst = Int64(rate * WireLimits.messageBurst / WireLimits.messageRate)
        }
    }

    /// Thousandths of a message.
    private var tokens: Int64
    private var filledAt: Int64

    init(_ allowance: Allowance, at now: Instant) {
        tokens = allowance.burst * 1000
        filledAt = now.milliseconds
    }

    /// Takes one message out; false when the bucket is empty.
    mutating func take(_ allowance: Allowance, at now: Instant) -> Bool {
        // A clock set back fills nothing.
        let passed = min(max(0, now.milliseconds - filledAt), 3_600_000)
        tokens = min(allowance.burst * 1000, tokens + passed * allowance.rate)
        filledAt = now.milliseconds
        guard tokens >= 1000 else { return false }
        tokens -= 1000
        return true
    }
}
