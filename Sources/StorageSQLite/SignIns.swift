internal import Foundation
internal import GRDB
package import Mediation
package import Storage
internal import Synchronization

extension SQLiteEngine: SignInReading {
    package func add(_ signIn: SignInRecord, noting notes: SealedNotes) async throws {
        try await commits.commit { db in
            try db.execute(
                sql: """
                    INSERT INTO sign_in (token_digest, account_id, created_at, expires_at, last_seen_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(signIn.tokenDigest), signIn.accountID.text, signIn.createdAt.milliseconds,
                    signIn.expiresAt.milliseconds, signIn.lastSeenAt.milliseconds,
                ])
            try JournalRows.append(notes.entries, chaining: notes.chaining, db)
        }
    }

    package nonisolated(nonsending) func holder(tokenDigest: [UInt8]) async throws -> SignInHolder? {
        try await readLoosely { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM sign_in WHERE token_digest = ?")
            guard
                let signIn = try Row.fetchOne(statement, arguments: [Data(tokenDigest)]).map(Self.signIn),
                let account = try Self.account(signIn.accountID, db)
            else { return nil }
            // Whoever asks signs in, whatever became of the row.
            let bureau = try? Self.bureau(account.bureau, db)
            return SignInHolder(signIn: signIn, account: account, bureau: bureau)
        }
    }

    package func signIns() async throws -> Listed<SignInRecord> {
        try await read { db in try Listed(try Row.fetchAll(db, sql: "SELECT * FROM sign_in"), Self.signIn) }
    }

    private static func signIn(_ row: Row) throws -> SignInRecord {
        // Named by whose it is: the digest stands for a cookie.
        let row = CheckedRow(row, of: "sign_in", by: "account_id")
        return SignInRecord(
            tokenDigest: try row.bytes("token_digest"), accountID: try row.identifier("account_id"),
            createdAt: try row.instant("created_at"), expiresAt: try row.instant("expires_at"),
            lastSeenAt: try row.instant("last_seen_at"))
    }

    package func touch(tokenDigest: [UInt8], seenAt: Instant, expiresAt: Instant) async throws {
        try await commits.commit { db in
            try db.execute(
                sql: "UPDATE sign_in SET last_seen_at = ?, expires_at = ? WHERE token_digest = ?",
                arguments: [seenAt.milliseconds, expiresAt.milliseconds, Data(tokenDigest)])
        }
    }

    package func removeSignIn(tokenDigest: [UInt8]) async throws {
        try await commits.commit { db in
            try db.execute(
                sql: "DELETE FROM sign_in WHERE token_digest = ?", arguments: [Data(tokenDigest)])
        }
    }

    package func wasChangedElsewhere() async throws -> Bool {
        do {
            return try await pool.writeWithoutTransaction { try self.otherWriters.wrote($0) }
        } catch {
            throw StorageError(telling: error)
        }
    }

    @discardableResult
    package func removeExpiredSignIns(now: Instant) async throws -> Int {
        try await commits.commit { db in
            try db.execute(
                sql: "DELETE FROM sign_in WHERE expires_at <= ?", arguments: [now.milliseconds])
            return db.changesCount
        }
    }
}

/// Notices what other processes write: on the one connection that writes here, SQLite's data_version changes with the
/// commits of others alone.
final class OtherWriters: Sendable {
    private let known = Mutex<Int?>(nil)

    func wrote(_ db: Database) throws -> Bool {
        let version = try Int.fetchOne(db, sql: "PRAGMA data_version")
        return known.withLock { known in
            defer { known = version }
            return known != nil && known != version
        }
    }
}
