internal import Dispatch
internal import GRDB
internal import Storage
internal import Synchronization

/// The one writer. Commits that arrive while a transaction is being written wait, and go together into the next:
/// one transaction, one sync of the disk, a savepoint each. A caller is resumed when its transaction is durable.
///
/// It writes on a queue of its own: a sync of the disk would hold up a thread of the cooperative pool, and there are
/// as few of these as cores. A lone commit costs two changes of thread, to the queue and back.
final class GroupCommit: Sendable {
    /// One caller's commit. `attempt` may run more than once: when a batch fails as a whole, each is tried alone.
    private struct Pending: Sendable {
        let attempt: @Sendable (Database, _ isAlone: Bool) -> Attempt
        let fail: @Sendable (any Error) -> Void
    }

    /// What came of an attempt; to be settled when the transaction around it is durable.
    private struct Attempt {
        let settle: @Sendable () -> Void
        let failure: (any Error)?
    }

    /// SQLite gave up the whole transaction, as it does when the disk is full.
    private struct TransactionLost: Error {
        let cause: any Error
    }

    /// What the callers and the queue share.
    private struct State {
        var waiting: [Pending] = []
        var isWriting = false
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
        var tally = StoreTally()
    }

    /// More than this wait for the transaction after: it bounds how long the first of a batch waits for the last.
    private static let batchLimit = 128

    private let pool: any DatabaseWriter
    /// Nil where nobody writes, and for a file of a test.
    private let kept: KeptRows?
    private let queue = DispatchQueue(label: "trialogue.commits")
    private let state = Mutex(State())

    init(pool: any DatabaseWriter, kept: KeptRows? = nil) {
        self.pool = pool
        self.kept = kept
    }

    /// Runs `body` in a savepoint of the next transaction. `body` reads and writes the database alone, since it may
    /// run again after a rollback.
    func commit<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(
                Pending(
                    attempt: { db, isAlone in
                        do {
                            let value = try isAlone ? body(db) : Self.inSavepoint(db, body)
                            return Attempt(settle: { continuation.resume(returning: value) }, failure: nil)
                        } catch {
                            let told = StorageError(telling: error)
                            return Attempt(settle: { continuation.resume(throwing: told) }, failure: error)
                        }
                    },
                    fail: { continuation.resume(throwing: StorageError(telling: $0)) }))
        }
    }

    /// How many commits wait for a transaction.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// What was written until now, and how many commits wait.
    func takeTally() -> StoreTally {
        state.withLock { state in
            defer { state.tally.longest = 0 }
            var tally = state.tally
            tally.waiting = Int64(state.waiting.count)
            return tally
        }
    }

    private func count(_ attempts: [Attempt], in time: Duration) {
        let kept = attempts.count { $0.failure == nil }
        let (seconds, attoseconds) = time.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        state.withLock {
            $0.tally.commits += Int64(kept)
            $0.tally.refused += Int64(attempts.count - kept)
            $0.tally.transactions += 1
            $0.tally.writing += microseconds
            $0.tally.longest = max($0.tally.longest, microseconds)
        }
    }

    /// Refuses further commits and returns when those before are settled.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.isWriting { state.closers.append(continuation) }
                return !state.isWriting
            }
            if isIdle { continuation.resume() }
        }
    }

    private func enqueue(_ pending: Pending) {
        let (isClosed, starts) = state.withLock { state in
            guard !state.isClosed else { return (true, false) }
            state.waiting.append(pending)
            let starts = !state.isWriting
            state.isWriting = true
            return (false, starts)
        }
        if isClosed { pending.fail(StorageError(.closed)) }
        if starts { queue.async { self.writeAll() } }
    }

    /// Runs on the queue until nothing waits.
    private func writeAll() {
        while let batch = nextBatch() { write(batch) }
    }

    /// What goes into the next transaction; nil when nothing waits: then whoever comes next starts anew.
    private func nextBatch() -> [Pending]? {
        state.withLock { state -> [Pending]? in
            let batch = Array(state.waiting.prefix(Self.batchLimit))
            state.waiting.removeFirst(batch.count)
            guard batch.isEmpty else { return batch }
            state.isWriting = false
            for closer in state.closers { closer.resume() }
            state.closers = []
            return nil
        }
    }

    private func write(_ batch: [Pending]) {
        do {
            let began = ContinuousClock.now
            let attempts = try transact(batch)
            // Before anybody hears of it: who was told reads what is counted.
            count(attempts, in: ContinuousClock.now - began)
            for attempt in attempts { attempt.settle() }
        } catch {
            guard batch.count > 1 else {
                state.withLock { $0.tally.refused += 1 }
                for pending in batch { pending.fail((error as? TransactionLost)?.cause ?? error) }
                return
            }
            // One commit may be to blame for all, such as a large one on a disk that is nearly full.
            for pending in batch { write([pending]) }
        }
    }

    private func transact(_ batch: [Pending]) throws -> [Attempt] {
        try pool.writeWithoutTransaction { db in
            var attempts: [Attempt] = []
            try db.inTransaction(.immediate) {
                try kept?.begin(db)
                for pending in batch {
                    let change = kept?.change
                    let attempt = pending.attempt(db, batch.count == 1)
                    if attempt.failure != nil, let change { kept?.change = change }
                    if !db.isInsideTransaction {
                        throw TransactionLost(cause: attempt.failure ?? StorageError(.failed, "rolled back"))
                    }
                    attempts.append(attempt)
                }
                // Alone it needs no savepoint: the transaction is its own.
                if batch.count == 1, attempts.contains(where: { $0.failure != nil }) { return .rollback }
                try kept?.settle(db)
                return .commit
            }
            return attempts
        }
    }

    /// What GRDB's `inSavepoint` does, with statements that are compiled once: compiling them costs more than running.
    private static func inSavepoint<Value>(
        _ db: Database, _ body: (Database) throws -> Value
    ) throws -> Value {
        try db.cachedStatement(sql: "SAVEPOINT one").execute()
        do {
            let value = try body(db)
            try db.cachedStatement(sql: "RELEASE SAVEPOINT one").execute()
            return value
        } catch {
            undo(db)
            throw error
        }
    }

    /// Takes back what a failed commit wrote. Where that can't be done the whole transaction goes, as it does when SQLite
    /// has given it up by itself: half a commit must never become durable.
    private static func undo(_ db: Database) {
        guard db.isInsideTransaction else { return }
        do {
            try db.cachedStatement(sql: "ROLLBACK TO SAVEPOINT one").execute()
            try db.cachedStatement(sql: "RELEASE SAVEPOINT one").execute()
        } catch {
            try? db.rollback()
        }
    }
}
