import CUV
import Glibc
import Synchronization

/// The one thread on which sockets, rooms and cases live: its serial executor is the event loop itself, so that a step
/// of the loop needs no hop and an `await` from here resumes here.
@globalActor
package actor LoopActor {
    package static let shared = LoopActor()

    nonisolated let executor = LoopExecutor()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Runs `body` at once, on the loop's thread; traps on any other. The first call from the program's main thread
    /// makes that thread the loop's, unless `startThread()` gave it to another before.
    package nonisolated static func assumeIsolated<T: Sendable>(_ body: @LoopActor () throws -> T) rethrows
        -> T
    {
        enter()
        // Sound by the check above: the cast only drops the isolation that has just been proved. Swift offers the
        // same for MainActor alone.
        return try withoutActuallyEscaping(body) { escaping in
            try unsafeBitCast(escaping, to: (() throws -> T).self)()
        }
    }

    /// The check of `assumeIsolated` alone, for the one caller that is called too often for a closure.
    nonisolated static func enter() {
        let executor = shared.executor
        if executor.isCurrent { return }
        executor.claimForMainThread()
        precondition(executor.isCurrent, "not on the loop's thread")
    }

    /// Whether this code runs on the loop's thread.
    package nonisolated static var isCurrent: Bool { shared.executor.isCurrent }

    /// Gives the loop a thread of its own that runs until the process ends. For tests, whose main thread is taken; the
    /// program runs the loop on its main thread by `LoopServer.run()`. Further calls do nothing.
    package nonisolated static func startThread() {
        shared.executor.startThread {
            assumeIsolated { EventLoop.shared.run { true } }
        }
    }
}

/// Appends jobs under a lock and wakes the loop when the list was empty; the loop drains it.
package final class LoopExecutor: SerialExecutor {
    private struct Waiting {
        var jobs: [UnownedJob] = []
        var wake: (@Sendable () -> Void)?
        var hasThread = false
    }

    private let waiting = Mutex(Waiting())
    /// `pthread_self()` of the loop; 0 until it is claimed.
    private let owner = Atomic<UInt>(0)

    var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let wake: (@Sendable () -> Void)? = waiting.withLock {
            $0.jobs.append(job)
            return $0.jobs.count == 1 ? $0.wake : nil
        }
        wake?()
    }

    package func checkIsolated() {
        precondition(isCurrent, "not on the loop's thread")
    }

    /// So that what ends in a callback of the loop ends there: without this answer each `isolated deinit` outside of a task
    /// was a job, a wake-up and a further turn of the loop.
    package func isIsolatingCurrentContext() -> Bool? { isCurrent }

    /// Runs what waited when it was called; what these jobs enqueue comes with the next turn of the loop, after the
    /// sockets had theirs.
    func drain() {
        let jobs = waiting.withLock {
            var taken: [UnownedJob] = []
            swap(&taken, &$0.jobs)
            return taken
        }
        for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    /// From now on `wake` is called, on any thread, when the list stops being empty.
    func attach(_ wake: @escaping @Sendable () -> Void) {
        waiting.withLock { $0.wake = wake }
        wake()
    }

    func claimForMainThread() {
        guard trialogue_is_main_thread() else { return }
        let isFirst = waiting.withLock { waiting in
            defer { waiting.hasThread = true }
            return !waiting.hasThread
        }
        if isFirst { owner.store(UInt(pthread_self()), ordering: .relaxed) }
    }

    func startThread(_ body: @escaping @Sendable () -> Void) {
        let isFirst = waiting.withLock { waiting in
            defer { waiting.hasThread = true }
            return !waiting.hasThread
        }
        guard isFirst else { return }
        let start = Unmanaged.passRetained(
            ThreadStart { [self] in
                owner.store(UInt(pthread_self()), ordering: .relaxed)
                body()
            })
        var thread = pthread_t()
        let error = pthread_create(
            &thread, nil,
            { raw in
                guard let raw else { return nil }
                Unmanaged<ThreadStart>.fromOpaque(raw).takeRetainedValue().body()
                return nil
            }, start.toOpaque())
        precondition(error == 0, "no thread for the loop")
    }
}

private final class ThreadStart: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
