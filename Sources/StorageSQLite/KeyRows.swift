internal import GRDB
internal import Foundation
internal import Mediation
internal import Storage

/// The cases' wrapped keys.
enum KeyRows {
    /// `notFound` when the case was never stored, `erased` when its key was destroyed.
    static func key(of id: CaseID, _ db: Database) throws -> WrappedKey {
        let statement = try db.cachedStatement(sql: "SELECT case_id, wrapped FROM case_key WHERE case_id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.text]) else {
            throw StorageError(.notFound, "no such case")
        }
        return try key(of: id, in: CheckedRow(row, of: "case_key", by: "case_id"))
    }

    /// The same of a row that has the key among its columns.
    static func key(of id: CaseID, in row: CheckedRow) throws -> WrappedKey {
        if row.isNull("wrapped") { throw StorageError(.erased, "the case's key was destroyed") }
        return WrappedKey(caseID: id, bytes: try row.bytes("wrapped"))
    }

    /// Throws unless this is the key that the case has.
    static func require(_ key: WrappedKey, _ db: Database) throws {
        guard try self.key(of: key.caseID, db) == key else {
            throw StorageError(.keyChanged, "the case has another key")
        }
    }

    static func insert(_ key: WrappedKey, at: Instant, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO case_key (case_id, wrapped, created_at) VALUES (?, ?, ?)")
        try statement.execute(arguments: [key.caseID.text, Data(key.bytes), at.milliseconds])
    }

    /// Some keys that can be read, a hundred at most.
    static func some(_ db: Database) throws -> [WrappedKey] {
        try Row.fetchAll(
            db, sql: "SELECT case_id, wrapped FROM case_key WHERE wrapped IS NOT NULL LIMIT 100"
        )
        .compactMap { row in
            let row = CheckedRow(row, of: "case_key", by: "case_id")
            guard let id: CaseID = try? row.identifier("case_id"), let bytes = try? row.bytes("wrapped")
            else { return nil }
            return WrappedKey(caseID: id, bytes: bytes)
        }
    }
}
