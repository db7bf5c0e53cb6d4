import ArgumentParser
import Coordinator
import Dispatch
import Foundation
import Storage
import StorageSQLite
import Synchronization
import Vault

/// Runs asynchronous work to its end before or beside the loop. The main thread waits; the work must not need it.
func waiting<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let done = DispatchSemaphore(value: 0)
    let box = Box<Value>()
    Task.detached {
        do {
            box.set(.success(try await work()))
        } catch {
            box.set(.failure(error))
        }
        done.signal()
    }
    done.wait()
    return try box.take()
}

private final class Box<Value: Sendable>: Sendable {
    private let lock = Mutex<Result<Value, any Error>?>(nil)

    func set(_ result: Result<Value, any Error>) { lock.withLock { $0 = result } }

    func take() throws -> Value {
        guard let result = lock.withLock({ $0 }) else { throw ExitCode.failure }
        return try result.get()
    }
}

/// Opens a store's accounts, beside a running server too, or ends the command with words and a stable status.
func openAccounts(_ directory: String) throws -> SQLiteAccounts {
    try told {
        try waiting {
            let store = try await SQLiteStore.openAccounts(directory: directory, report: warn)
            try await store.begin(at: now())
            return store
        }
    }
}

/// Opens the store for a change, or ends the command with words that an operator can act on and a stable status. Makes
/// none unless it is asked to.
func openStore(
    _ directory: String, creating: Bool = false,
    report: @escaping @Sendable (UnreadableRow) -> Void = warn
) throws -> SQLiteStore {
    try told {
        try waiting { try await SQLiteStore.open(directory: directory, creating: creating, report: report) }
    }
}

/// The same for a look, also beside a running server; changes and makes nothing.
func readStore(_ directory: String) throws -> SQLiteStore {
    try told { try waiting { try await SQLiteStore.openReading(directory: directory, report: warn) } }
}
