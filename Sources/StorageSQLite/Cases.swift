internal import Foundation
internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine {
    private static let aCase = """
        SELECT \(CaseRows.columns) FROM case_file LEFT JOIN case_key ON case_key.case_id = case_file.id
        """

    package func wrappedKey(of id: CaseID) async throws -> WrappedKey {
        try await read { try KeyRows.key(of: id, $0) }
    }

    package func caseRow(_ id: CaseID) async throws -> SealedCase? {
        try await read { db in
            let statement = try db.cachedStatement(sql: Self.aCase + " WHERE case_file.id = ?")
            return try Row.fetchOne(statement, arguments: [id.text]).map(CaseRows.sealed)
        }
    }

    package func caseRow(caseNo: String) async throws -> SealedCase? {
        try await read { db in
            let statement = try db.cachedStatement(sql: Self.aCase + " WHERE case_file.case_no = ?")
            return try Row.fetchOne(statement, arguments: [caseNo]).map(CaseRows.sealed)
        }
    }

    package func caseID(caseNo: String) async throws -> CaseID? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT id FROM case_file WHERE case_no = ?", arguments: [caseNo])
                .map { try CheckedRow($0, of: "case_file", by: "id").identifier("id") }
        }
    }

    package func caseRows(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> SealedCasePage {
        let limit = max(1, min(limit, 200))
        let query = CaseList(
            bureau: bureau, officer: officer, statuses: statuses, cursor: cursor, limit: limit)
        return try await read { db in
            let rows = try Row.fetchAll(db.cachedStatement(sql: query.sql), arguments: query.arguments)
            var cases = try Listed(rows, CaseRows.listed)
            if cursor == nil {
                let lost = try Row.fetchAll(
                    db.cachedStatement(sql: CaseList.lost(of: officer)),
                    arguments: StatementArguments([officer?.text, bureau.text].compactMap { $0 }))
                cases.unreadable += try Listed(lost, CaseRows.listed).unreadable
            }
            return SealedCasePage(
                cases: cases, next: rows.count == limit ? rows.last.flatMap(Self.place) : nil)
        }
    }

    /// Where a row stands in the list, also one that can't be read otherwise.
    private static func place(of row: Row) -> CaseCursor? {
        let row = CheckedRow(row, of: "case_file", by: "id")
        guard let order = try? row.integer("due_order", in: 0...Int64.max),
            let id: CaseID = try? row.identifier("id")
        else { return nil }
        return CaseCursor(dueOrder: order, id: id)
    }

    package func nextCaseNumber(of bureau: BureauID, year: Int) async throws -> Int {
        try await commits.commit { db in
            // A count that can't be read begins anew after as many as there are cases: fewer than were taken, perhaps, and
            // a number that is taken is refused and the next one tried.
            let sql = """
                INSERT INTO case_number (bureau_id, year, last) VALUES (?, ?, 1)
                ON CONFLICT (bureau_id, year) DO UPDATE SET last = 1 + CASE
                    WHEN typeof(last) = 'integer' AND last BETWEEN 0 AND 1000000000 THEN last
                    ELSE (SELECT COUNT(*) FROM case_file) END
                RETURNING last
                """
            guard let number = try Int.fetchOne(db, sql: sql, arguments: [bureau.text, year]) else {
                throw StorageError(.failed, "no case number")
            }
            return number
        }
    }

    package func eventRows(ofCase id: CaseID) async throws -> SealedRows<SealedEvent>? {
        try await read { db in
            guard try CaseRows.exists(id, db) else { return nil }
            let key = try KeyRows.key(of: id, db)
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: JournalRows.ofCase), arguments: [id.text, id.text])
            return SealedRows(key: key, rows: try Listed(rows, JournalRows.event))
        }
    }

    package func destroyKey(of id: CaseID, entry: UnchainedEntry, chaining: Chaining) async throws {
        try await commits.commit { db in try Self.erase(id, entry: entry, chaining: chaining, db) }
        // The write-ahead log still holds the old pages: it is folded into the database, where deleted content is
        // overwritten, and cut to nothing. No reader may be under way, or the log can't be cut.
        try await cutLog()
    }

    package func append(_ entries: [UnchainedEntry], chaining: Chaining) async throws {
        try await commits.commit { db in _ = try JournalRows.append(entries, chaining: chaining, db) }
    }

    static func erase(
        _ id: CaseID, entry: UnchainedEntry, chaining: Chaining, _ db: Database
    ) throws {
        let sql = "SELECT wrapped IS NULL FROM case_key WHERE case_id = ?"
        guard let isErased = try Bool.fetchOne(db, sql: sql, arguments: [id.text]) else {
            throw StorageError(.notFound, "no such case")
        }
        guard !isErased else { return }
        try db.execute(
            sql: "UPDATE case_key SET wrapped = NULL, destroyed_at = ? WHERE case_id = ?",
            arguments: [entry.at.milliseconds, id.text])
        try db.execute(sql: "UPDATE case_file SET body = NULL WHERE id = ?", arguments: [id.text])
        for table in ["draft", "command_result"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE session_id IN (SELECT id FROM session WHERE case_id = ?)",
                arguments: [id.text])
        }
        try db.execute(sql: "DELETE FROM minutes_document WHERE case_id = ?", arguments: [id.text])
        try RequestRows.forgetBodies(of: id, db)
        try JournalRows.append([entry], chaining: chaining, db)
    }
}
