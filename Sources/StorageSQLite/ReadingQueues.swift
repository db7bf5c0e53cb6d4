internal import Dispatch
internal import Foundation
internal import Synchronization

/// The threads that read. A reading goes to one that has the fewest before it, so that a long one delays few.
///
/// Each is an actor: a caller on the loop changes threads once there and once back. A continuation would come back by way of a thread
/// of Swift's pool, since it doesn't know whose it is (Swift 6.3, `swift_continuation_init`).
final class ReadingQueues: Sendable {
    /// A connection each. More of them than the machine has cores would only change places.
    static let width = min(StoreOpening.readerCount, max(2, ProcessInfo.processInfo.activeProcessorCount))

    private let readers = (1...width).map { Reader(label: "trialogue.reading.\($0)") }
    /// Readings that each has, the one under way among them.
    private let loads = Mutex([Int](repeating: 0, count: width))

    /// Runs `body` on one of the threads, and goes on where the caller is.
    nonisolated(nonsending) func run<Value: Sendable>(
        _ body: @Sendable () throws -> Value
    ) async throws -> Value {
        let chosen = take()
        defer { give(chosen) }
        return try await readers[chosen].run(body)
    }

    private func take() -> Int {
        loads.withLock { loads in
            var chosen = 0
            for index in loads.indices where loads[index] < loads[chosen] { chosen = index }
            loads[chosen] += 1
            return chosen
        }
    }

    private func give(_ index: Int) { loads.withLock { $0[index] -= 1 } }
}

/// One thread that does one reading after the other.
private actor Reader {
    private let executor: QueueExecutor

    init(label: String) { executor = QueueExecutor(label: label) }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<Value: Sendable>(_ body: @Sendable () throws -> Value) throws -> Value { try body() }
}

private final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
