import Foundation

/// Runs what blocks on a thread of its own: the threads of the cooperative pool are few, and the program under test wants them too.
package func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
