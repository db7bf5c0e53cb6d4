import ArgumentParser
import Dispatch
import Foundation
import Storage
import StorageSQLite
import Synchronization

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

/// Opens a store's accounts, beside a running server too, or ends the command with words.
func openAccounts(_ directory: String) throws -> SQLiteAccounts {
    do {
        return try waiting { try await SQLiteStore.openAccounts(directory: directory) }
    } catch let error as StorageError {
        throw ValidationError("the accounts in \(directory) can't be opened: \(error)")
    }
}

/// Opens the store, or ends the command with words that an operator can act on.
func openStore(_ directory: String) throws -> SQLiteStore {
    do {
        return try waiting { try await SQLiteStore.open(directory: directory) }
    } catch let error as StorageError {
        throw ValidationError("the store in \(directory) can't be opened: \(error)")
    }
}
