internal import Foundation
internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine {
    package func wrappedKey(of id: CaseID) async throws -> WrappedKey {
        try await read { try KeyRows.key(of: id, $0) }
    }

    package func caseRow(_ id: CaseID) async throws -> SealedCase? {
        try await read { db in
            let statement = try db.cachedStatement(sql: CaseRows.aCase + " WHERE case_file.id = ?")
            return try Row.fetchOne(statement, arguments: [id.text]).map(CaseRows.sealed)
        }
    }

    package func caseRow(caseNo: String) async throws -> SealedCase? {
        try await read { db in
            let statement = try db.cachedStatement(sql: CaseRows.aCase + " WHERE case_file.case_no = ?")
            return try Row.fetchOne(statement, arguments: [caseNo]).map(CaseRows.sealed)
        }
    }

    package func caseID(caseNo: String) async throws -> CaseID? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT id FROM case_file WHERE case_no = ?", arguments: [caseNo])
                .map { try CheckedRow($0, of: "case_file", by: "id").identifier("id") }
        }
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
        try db.execute(
            sql: "UPDATE case_file SET summary = NULL, body = NULL WHERE id = ?", arguments: [id.text])
        try MarkRows.delete(of: id, db)
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
