internal import Foundation
internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine: AccountReading {
    package func add(_ account: AccountRecord, noting notes: SealedNotes) async throws {
        try await change([.add(account)], noting: notes, answering: nil)
    }

    package func change(
        _ changes: [StaffChange], noting notes: SealedNotes, answering answer: AnsweredRequest?
    ) async throws {
        try await commits.commit { db in
            for change in changes { try StaffRows.write(change, db) }
            if let answer { try RequestRows.insert(answer, db) }
            try JournalRows.append(notes.entries, chaining: notes.chaining, db)
        }
    }

    package func account(_ id: AccountID) async throws -> AccountRecord? {
        try await read { try Self.account(id, $0) }
    }

    static func account(_ id: AccountID, _ db: Database) throws -> AccountRecord? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM account WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.text]).map(account)
    }

    package func account(staffNo: String) async throws -> AccountRecord? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM account WHERE staff_no = ?", arguments: [staffNo])
                .map(Self.account)
        }
    }

    package func accounts() async throws -> Listed<AccountRecord> {
        try await read { db in
            try Listed(try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY staff_no"), Self.account)
        }
    }

    package func setPassword(of id: AccountID, hash: String, noting notes: SealedNotes) async throws {
        try await commits.commit { db in
            try db.execute(
                sql: "UPDATE account SET password_hash = ? WHERE id = ?", arguments: [hash, id.text])
            try Self.requireOneChange(db)
            try db.execute(sql: "DELETE FROM sign_in WHERE account_id = ?", arguments: [id.text])
            try JournalRows.append(notes.entries, chaining: notes.chaining, db)
        }
    }

    package func setDisabled(_ id: AccountID, at: Instant?, noting notes: SealedNotes) async throws {
        try await commits.commit { db in
            try db.execute(
                sql: "UPDATE account SET disabled_at = ? WHERE id = ?",
                arguments: [at?.milliseconds, id.text])
            try Self.requireOneChange(db)
            if at != nil {
                try db.execute(sql: "DELETE FROM sign_in WHERE account_id = ?", arguments: [id.text])
            }
            try JournalRows.append(notes.entries, chaining: notes.chaining, db)
        }
    }

    private static func requireOneChange(_ db: Database) throws {
        guard db.changesCount == 1 else { throw StorageError(.notFound, "no such account") }
    }

    private static func account(_ row: Row) throws -> AccountRecord {
        let row = CheckedRow(row, of: "account", by: "id")
        do {
            return AccountRecord(
                id: try row.identifier("id"), bureau: try row.identifier("bureau_id"),
                staffNo: try row.text("staff_no"), name: try row.text("name"), role: try row.text("role"),
                unit: try row.text("unit"),
                passwordHash: try row.text("password_hash"), profile: try row.bytes("profile"),
                createdAt: try row.instant("created_at"), disabledAt: try row.instant(ifAny: "disabled_at"))
        } catch {
            throw row.unreadable(error.column, name: try? row.text("staff_no"))
        }
    }
}
