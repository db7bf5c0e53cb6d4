internal import GRDB
package import Storage
internal import Synchronization

/// The embedded engine: SQLite through GRDB, one file, one writer, many readers. SQLite runs off the loop, on queues of its own,
/// and an `await` from the loop resumes there.
package final class SQLiteEngine: Sendable {
    let pool: any DatabaseWriter
    private let readings = ReadingQueues()
    let commits: GroupCommit
    let kept: KeptRows?
    let otherWriters = OtherWriters()
    let keptPages = KeptPages()
    /// Nil beside a running server: whoever may write the journal holds it.
    private let lock: DirectoryLock?
    /// Whether closing folds the log into the database: not a reader's part, nor somebody's beside the server.
    private let foldsLog: Bool
    private let isClosed = Mutex(false)
    private let reads = Atomic<Int64>(0)
    private let readers = Atomic<Int64>(0)

    /// - Parameter kept: sums up what is written over, on the connection that writes; nil where nobody does.
    init(_ pool: any DatabaseWriter, lock: DirectoryLock?, foldsLog: Bool, kept: KeptRows? = nil) {
        self.pool = pool
        self.kept = kept
        commits = GroupCommit(pool: pool, kept: kept)
        self.lock = lock
        self.foldsLog = foldsLog
    }

    /// Reads from a snapshot, beside the writer: on a thread that reads, with one change of threads there and one back to where
    /// the caller waits. (GRDB's own asynchronous reading changes them four times.)
    nonisolated(nonsending) func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await reading { try $0.read(body) }
    }

    /// The same without a transaction around it, which costs as much as a small statement: for reads of one statement, or of several
    /// that need not agree.
    nonisolated(nonsending) func readLoosely<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await reading { try $0.unsafeRead(body) }
    }

    private nonisolated(nonsending) func reading<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseWriter) throws -> Value
    ) async throws -> Value {
        reads.add(1, ordering: .relaxed)
        readers.add(1, ordering: .relaxed)
        defer { readers.subtract(1, ordering: .relaxed) }
        do {
            return try await readings.run { [pool] in try body(pool) }
        } catch let row as UnreadableRow {
            throw row
        } catch {
            throw StorageError(telling: error)
        }
    }

    package func takeTally() -> StoreTally? {
        var tally = commits.takeTally()
        tally.reads = reads.load(ordering: .relaxed)
        tally.readers = readers.load(ordering: .relaxed)
        return tally
    }

    /// Folds the write-ahead log into the database, where deleted content is overwritten, and cuts it to nothing. Until
    /// then it holds the newest commits and the old pages of what they deleted. No reader may be under way: one elsewhere
    /// is waited for, five seconds at most, and then it is `inUse`.
    func cutLog() async throws {
        do {
            try await pool.barrierWriteWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        } catch {
            throw StorageError(telling: error)
        }
    }

    /// What SQLite finds wrong with its own pages and the types in them, the first ten; no value is among it.
    package func damagedPages() async throws -> [String] {
        try await read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
        }
    }

    /// Writes a consistent copy of the database to a file that does not exist yet, beside the writer.
    func copyDatabase(to path: String) async throws {
        do {
            try await pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        } catch {
            throw StorageError(telling: error)
        }
    }

    package func close() async throws {
        let wasClosed = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        await commits.close()
        if wasClosed { return }
        var kept: (any Error)?
        if foldsLog {
            do { try await cutLog() } catch { kept = error }
        }
        do { try pool.close() } catch { throw StorageError(telling: error) }
        lock?.release()
        if let kept { throw kept }
    }
}
