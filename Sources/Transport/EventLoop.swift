import CUV

/// The process's one libuv loop. It is ours and not libwebsockets', which is given it as a foreign loop: several
/// servers, one after another, and the executor's jobs share it, and no library takes a signal from us.
@LoopActor
final class EventLoop {
    static let shared = EventLoop()

    let loop = UnsafeMutablePointer<uv_loop_t>.allocate(capacity: 1)
    private let wake = UnsafeMutablePointer<uv_async_t>.allocate(capacity: 1)
    private let ticker = UnsafeMutablePointer<uv_timer_t>.allocate(capacity: 1)
    private var isTicking = false
    /// When the next tick is due, in milliseconds, and the longest that one was late since that was last asked.
    private var nextTick: UInt64 = 0
    private var delay: UInt64 = 0
    /// Since the start.
    private(set) var turns: Int64 = 0
    private var wheel = TimerWheel<@LoopActor () -> Void>()
    private var signals: [Int32: UnsafeMutablePointer<uv_signal_t>] = [:]
    private var onSignal: [Int32: @LoopActor (Int32) -> Void] = [:]

    private init() {
        precondition(uv_loop_init(loop) == 0, "no event loop")
        precondition(
            uv_async_init(loop, wake) { _ in LoopActor.assumeIsolated { LoopActor.shared.executor.drain() } }
                == 0)
        uv_timer_init(loop, ticker)
        let waker = Waker(handle: wake)
        LoopActor.shared.executor.attach { waker.wake() }
    }

    /// Serves the loop on this thread for as long as `condition` holds; it is asked after each turn.
    func run(while condition: () -> Bool) {
        while condition() {
            uv_run(loop, UV_RUN_ONCE)
            turns += 1
        }
    }

    // MARK: Timers

    /// Milliseconds of the monotonic clock, read anew: a long step of the loop must not make a timer early.
    var now: UInt64 { uv_hrtime() / 1_000_000 }

    func schedule(after milliseconds: Int64, _ action: @escaping @LoopActor () -> Void) -> TimerID {
        let now = self.now
        let id = wheel.schedule(at: now + UInt64(max(0, milliseconds)), now: now, action)
        if !isTicking {
            isTicking = true
            uv_update_time(loop)
            let tick = TimerWheel<Void>.tick
            nextTick = uv_now(loop) + tick
            uv_timer_start(ticker, { _ in LoopActor.assumeIsolated { EventLoop.shared.tick() } }, tick, tick)
        }
        return id
    }

    func cancel(_ id: TimerID) {
        wheel.take(id)
    }

    private func tick() {
        let now = self.now
        if now > nextTick { delay = max(delay, now - nextTick) }
        // As libuv counts: from the beginning of this turn.
        nextTick = uv_now(loop) + TimerWheel<Void>.tick
        for id in wheel.due(at: now) { wheel.take(id)?() }
        // An idle process must not wake 60 times a second.
        if wheel.isEmpty {
            isTicking = false
            uv_timer_stop(ticker)
        }
    }

    /// Milliseconds by which the latest of the ticks since the last call came: nobody else had a turn meanwhile.
    func takeDelay() -> Int64 {
        defer { delay = 0 }
        return Int64(delay)
    }

    // MARK: Signals

    /// Delivers a signal on the loop. One closure a signal; a later one replaces it.
    func onSignal(_ number: Int32, _ body: @escaping @LoopActor (Int32) -> Void) {
        onSignal[number] = body
        guard signals[number] == nil else { return }
        let handle = UnsafeMutablePointer<uv_signal_t>.allocate(capacity: 1)
        uv_signal_init(loop, handle)
        uv_signal_start(
            handle, { _, number in LoopActor.assumeIsolated { EventLoop.shared.onSignal[number]?(number) } },
            number)
        signals[number] = handle
    }

    // MARK: Handles

    /// The addresses of every handle on the loop, by which a server recognises what lws opened and whether it is gone.
    func handles() -> Set<UnsafeRawPointer> {
        let list = HandleList()
        uv_walk(
            loop,
            { handle, list in
                guard let handle, let list else { return }
                Unmanaged<HandleList>.fromOpaque(list).takeUnretainedValue().all.insert(
                    UnsafeRawPointer(handle))
            }, Unmanaged.passUnretained(list).toOpaque())
        return list.all
    }
}

private final class HandleList {
    var all: Set<UnsafeRawPointer> = []
}

/// uv_async_send is the one call of libuv that any thread may make, and this handle is never closed.
private struct Waker: @unchecked Sendable {
    let handle: UnsafeMutablePointer<uv_async_t>
    func wake() { uv_async_send(handle) }
}

/// Closures to run later on the loop: one wheel for the whole process, for every timer of lws costs O(n).
@LoopActor
package struct LoopTimer {
    /// Runs `action` on the loop no sooner than after `milliseconds` and at most 16 ms later than that, as far as the
    /// loop is free. Equal deadlines run in the order in which they were scheduled.
    @discardableResult
    package static func schedule(after milliseconds: Int64, _ action: @escaping @LoopActor () -> Void)
        -> TimerID
    {
        EventLoop.shared.schedule(after: milliseconds, action)
    }

    /// Does nothing when it ran or was cancelled already.
    package static func cancel(_ id: TimerID) {
        EventLoop.shared.cancel(id)
    }
}
