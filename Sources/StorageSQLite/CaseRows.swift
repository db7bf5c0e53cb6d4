internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The cases' rows.
enum CaseRows {
    /// The columns of a row by which `sealed` reads it, its key among them; null columns of a key that there is none.
    static let columns = "case_file.*, case_key.case_id AS key_of, case_key.wrapped"

    static let aCase = """
        SELECT \(CaseRows.columns) FROM case_file LEFT JOIN case_key ON case_key.case_id = case_file.id
        """

    /// Stores a case's next state. A case that is stored for the first time brings its key.
    static func apply(_ step: SealedCaseChange, key: WrappedKey, at: Instant, _ db: Database) throws {
        let id = step.columns.id
        if step.expectedVersion == 0 {
            guard try !exists(id, db) else { throw StorageError(.conflict, "the case exists") }
            try KeyRows.insert(key, at: at, db)
            try insert(step, db)
        } else {
            try update(step, db)
        }
        if let marks = step.marks { try MarkRows.replace(by: marks, of: id, db) }
        if let months = step.months { try MonthRows.replace(by: months, of: id, db) }
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
                    updatedAt: try row.instant("updated_at"), counted: counted(row), body: []),
                summary: (try? row.bytes("summary")).map(SealedBytes.init),
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

    /// Nil in a row of before there were such columns, and where they can't be read: a case is opened without them, and its
    /// next step writes them anew.
    private static func counted(_ row: CheckedRow) -> CountedColumns? {
        do throws(UnreadableRow) {
            return CountedColumns(
                channel: try row.text("channel"), unit: try row.text(ifAny: "unit"),
                receivedAt: try row.instant("received_at"),
                acceptedAt: try row.instant(ifAny: "accepted_at"),
                closedAt: try row.instant(ifAny: "closed_at"))
        } catch {
            return nil
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
                    (case_no, version, status, level, officer_id, content_class, due_at, updated_at,
                    channel, unit, received_at, accepted_at, closed_at, summary, body, id, bureau_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: values(step, version: 1) + [step.columns.bureau.text])
    }

    private static func update(_ step: SealedCaseChange, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE case_file SET case_no = ?, version = ?, status = ?, level = ?, officer_id = ?,
                    content_class = ?, due_at = ?, updated_at = ?, channel = ?, unit = ?, received_at = ?,
                    accepted_at = ?, closed_at = ?, summary = ?, body = ?
                WHERE id = ? AND version = ?
                """)
        let version = step.expectedVersion
        try statement.execute(arguments: values(step, version: version + 1) + [version])
        guard db.changesCount == 1 else {
            throw StorageError(.conflict, "the case was changed since version \(step.expectedVersion)")
        }
    }

    static func values(_ step: SealedCaseChange, version: Int) -> StatementArguments {
        let record = step.columns
        let counted = record.counted
        return [
            record.caseNo, version, record.status, record.level, record.officerID.text,
            record.contentClass, record.dueAt?.milliseconds, record.updatedAt.milliseconds,
            counted?.channel, counted?.unit, counted?.receivedAt.milliseconds,
            counted?.acceptedAt?.milliseconds, counted?.closedAt?.milliseconds,
            step.summary.map { Data($0.bytes) }, Data(step.body.bytes), record.id.text,
        ]
    }
}
