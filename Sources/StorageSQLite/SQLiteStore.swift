package import Cryptography
internal import Foundation
internal import GRDB
internal import Mediation
package import Storage
internal import Synchronization

/// The embedded store: SQLite through GRDB, one file, one writer, many readers. It runs off the loop: its verbs are
/// nonisolated, and an `await` from the loop resumes there.
package final class SQLiteStore: Sendable {
    let pool: any DatabaseWriter
    let commits: GroupCommit
    let keys: CaseKeys
    let otherWriters = OtherWriters()
    /// Nil beside a running server: whoever may write the journal holds it.
    private let lock: DirectoryLock?
    /// Whether closing folds the log into the database: not a reader's part, nor somebody's beside the server.
    private let foldsLog: Bool
    private let report: @Sendable (UnreadableRow) -> Void
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        /// Told already. What is told of a row stands once in a log, however often a page asks for it.
        var noted: Set<UnreadableRow> = []
    }

    /// Wraps the cases' keys; other secrets are derived of it. It stands in `master.key`, outside the database.
    package var masterKey: SealingKey { keys.masterKey }

    /// The key of invited people's links, derived of the master key.
    package func inviteKey() throws -> InviteKey { try InviteKey(masterKey.derived("invites 1")) }

    /// Opens the store in `directory` for reading and writing.
    ///
    /// Nothing is made unless it is asked for: `noStore` where there is none, `incomplete` where part of one is missing. A
    /// restore that was cut off is finished first.
    /// - Parameters:
    ///   - creating: makes a new store where the folder is absent (its parent must be there) or empty; `occupied` where it
    ///     holds something else.
    ///   - report: hears once of each row that can't be read.
    ///
    /// Throws besides: `inUse` when another process has it, `newerSchema` when a newer program wrote it, `wrongMasterKey`
    /// when `master.key` is missing or another store's, `notDurable` when writes would not survive a power cut.
    package static func open(
        directory: String, creating: Bool = false,
        report: @escaping @Sendable (UnreadableRow) -> Void = { _ in }
    ) async throws -> SQLiteStore {
        do {
            let files = StoreDirectory(path: directory)
            let isNew = try StoreOpening.isNew(files, creating: creating)
            if isNew { try files.prepare() }
            // Where nobody ever locked anything, it is looked at first: what is no store gets no lock file either.
            if !isNew, !files.has(StoreDirectory.lock) {
                _ = try await StoreOpening.examine(files, isStill: true)
            }
            let lock = try DirectoryLock(path: files.lock)
            try RestoreIntent.finishIfAny(in: files)
            if isNew { try files.beginMaking() }
            // Before a writer touches anything.
            let damaged = isNew ? nil : try await StoreOpening.examine(files, isStill: true)
            let key = isNew ? try files.makeMasterKey() : try files.readMasterKey()
            if isNew { try files.prepareDatabase() }
            let pool = try DatabasePool(path: files.database, configuration: StoreOpening.configuration)
            try await StoreOpening.migrate(pool)
            try await StoreOpening.makeDurable(pool)
            if isNew {
                try await StoreOpening.keepCheck(of: key, pool)
                try files.endMaking()
            }
            let store = SQLiteStore(pool, key, lock: lock, foldsLog: true, report: report)
            if let damaged { store.note(damaged) }
            // A log that a kill left may hold what was erased since: it is folded and cut before anything else.
            try await store.cutLog()
            return store
        } catch {
            throw StorageError(telling: error)
        }
    }

    /// Opens the store in `directory` for reading alone, also beside a running server. Makes and changes nothing; where
    /// the store is closed in good order it is read as if from a disk that can't be written.
    package static func openReading(
        directory: String, report: @escaping @Sendable (UnreadableRow) -> Void = { _ in }
    ) async throws -> SQLiteStore {
        do {
            let files = StoreDirectory(path: directory)
            try files.requireStore()
            let lock = DirectoryLock(readingAt: files.lock)
            let isStill = lock != nil || !files.has(StoreDirectory.lock)
            let queue = try StoreOpening.reader(files, isStill: isStill)
            try await StoreOpening.requireTables(queue)
            let key = try files.readMasterKey()
            let damaged = try await StoreOpening.check(key, queue)
            let store = SQLiteStore(queue, key, lock: lock, foldsLog: false, report: report)
            if let damaged { store.note(damaged) }
            return store
        } catch {
            throw StorageError(telling: error)
        }
    }

    init(
        _ pool: any DatabaseWriter, _ masterKey: SealingKey, lock: DirectoryLock?, foldsLog: Bool,
        report: @escaping @Sendable (UnreadableRow) -> Void
    ) {
        self.pool = pool
        commits = GroupCommit(pool: pool)
        keys = CaseKeys(masterKey: masterKey)
        self.lock = lock
        self.foldsLog = foldsLog
        self.report = report
    }

    /// Reads from a snapshot, beside the writer.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as CancellationError {
            throw error
        } catch {
            if let row = error as? UnreadableRow { note(row) }
            throw StorageError(telling: error)
        }
    }

    /// Reads a list, and tells of its rows that can't be read.
    func list<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Listed<Value>
    ) async throws -> Listed<Value> {
        let listed = try await read(body)
        listed.unreadable.forEach(note)
        return listed
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
}

extension SQLiteStore: Store {
    package func note(_ row: UnreadableRow) {
        let isNew = state.withLock { state in
            // A store so damaged has said enough.
            guard state.noted.count < 10_000 else { return false }
            var bare = row
            bare.name = nil
            return state.noted.insert(bare).inserted
        }
        if isNew { report(row) }
    }

    package func close() async throws {
        let wasClosed = state.withLock { state in
            defer { state.isClosed = true }
            return state.isClosed
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
