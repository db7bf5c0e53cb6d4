internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine {
    package func session(_ id: SessionID) async throws -> SessionRecord? {
        try await read { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM session WHERE id = ?")
            return try Row.fetchOne(statement, arguments: [id.text]).map(SessionRows.session)
        }
    }

    package func sessions(ofCase id: CaseID) async throws -> Listed<SessionRecord> {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM session WHERE case_id = ? ORDER BY number")
            return try Listed(try Row.fetchAll(statement, arguments: [id.text]), SessionRows.session)
        }
    }

    package func openSessions() async throws -> Listed<SessionRecord> {
        try await read { db in
            try Listed(
                try Row.fetchAll(
                    db, sql: "SELECT * FROM session WHERE ended_at IS NULL ORDER BY created_at, id"),
                SessionRows.session)
        }
    }

    package func revision(ofSession id: SessionID) async throws -> UInt64 {
        try await read { try SessionRows.revision(of: id, $0).sum }
    }

    package func eventRows(ofSession id: SessionID) async throws -> SealedRows<SealedEvent>? {
        try await rows("SELECT * FROM journal WHERE session_id = ? ORDER BY sequence", of: id) {
            try Listed($0, JournalRows.event)
        }
    }

    package func draftRows(ofSession id: SessionID) async throws -> SealedRows<SealedDraft>? {
        try await rows(
            "SELECT * FROM draft WHERE session_id = ? ORDER BY section", of: id, SessionRows.drafts)
    }

    package func resultRows(ofSession id: SessionID) async throws -> SealedRows<SealedResult>? {
        try await rows(
            "SELECT * FROM command_result WHERE session_id = ? ORDER BY position", of: id,
            SessionRows.results)
    }

    package func minutesRows(ofSession id: SessionID) async throws -> SealedRows<SealedMinutes>? {
        let sql = """
            SELECT minutes.*, minutes_document.document FROM minutes
            JOIN minutes_document USING (session_id, version) WHERE minutes.session_id = ? ORDER BY version
            """
        return try await rows(sql, of: id) { try Listed($0, SessionRows.minutes) }
    }

    /// Rows of a session with its case's key.
    private func rows<Value: Sendable>(
        _ sql: String, of id: SessionID, _ decode: @escaping @Sendable ([Row]) throws -> Listed<Value>
    ) async throws -> SealedRows<Value>? {
        try await read { db in
            guard let caseID = try SessionRows.caseID(of: id, db) else { return nil }
            let key = try KeyRows.key(of: caseID, db)
            let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id.text])
            return SealedRows(key: key, rows: try decode(rows))
        }
    }
}
