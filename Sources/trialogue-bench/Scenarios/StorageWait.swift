import Dispatch
import Synchronization

/// Runs asynchronous work from a scenario, which is not, and waits for its end.
enum StorageWait {
    static func until<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let result = Answer<Value>()
        Task.detached {
            do {
                result.set(.success(try await work()))
            } catch {
                result.set(.failure(error))
            }
            done.signal()
        }
        done.wait()
        return try result.get()
    }

    private final class Answer<Value: Sendable>: Sendable {
        private let lock = Mutex<Result<Value, any Error>?>(nil)

        func set(_ result: Result<Value, any Error>) { lock.withLock { $0 = result } }

        func get() throws -> Value {
            guard let result = lock.withLock({ $0 }) else { throw BenchFault("no answer") }
            return try result.get()
        }
    }
}
