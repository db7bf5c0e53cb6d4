internal import GRDB
package import Mediation
package import Storage
package import Vault

extension SealedStore where Engine == SQLiteEngine {
    /// Opens the accounts of an existing store and nothing else of it, also while a server has the store: accounts and
    /// sign-ins touch no journal, so that two writers of them disturb nobody. Makes and migrates nothing.
    ///
    /// Throws `noStore` and `incomplete` as opening does, `newerSchema` when it is not of this program's version.
    package static func openAccounts(
        directory: String, report: @escaping @Sendable (UnreadableRow) -> Void = { _ in }
    ) async throws -> SQLiteAccounts {
        do {
            let files = StoreDirectory(path: directory)
            try files.requireStore()
            // Where no server has it, the lock is ours for the moment, and the log is folded at the end.
            let lock = files.has(StoreDirectory.lock) ? try? DirectoryLock(path: files.lock) : nil
            let isStill = lock != nil || !files.has(StoreDirectory.lock)
            let damaged = try await StoreOpening.examine(files, isStill: isStill)
            let pool = try DatabasePool(path: files.database, configuration: StoreOpening.configuration)
            guard try await pool.read({ try Migrations.migrator.hasCompletedMigrations($0) }) else {
                throw StorageError(
                    .newerSchema, "the store is of another version; start the server on it once")
            }
            try await StoreOpening.makeDurable(pool)
            let key = try files.readMasterKey()
            let kept = try await KeptRows.attached(to: pool, Keeping(masterKey: key))
            let store = SQLiteStore(
                over: SQLiteEngine(pool, lock: lock, foldsLog: isStill, kept: kept),
                masterKey: key, report: report)
            if let damaged { store.note(damaged) }
            return SQLiteAccounts(store: store)
        } catch {
            throw StorageError(telling: error)
        }
    }
}

/// The accounts of a store and their bureaus, and nothing else of it.
package struct SQLiteAccounts: AccountStore, BureauStore, BureauJournal, SignInReading {
    private let store: SQLiteStore

    init(store: SQLiteStore) { self.store = store }

    package func add(_ account: AccountRecord, noting note: BureauNote) async throws {
        try await store.add(account, noting: note)
    }
    package func change(
        _ changes: [StaffChange], noting notes: [BureauNote], answering answer: AnsweredRequest?
    ) async throws {
        try await store.change(changes, noting: notes, answering: answer)
    }
    package func account(_ id: AccountID) async throws -> AccountRecord? { try await store.account(id) }
    package func account(staffNo: String) async throws -> AccountRecord? {
        try await store.account(staffNo: staffNo)
    }
    package func accounts() async throws -> Listed<AccountRecord> { try await store.accounts() }
    package func setPassword(of id: AccountID, hash: String, noting note: BureauNote) async throws {
        try await store.setPassword(of: id, hash: hash, noting: note)
    }
    package func setDisabled(_ id: AccountID, at: Instant?, noting note: BureauNote) async throws {
        try await store.setDisabled(id, at: at, noting: note)
    }

    package func bureau(_ id: BureauID) async throws -> Bureau? { try await store.bureau(id) }
    package func bureaus() async throws -> Listed<Bureau> { try await store.bureaus() }
    package func units() async throws -> Listed<BureauUnit> { try await store.units() }
    package func lawyers() async throws -> Listed<Lawyer> { try await store.lawyers() }
    package func put(_ bureau: Bureau, noting note: BureauNote) async throws {
        try await store.put(bureau, noting: note)
    }

    package func note(_ events: [EventRecord], at: Instant) async throws {
        try await store.note(events, at: at)
    }
    package func bureauEvents() async throws -> Listed<StoredEvent> { try await store.bureauEvents() }

    package nonisolated(nonsending) func holder(tokenDigest: [UInt8]) async throws -> SignInHolder? {
        try await store.holder(tokenDigest: tokenDigest)
    }
    package func signIns() async throws -> Listed<SignInRecord> { try await store.signIns() }
    package func touch(tokenDigest: [UInt8], seenAt: Instant, expiresAt: Instant) async throws {
        try await store.touch(tokenDigest: tokenDigest, seenAt: seenAt, expiresAt: expiresAt)
    }
    package func removeSignIn(tokenDigest: [UInt8]) async throws {
        try await store.removeSignIn(tokenDigest: tokenDigest)
    }
    package func wasChangedElsewhere() async throws -> Bool { try await store.wasChangedElsewhere() }
    @discardableResult
    package func removeExpiredSignIns(now: Instant) async throws -> Int {
        try await store.removeExpiredSignIns(now: now)
    }

    /// Closes it; a second call does nothing.
    package func close() async throws { try await store.close() }
}
