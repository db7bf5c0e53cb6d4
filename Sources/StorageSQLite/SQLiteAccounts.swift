#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import GRDB
package import Mediation
package import Storage

extension SQLiteStore {
    /// Opens the accounts of an existing store and nothing else of it, also while a server has the store: accounts and
    /// sign-ins touch no journal, so that two writers of them disturb nobody. Makes and migrates nothing.
    ///
    /// Throws `notFound` when there is no store, `newerSchema` when it is not of this program's version.
    package static func openAccounts(directory: String) async throws -> SQLiteAccounts {
        do {
            let files = StoreDirectory(path: directory)
            guard access(files.database, F_OK) == 0 else {
                throw StorageError(.notFound, "there is no store in this folder")
            }
            let pool = try DatabasePool(path: files.database, configuration: configuration)
            guard try await pool.read({ try Migrations.migrator.hasCompletedMigrations($0) }),
                try await !pool.read({ try Migrations.migrator.hasBeenSuperseded($0) })
            else {
                throw StorageError(
                    .newerSchema, "the store is of another version; start the server on it once")
            }
            try await makeDurable(pool)
            let key = try await masterKey(files, pool)
            return SQLiteAccounts(store: SQLiteStore(pool: pool, masterKey: key, lock: nil))
        } catch {
            throw StorageError(telling: error)
        }
    }
}

/// The accounts of a store, and nothing else of it.
package struct SQLiteAccounts: AccountStore {
    private let store: SQLiteStore

    init(store: SQLiteStore) { self.store = store }

    package func add(_ account: AccountRecord) async throws { try await store.add(account) }
    package func account(_ id: AccountID) async throws -> AccountRecord? { try await store.account(id) }
    package func account(staffNo: String) async throws -> AccountRecord? {
        try await store.account(staffNo: staffNo)
    }
    package func accounts() async throws -> [AccountRecord] { try await store.accounts() }
    package func setPassword(of id: AccountID, hash: String) async throws {
        try await store.setPassword(of: id, hash: hash)
    }
    package func setDisabled(_ id: AccountID, at: Instant?) async throws {
        try await store.setDisabled(id, at: at)
    }

    /// Closes it; a second call does nothing.
    package func close() async throws { try await store.close() }
}
