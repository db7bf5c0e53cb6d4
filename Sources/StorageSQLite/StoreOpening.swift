internal import Cryptography
internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage
internal import Vault

/// The steps of opening a store: what must be there, how SQLite is set, and whether the key is the right one.
enum StoreOpening {
    /// Whether a new store is to be made; throws when there is none and none was asked for, or no room for it.
    static func isNew(_ files: StoreDirectory, creating: Bool) throws -> Bool {
        // With the lock held it will be finished; nobody can say yet what will stand there.
        if files.has(RestoreIntent.name) { return false }
        do {
            try files.requireStore()
            return false
        } catch let error as StorageError where creating && error.code == .noStore {
            try files.requireRoom()
            return true
        } catch let error as StorageError where creating && files.has(StoreDirectory.making) {
            _ = error
            return true
        }
    }

    // MARK: How SQLite is set

    /// Pages that a connection keeps. A batch of commits changes pages all over the indexes: with SQLite's 2 MiB they were
    /// read again for each batch, and written to the log before the batch's end. Memory is taken as it is needed.
    private static let writerCacheKiB = 65_536
    private static let readerCacheKiB = 8192
    /// Connections that read at once.
    static let readerCount = 4
    /// Pages of the log until the writer folds it into the database (SQLite: 1000). A page that many commits change is
    /// folded once; the longer log costs a start after a crash a tenth of a second.
    private static let pagesBetweenCheckpoints = 4000

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "trialogue"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = readerCount
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

    /// A connection that only reads.
    /// - Parameter isStill: nobody writes while it lasts. Then, if no log is left over, the file is read as if from a disk
    ///   that can't be written (SQLite's `immutable`): else SQLite would make a log and an index beside it.
    static func reader(_ files: StoreDirectory, isStill: Bool) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        guard isStill, files.size(of: StoreDirectory.logs[0]) == 0 else {
            return try DatabaseQueue(path: files.database, configuration: configuration)
        }
        let path = URL(fileURLWithPath: files.database).absoluteString
        return try DatabaseQueue(path: path + "?immutable=1", configuration: configuration)
    }

    static func migrate(_ pool: DatabasePool) async throws {
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

    // MARK: Whether it is a store, and whose key this is

    /// Looks, before anything is written, whether this is a store and the key is its own; a damaged row that was met on the
    /// way is returned.
    static func examine(_ files: StoreDirectory, isStill: Bool) async throws -> UnreadableRow? {
        try files.requireStore()
        let key = try files.readMasterKey()
        let reader = try reader(files, isStill: isStill)
        defer { try? reader.close() }
        try await requireTables(reader)
        return try await check(key, reader)
    }

    static func requireTables(_ reader: any DatabaseReader) async throws {
        let isStore = try await reader.read { db in
            try Int.fetchOne(
                db,
                sql:
                    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('store_value', 'journal')"
            )
                == 2
        }
        guard isStore else {
            throw StorageError(.incomplete, "trialogue.sqlite holds no store: was its -wal left behind?")
        }
        if try await reader.read({ try Migrations.migrator.hasBeenSuperseded($0) }) {
            throw StorageError(.newerSchema, "this store was written by a newer version of the program")
        }
    }

    /// Keeps a value by which a new store's key is known again.
    static func keepCheck(of key: SealingKey, _ pool: DatabasePool) async throws {
        let value = Data(try MasterKeyCheck(key).value())
        try await pool.write {
            try $0.execute(
                sql: "INSERT INTO store_value (name, value) VALUES (?, ?)",
                arguments: [MasterKeyCheck.name, value])
        }
    }

    /// Throws `wrongMasterKey` unless the key is this store's. Where the value that is kept for this can't be read, a
    /// case's key that opens tells it as well, and the value is a damaged row, which is returned.
    static func check(_ key: SealingKey, _ reader: any DatabaseReader) async throws -> UnreadableRow? {
        let finding = try await reader.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT name, value FROM store_value WHERE name = ?",
                arguments: [MasterKeyCheck.name])
            let value = row.flatMap { try? CheckedRow($0, of: "store_value", by: "name").bytes("value") }
            return try MasterKeyCheck(key).judge(value) { try KeyRows.some(db) }
        }
        switch finding {
        case .fits: return nil
        case .fitsByCases:
            return UnreadableRow(table: "store_value", id: MasterKeyCheck.name, column: "value")
        case .wrong: throw StorageError(.wrongMasterKey, "master.key is not the key of this store")
        }
    }
}
