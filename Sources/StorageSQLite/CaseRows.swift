internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The cases' rows: what both a case's own commit and a room's commit do to them.
enum CaseRows {
    /// Stores a case's next state and returns its new version. A case that is stored for the first time gets its key.
    static func apply(_ change: CaseChange, keys: CaseKeys, at: Instant, _ db: Database) throws -> Int {
        let record = change.record
        let version = change.expectedVersion + 1
        if change.expectedVersion == 0 {
            guard try !exists(record.id, db) else { throw StorageError(.conflict, "the case exists") }
            let key = try keys.makeKey(of: record.id, at: at, db)
            try insert(record, version: version, body: key.seal(record.body, as: .body), db)
        } else {
            let key = try keys.key(of: record.id, db)
            try update(record, version: version, body: key.seal(record.body, as: .body), db)
        }
        return version
    }

    static func exists(_ id: CaseID, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM case_file WHERE id = ?")
        return try Int.fetchOne(statement, arguments: [id.text]) != nil
    }

    /// The record of a row, its body unsealed; `erased` when the case's key was destroyed.
    static func record(_ row: Row, keys: CaseKeys, _ db: Database) throws -> CaseRecord {
        let row = CheckedRow(row, of: "case_file", by: "id")
        let id: CaseID = try row.identifier("id")
        do {
            let key = try keys.key(of: id, db)
            return CaseRecord(
                id: id, caseNo: try row.text("case_no"), version: try row.count("version"),
                status: try row.text("status"), level: try row.text(ifAny: "level"),
                officerID: try row.identifier("officer_id"), contentClass: try row.text("content_class"),
                dueAt: try row.instant(ifAny: "due_at"), updatedAt: try row.instant("updated_at"),
                body: try key.open(row, "body", as: .body))
        } catch let error as UnreadableRow {
            var error = error
            error.name = try? row.text("case_no")
            throw error
        }
    }

    /// The same for a list, where a case whose body stands and whose key does not is a damaged one.
    static func listed(_ row: Row, keys: CaseKeys, _ db: Database) throws -> CaseRecord {
        do {
            return try record(row, keys: keys, db)
        } catch let error as StorageError where error.code == .erased || error.code == .notFound {
            let row = CheckedRow(row, of: "case_file", by: "id")
            throw row.unreadable("body", name: try? row.text("case_no"))
        }
    }

    private static func insert(_ record: CaseRecord, version: Int, body: Data, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO case_file
                    (case_no, version, status, level, officer_id, content_class, due_at, updated_at, body, id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: columns(record, version: version, body: body))
    }

    private static func update(_ record: CaseRecord, version: Int, body: Data, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE case_file SET case_no = ?, version = ?, status = ?, level = ?, officer_id = ?,
                    content_class = ?, due_at = ?, updated_at = ?, body = ?
                WHERE id = ? AND version = ?
                """)
        try statement.execute(arguments: columns(record, version: version, body: body) + [version - 1])
        guard db.changesCount == 1 else {
            throw StorageError(.conflict, "the case was changed since version \(version - 1)")
        }
    }

    private static func columns(_ record: CaseRecord, version: Int, body: Data) -> StatementArguments {
        [
            record.caseNo, version, record.status, record.level, record.officerID.text, record.contentClass,
            record.dueAt?.milliseconds, record.updatedAt.milliseconds, body, record.id.text,
        ]
    }
}
