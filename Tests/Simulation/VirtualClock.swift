import Coordinator
import Mediation
import Synchronization

/// The two clocks of a machine that is none: they stand still until a history lets time pass.
final class VirtualClock: Sendable {
    /// Milliseconds: of the steady clock, and what the time of day is ahead of it.
    private let steadyNow = Atomic<Int64>(0)
    private let ahead = Atomic<Int64>(0)

    func begin(at start: Instant) {
        steadyNow.store(0, ordering: .relaxed)
        ahead.store(start.milliseconds, ordering: .relaxed)
    }

    var steady: Instant { Instant(milliseconds: steadyNow.load(ordering: .relaxed)) }
    var now: Instant {
        Instant(milliseconds: steadyNow.load(ordering: .relaxed) + ahead.load(ordering: .relaxed))
    }

    func pass(to moment: Int64) { steadyNow.store(moment, ordering: .relaxed) }

    /// Somebody sets the machine's clock.
    func set(by milliseconds: Int64) { ahead.add(milliseconds, ordering: .relaxed) }

    var clock: Clock { Clock({ self.now }, steady: { self.steady }) }
}
