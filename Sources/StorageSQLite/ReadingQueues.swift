internal import Dispatch
internal import Foundation
internal import Synchronization

/// The threads that read. Each does one reading after the other; a reading goes to one that has the fewest before it, so that a
/// long one delays few.
final class ReadingQueues: Sendable {
    /// A connection each. More of them than the machine has cores would only change places.
    static let width = min(StoreOpening.readerCount, max(2, ProcessInfo.processInfo.activeProcessorCount))

    private let queues = (1...width).map { DispatchQueue(label: "trialogue.reading.\($0)") }
    /// Readings that each queue has, the one under way among them.
    private let loads = Mutex([Int](repeating: 0, count: width))

    /// Runs `body` on one of the threads, and resumes where the caller waits.
    func run<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let chosen = take()
        return try await withCheckedThrowingContinuation(isolation: isolation) { continuation in
            queues[chosen].async {
                let result = Result(catching: body)
                self.give(chosen)
                continuation.resume(with: result)
            }
        }
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
