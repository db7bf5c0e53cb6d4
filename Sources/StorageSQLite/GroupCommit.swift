internal import GRDB
internal import Storage

/// The one writer. Commits that arrive while a transaction is being written wait, and go together into the next:
/// one transaction, one sync of the disk, a savepoint each. A caller is resumed when its transaction is durable.
actor GroupCommit {
    /// One caller's commit. `attempt` may run more than once: when a batch fails as a whole, each is tried alone.
    private struct Pending: Sendable {
        let attempt: @Sendable (Database) -> Attempt
        let fail: @Sendable (any Error) -> Void
    }

    /// What came of an attempt; to be settled when the transaction around it is durable.
    private struct Attempt: Sendable {
        let settle: @Sendable () -> Void
        let failure: (any Error)?
    }

    /// SQLite gave up the whole transaction, as it does when the disk is full.
    private struct TransactionLost: Error {
        let cause: any Error
    }

    /// More than this wait for the transaction after: it bounds how long the first of a batch waits for the last.
    private static let batchLimit = 128

    private let pool: DatabasePool
    private var waiting: [Pending] = []
    private var isWriting = false
    private var isClosed = false
    private var closers: [CheckedContinuation<Void, Never>] = []

    init(pool: DatabasePool) { self.pool = pool }

    /// Runs `body` in a savepoint of the next transaction. `body` reads and writes the database alone, since it may
    /// run again after a rollback.
    func commit<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value
    {
        guard !isClosed else { throw StorageError(.closed) }
        return try await withCheckedThrowingContinuation { continuation in
            waiting.append(
                Pending(
                    attempt: { db in
                        do {
                            let value = try Self.inSavepoint(db, body)
                            return Attempt(settle: { continuation.resume(returning: value) }, failure: nil)
                        } catch {
                            let told = StorageError(telling: error)
                            return Attempt(settle: { continuation.resume(throwing: told) }, failure: error)
                        }
                    },
                    fail: { continuation.resume(throwing: StorageError(telling: $0)) }))
            guard !isWriting else { return }
            isWriting = true
            Task { await writeAll() }
        }
    }

    /// How many commits wait for a transaction.
    var waitingCount: Int { waiting.count }

    /// Refuses further commits and returns when those before are settled.
    func close() async {
        isClosed = true
        guard isWriting else { return }
        await withCheckedContinuation { closers.append($0) }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batchLimit))
            waiting.removeFirst(batch.count)
            await write(batch)
        }
        isWriting = false
        for closer in closers { closer.resume() }
        closers = []
    }

    private func write(_ batch: [Pending]) async {
        do {
            for attempt in try await transact(batch) { attempt.settle() }
        } catch {
            guard batch.count > 1 else {
                for pending in batch { pending.fail((error as? TransactionLost)?.cause ?? error) }
                return
            }
            // One commit may be to blame for all, such as a large one on a disk that is nearly full.
            for pending in batch { await write([pending]) }
        }
    }

    private func transact(_ batch: [Pending]) async throws -> [Attempt] {
        try await pool.writeWithoutTransaction { db in
            var attempts: [Attempt] = []
            try db.inTransaction(.immediate) {
                for pending in batch {
                    let attempt = pending.attempt(db)
                    if !db.isInsideTransaction {
                        throw TransactionLost(cause: attempt.failure ?? StorageError(.failed, "rolled back"))
                    }
                    attempts.append(attempt)
                }
                return .commit
            }
            return attempts
        }
    }

    private static func inSavepoint<Value>(
        _ db: Database, _ body: (Database) throws -> Value
    ) throws -> Value {
        var value: Value?
        try db.inSavepoint {
            value = try body(db)
            return .commit
        }
        guard let value else { throw StorageError(.failed, "no result") }
        return value
    }
}
