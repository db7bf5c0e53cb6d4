#if canImport(Glibc)
internal import Glibc
#endif
package import Mediation

/// Where the time comes from: the machine's clocks when serving, a value in tests. There are two, since the one that people
/// read may be set at any moment (docs/decisions/0009-clocks.md).
package struct Clock: Sendable {
    private let readWall: @Sendable () -> Instant
    private let readSteady: @Sendable () -> Instant

    /// - Parameters:
    ///   - wall: the time of day.
    ///   - steady: rises with it and is never set; nil: the wall's own.
    package init(_ wall: @escaping @Sendable () -> Instant, steady: (@Sendable () -> Instant)? = nil) {
        readWall = wall
        readSteady = steady ?? wall
    }

    /// The time of day, for what is kept and shown. It may be set back or forward by whoever keeps the machine's clock.
    package var now: Instant { readWall() }

    /// A moment on a line of its own that only rises, for spans within this run: silence, pauses, waits, budgets. Never
    /// kept, never shown, never compared with `now`.
    package var steady: Instant { readSteady() }

    /// The machine's clock in UTC, and the time since it was switched on, sleep included.
    package static let system = Clock({ read(CLOCK_REALTIME) }, steady: { read(CLOCK_BOOTTIME) })

    private static func read(_ clock: clockid_t) -> Instant {
        var time = timespec()
        clock_gettime(clock, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// The time of one room while it is in memory: it begins at the time of day, or at the last moment that its journal knows if
/// that is later, and rises steadily from there, whatever the machine's clock is set to meanwhile. So no end is before its
/// beginning and every span is true; how far the machine's clock has moved is an event of its own.
struct RoomClock: Sendable {
    private let clock: Clock
    private let beginning: Instant
    private let began: Instant

    init(_ clock: Clock, notBefore last: Instant) {
        self.clock = clock
        beginning = max(clock.now, last)
        began = clock.steady
    }

    var now: Instant { beginning.adding(clock.steady.since(began)) }
}

/// Notices that somebody has set the machine's clock: it then no longer rises with the steady one.
struct ClockWatch {
    /// What is more than this at once is a step; what is less is a clock that is being led, and is followed.
    static let tolerance = Span.seconds(2)

    private let clock: Clock
    private var difference: Span

    init(_ clock: Clock) {
        self.clock = clock
        difference = clock.now.since(clock.steady)
    }

    /// How far the clock was set since this was last asked: forward, or back when it is negative; nil when it was not.
    mutating func step() -> Span? {
        let before = clock.steady
        let difference = clock.now.since(before)
        // Held up between the two readings, they say nothing of each other.
        guard clock.steady.since(before) < .seconds(1) else { return nil }
        let moved = difference.milliseconds - self.difference.milliseconds
        self.difference = difference
        return abs(moved) > Self.tolerance.milliseconds ? Span(milliseconds: moved) : nil
    }
}
