internal import Cryptography
internal import GRDB
package import Storage
package import Vault

/// A store in a folder: the vault over SQLite, with its key beside the database.
package typealias SQLiteStore = SealedStore<SQLiteEngine>

extension SealedStore where Engine == SQLiteEngine {
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
            let kept = try await KeptRows.attached(to: pool, Keeping(masterKey: key))
            try await kept.countOnce(MasterKeyCheck(key), pool)
            let store = SQLiteStore(
                over: SQLiteEngine(pool, lock: lock, foldsLog: true, kept: kept), masterKey: key,
                report: report)
            if let damaged { store.note(damaged) }
            // A log that a kill left may hold what was erased since: it is folded and cut before anything else.
            try await store.engine.cutLog()
            // And an erasure that was cut off may have left blobs.
            _ = try await store.blobs(inStore: directory).collect()
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
            let store = SQLiteStore(
                over: SQLiteEngine(queue, lock: lock, foldsLog: false), masterKey: key, report: report)
            if let damaged { store.note(damaged) }
            return store
        } catch {
            throw StorageError(telling: error)
        }
    }

    /// What SQLite finds wrong with its own pages and the types in them, the first ten; no value is among it.
    package func damagedPages() async throws -> [String] { try await engine.damagedPages() }
}
