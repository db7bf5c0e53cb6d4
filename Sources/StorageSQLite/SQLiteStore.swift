package import Cryptography
internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The embedded store: SQLite through GRDB, one file, one writer, many readers. It runs off the loop: its verbs are
/// nonisolated, and an `await` from the loop resumes there.
package final class SQLiteStore: Sendable {
    let pool: DatabasePool
    let commits: GroupCommit
    let keys: CaseKeys
    let otherWriters = OtherWriters()
    /// Held by whoever may write the journal.
    private let lock: DirectoryLock?

    /// Wraps the cases' keys; other secrets are derived of it. It stands in `master.key`, outside the database.
    package var masterKey: SealingKey { keys.masterKey }

    /// The key of invited people's links, derived of the master key.
    package func inviteKey() throws -> InviteKey { try InviteKey(masterKey.derived("invites 1")) }

    /// Opens the store in `directory`, making what is missing (the directory itself, but not its parents).
    ///
    /// Throws `inUse` when another process has it, `newerSchema` when a newer program wrote it, `wrongMasterKey`
    /// when `master.key` is missing or another store's, `notDurable` when writes would not survive a power cut.
    package static func open(directory: String) async throws -> SQLiteStore {
        do {
            let files = StoreDirectory(path: directory)
            try files.prepare()
            let lock = try DirectoryLock(path: files.lock)
            try files.prepareDatabase()
            let pool = try DatabasePool(path: files.database, configuration: configuration)
            try await migrate(pool)
            try await makeDurable(pool)
            let key = try await masterKey(files, pool)
            return SQLiteStore(pool: pool, masterKey: key, lock: lock)
        } catch {
            throw StorageError(telling: error)
        }
    }

    init(pool: DatabasePool, masterKey: SealingKey, lock: DirectoryLock?) {
        self.pool = pool
        commits = GroupCommit(pool: pool)
        keys = CaseKeys(masterKey: masterKey)
        self.lock = lock
    }

    /// Reads from a snapshot, beside the writer.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw StorageError(telling: error)
        }
    }

    /// Pages that a connection keeps. A batch of commits changes pages all over the indexes: with SQLite's 2 MiB they were
    /// read again for each batch, and written to the log before the batch's end. Memory is taken as it is needed.
    private static let writerCacheKiB = 65_536
    private static let readerCacheKiB = 8192
    /// Pages of the log until the writer folds it into the database (SQLite: 1000). A page that many commits change is
    /// folded once; the longer log costs a start after a crash a tenth of a second.
    private static let pagesBetweenCheckpoints = 4000

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "trialogue"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // Deleted content is overwritten in the file; without it an erased case could be dug out.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // What a savepoint may have to put back is kept in memory. SQLite would write it to a file in /var/tmp: half of
            // all that was written, and pages of an erased case on a disk where nobody overwrites them.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            let isWriter = !db.configuration.readonly
            try db.execute(sql: "PRAGMA cache_size = -\(isWriter ? writerCacheKiB : readerCacheKiB)")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(pagesBetweenCheckpoints)")
        }
        return configuration
    }

    private static func migrate(_ pool: DatabasePool) async throws {
        let migrator = Migrations.migrator
        if try await pool.read({ try migrator.hasBeenSuperseded($0) }) {
            throw StorageError(.newerSchema, "this store was written by a newer version of the program")
        }
        try migrator.migrate(pool)
    }

    /// GRDB sets synchronous=NORMAL on a pool's writer after `prepareDatabase` has run; NORMAL loses the last commits
    /// in a power cut. So FULL is set after opening, and believed only when read back.
    static func makeDurable(_ pool: DatabasePool) async throws {
        let (synchronous, journal) = try await pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            return (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA journal_mode")
            )
        }
        guard synchronous == 2, journal == "wal" else {
            throw StorageError(.notDurable, "synchronous \(synchronous ?? -1), journal \(journal ?? "none")")
        }
    }

    /// The key in the file, checked against a value that the store keeps for this; a new one for a new store alone.
    static func masterKey(_ files: StoreDirectory, _ pool: DatabasePool) async throws -> SealingKey {
        let name = "master key check"
        let known = try await pool.read {
            try Data.fetchOne($0, sql: "SELECT value FROM store_value WHERE name = ?", arguments: [name])
        }
        if let known {
            guard let key = try files.readMasterKey() else {
                throw StorageError(.wrongMasterKey, "master.key is missing; restore it from its backup")
            }
            do {
                _ = try AESGCM.open(Array(known), key: key, associated: Array(name.utf8))
            } catch {
                throw StorageError(.wrongMasterKey, "master.key is not the key of this store")
            }
            return key
        }
        let key = try files.readMasterKey() ?? files.makeMasterKey()
        let sealed = Data(try AESGCM.seal(Array(name.utf8), key: key, associated: Array(name.utf8)))
        try await pool.write {
            try $0.execute(
                sql: "INSERT INTO store_value (name, value) VALUES (?, ?)", arguments: [name, sealed])
        }
        return key
    }
}

extension SQLiteStore: Store {
    package func close() async throws {
        await commits.close()
        do { try pool.close() } catch { throw StorageError(telling: error) }
        lock?.release()
    }
}
