internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The cases' rows.
enum CaseRows {
    /// The columns of a row by which `sealed` reads it, its key among them; null columns of a key that there is none.
    static let columns = "case_file.*, case_key.case_id AS key_of, case_key.wrapped"

    /// Stores a case's next state. A case that is stored for the first time brings its key.
    static func apply(_ step: SealedCaseChange, key: WrappedKey, at: Instant, _ db: Database) throws {
        let id = step.columns.id
        guard step.expectedVersion == 0 else { return try update(step, db) }
        guard try !exists(id, db) else { throw StorageError(.conflict, "the case exists") }
        try KeyRows.insert(key, at: at, db)
        try insert(step, db)
    }

    static func exists(_ id: CaseID, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM case_file WHERE id = ?")
        return try Int.fetchOne(statement, arguments: [id.text]) != nil
    }

    /// The row with its key; `erased` when the case's key was destroyed.
    static func sealed(_ row: Row) throws -> SealedCase {
        let row = CheckedRow(row, of: "case_file", by: "id")
        let id: CaseID = try row.identifier("id")
        do {
            let key = try key(of: id, beside: row)
            return SealedCase(
                columns: CaseRecord(
                    id: id, bureau: try row.identifier("bureau_id"), caseNo: try row.text("case_no"),
                    version: try row.count("version"),
                    status: try row.text("status"), level: try row.text(ifAny: "level"),
                    officerID: try row.identifier("officer_id"),
                    contentClass: try row.text("content_class"), dueAt: try row.instant(ifAny: "due_at"),
                    updatedAt: try row.instant("updated_at"), body: []),
                body: SealedBytes(try row.bytes("body")), key: key)
        } catch let error as UnreadableRow {
            var error = error
            error.name = try? row.text("case_no")
            throw error
        }
    }

    /// The same for a list, where a case whose body stands and whose key does not is a damaged one.
    static func listed(_ row: Row) throws -> SealedCase {
        do {
            return try sealed(row)
        } catch let error as StorageError where error.code == .erased || error.code == .notFound {
            let row = CheckedRow(row, of: "case_file", by: "id")
            throw row.unreadable("body", name: try? row.text("case_no"))
        }
    }

    private static func key(of id: CaseID, beside row: CheckedRow) throws -> WrappedKey {
        if row.isNull("key_of") { throw StorageError(.notFound, "no such case") }
        return try KeyRows.key(of: id, in: CheckedRow(row.row, of: "case_key", by: "id"))
    }

    private static func insert(_ step: SealedCaseChange, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO case_file
                    (case_no, version, status, level, officer_id, content_class, due_at, updated_at, body, id, bureau_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: values(step) + [step.columns.bureau.text])
    }

    private static func update(_ step: SealedCaseChange, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE case_file SET case_no = ?, version = ?, status = ?, level = ?, officer_id = ?,
                    content_class = ?, due_at = ?, updated_at = ?, body = ?
                WHERE id = ? AND version = ?
                """)
        try statement.execute(arguments: values(step) + [step.expectedVersion])
        guard db.changesCount == 1 else {
            throw StorageError(.conflict, "the case was changed since version \(step.expectedVersion)")
        }
    }

    private static func values(_ step: SealedCaseChange) -> StatementArguments {
        let record = step.columns
        return [
            record.caseNo, step.expectedVersion + 1, record.status, record.level, record.officerID.text,
            record.contentClass, record.dueAt?.milliseconds, record.updatedAt.milliseconds,
            Data(step.body.bytes), record.id.text,
        ]
    }
}
