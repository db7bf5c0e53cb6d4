internal import Foundation
internal import GRDB
package import Mediation
package import Storage

extension SQLiteStore: CaseStore {
    package func caseFile(_ id: CaseID) async throws -> CaseRecord? {
        try await read { [keys] db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM case_file WHERE id = ?")
            return try Row.fetchOne(statement, arguments: [id.text])
                .map { try CaseRows.record($0, keys: keys, db) }
        }
    }

    package func caseFile(caseNo: String) async throws -> CaseRecord? {
        try await read { [keys] db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM case_file WHERE case_no = ?")
            return try Row.fetchOne(statement, arguments: [caseNo])
                .map { try CaseRows.record($0, keys: keys, db) }
        }
    }

    package func cases(
        officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> [CaseRecord] {
        let query = CaseList(
            officer: officer, statuses: statuses, cursor: cursor, limit: max(1, min(limit, 200)))
        return try await read { [keys] db in
            try Row.fetchAll(db.cachedStatement(sql: query.sql), arguments: query.arguments)
                .map { try CaseRows.record($0, keys: keys, db) }
        }
    }

    package func nextCaseNumber(year: Int) async throws -> Int {
        try await commits.commit { db in
            let sql = """
                INSERT INTO case_number (year, last) VALUES (?, 1)
                ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last
                """
            guard let number = try Int.fetchOne(db, sql: sql, arguments: [year]) else {
                throw StorageError(.failed, "no case number")
            }
            return number
        }
    }

    @discardableResult
    package func commit(_ commit: CaseCommit) async throws -> Int {
        try await commits.commit { [keys] db in
            let version = try CaseRows.apply(commit.change, keys: keys, at: commit.at, db)
            let key = try keys.key(of: commit.change.record.id, db)
            if let answer = commit.answering { try RequestRows.insert(answer, db) }
            _ = try JournalRows.append(commit.events, of: nil, key: key, at: commit.at, db)
            return version
        }
    }

    package func events(ofCase id: CaseID) async throws -> [StoredEvent] {
        try await read { [keys] db in
            guard try CaseRows.exists(id, db) else { return [] }
            let key = try keys.key(of: id, db)
            return try Row.fetchAll(
                db.cachedStatement(sql: JournalRows.ofCase), arguments: [id.text, id.text]
            )
            .map { try JournalRows.event($0, key: key) }
        }
    }

    package func destroyKey(of id: CaseID, at: Instant) async throws {
        try await commits.commit { db in try Self.erase(id, at: at, db) }
        // The write-ahead log still holds the old pages: it is folded into the database, where deleted content is
        // overwritten, and cut to nothing. No reader may be under way, or the log can't be cut.
        do {
            try await pool.barrierWriteWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        } catch {
            throw StorageError(telling: error)
        }
    }

    private static func erase(_ id: CaseID, at: Instant, _ db: Database) throws {
        let sql = "SELECT wrapped IS NULL FROM case_key WHERE case_id = ?"
        guard let isErased = try Bool.fetchOne(db, sql: sql, arguments: [id.text]) else {
            throw StorageError(.notFound, "no such case")
        }
        guard !isErased else { return }
        try db.execute(
            sql: "UPDATE case_key SET wrapped = NULL, destroyed_at = ? WHERE case_id = ?",
            arguments: [at.milliseconds, id.text])
        try db.execute(sql: "UPDATE case_file SET body = NULL WHERE id = ?", arguments: [id.text])
        for table in ["draft", "command_result"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE session_id IN (SELECT id FROM session WHERE case_id = ?)",
                arguments: [id.text])
        }
        try db.execute(sql: "DELETE FROM minutes_document WHERE case_id = ?", arguments: [id.text])
        try RequestRows.forgetBodies(of: id, db)
        try JournalRows.append(kind: "case.key_destroyed", caseID: id, at: at, db)
    }
}
