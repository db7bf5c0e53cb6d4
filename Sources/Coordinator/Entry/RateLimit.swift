import Mediation
import Wire

/// A bucket of what somebody may do: so much at once, and so much again as time passes. Plain integers: every message of
/// every socket asks one.
struct RateLimit {
    /// What fills the bucket and what an act takes out of it.
    struct Allowance: Sendable {
        /// Units a millisecond.
        let rate: Int64
        /// Units an act.
        let cost: Int64
        /// Units of a full bucket.
        let most: Int64

        /// Messages of one socket: 50 a second, 200 at once, unless the operator has chosen otherwise (docs/protocol.md,
        /// section 5). The burst keeps its proportion to the rate.
        init(messagesPerSecond rate: Int) {
            self.rate = Int64(rate)
            cost = 1000
            most = Int64(rate * WireLimits.messageBurst / WireLimits.messageRate) * 1000
        }

        /// One act each `span`, and `burst` at once.
        init(oneEach span: Span, burst: Int) {
            rate = 1
            cost = span.milliseconds
            most = span.milliseconds * Int64(burst)
        }

        /// Bytes: `rate` a millisecond, and `burst` at once.
        init(bytesPerMillisecond rate: Int, burst: Int) {
            self.rate = Int64(rate)
            cost = 1
            most = Int64(burst)
        }
    }

    private var units: Int64
    private var filledAt: Int64

    init(_ allowance: Allowance, at now: Instant) {
        units = allowance.most
        filledAt = now.milliseconds
    }

    /// Takes `acts` out; false, and nothing taken, when the bucket holds too little.
    mutating func take(_ acts: Int = 1, of allowance: Allowance, at now: Instant) -> Bool {
        // A clock set back fills nothing.
        let passed = min(max(0, now.milliseconds - filledAt), 3_600_000)
        units = min(allowance.most, units + passed * allowance.rate)
        filledAt = now.milliseconds
        let price = Int64(acts) * allowance.cost
        guard units >= price else { return false }
        units -= price
        return true
    }
}
