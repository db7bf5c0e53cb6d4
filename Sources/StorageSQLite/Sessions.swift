internal import GRDB
package import Mediation
package import Storage

extension SQLiteStore: SessionStore {
    @discardableResult
    package func commit(_ commit: RoomCommit) async throws -> UInt64 {
        try Self.requireOneCase(commit)
        return try await commits.commit { [keys] db in try Self.apply(commit, keys: keys, db) }
    }

    package func session(_ id: SessionID) async throws -> SessionRecord? {
        try await read { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM session WHERE id = ?")
            return try Row.fetchOne(statement, arguments: [id.text]).map(SessionRows.session)
        }
    }

    package func sessions(ofCase id: CaseID) async throws -> Listed<SessionRecord> {
        try await list { db in
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM session WHERE case_id = ? ORDER BY number")
            return try Listed(try Row.fetchAll(statement, arguments: [id.text]), SessionRows.session)
        }
    }

    package func openSessions() async throws -> Listed<SessionRecord> {
        try await list { db in
            try Listed(
                try Row.fetchAll(
                    db, sql: "SELECT * FROM session WHERE ended_at IS NULL ORDER BY created_at, id"),
                SessionRows.session)
        }
    }

    package func events(ofSession id: SessionID) async throws -> Listed<StoredEvent> {
        try await rows("SELECT * FROM journal WHERE session_id = ? ORDER BY sequence", of: id) { rows, key in
            try Listed(rows) { try JournalRows.event($0, key: key) }
        }
    }

    package func drafts(ofSession id: SessionID) async throws -> Listed<DraftRecord> {
        try await rows("SELECT * FROM draft WHERE session_id = ? ORDER BY section", of: id) {
            try SessionRows.drafts($0, of: id, key: $1)
        }
    }

    package func commandResults(ofSession id: SessionID) async throws -> Listed<CommandResultRecord> {
        try await rows("SELECT * FROM command_result WHERE session_id = ? ORDER BY position", of: id) {
            try SessionRows.commandResults($0, of: id, key: $1)
        }
    }

    package func minutes(ofSession id: SessionID) async throws -> Listed<MinutesRecord> {
        let sql = """
            SELECT minutes.*, minutes_document.document FROM minutes
            JOIN minutes_document USING (session_id, version) WHERE minutes.session_id = ? ORDER BY version
            """
        return try await rows(sql, of: id) { rows, key in
            try Listed(rows) { try SessionRows.minutes($0, key: key) }
        }
    }

    /// Rows of a session, each opened with its case's key; none when the session is unknown.
    private func rows<Value: Sendable>(
        _ sql: String, of id: SessionID,
        _ decode: @escaping @Sendable ([Row], CaseKey) throws -> Listed<Value>
    ) async throws -> Listed<Value> {
        try await list { [keys] db in
            guard let caseID = try SessionRows.caseID(of: id, db) else { return Listed() }
            let key = try keys.key(of: caseID, db)
            return try decode(try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id.text]), key)
        }
    }

    private static func apply(_ commit: RoomCommit, keys: CaseKeys, _ db: Database) throws -> UInt64 {
        if let touch = commit.caseTouch {
            _ = try CaseRows.apply(touch, keys: keys, at: commit.at, db)
        }
        let key = try keys.key(of: commit.caseID, db)
        if let summary = commit.summary { try SessionRows.upsert(summary, db) }
        guard try SessionRows.caseID(of: commit.sessionID, db) == commit.caseID else {
            throw StorageError(.notFound, "no such session of this case")
        }
        if let answer = commit.answering { try RequestRows.insert(answer, db) }
        if let result = commit.commandResult {
            try SessionRows.insert(result, of: commit.sessionID, key: key, db)
        }
        for draft in commit.drafts { try SessionRows.put(draft, of: commit.sessionID, key: key, db) }
        if let minutes = commit.minutes { try SessionRows.insert(minutes, key: key, db) }
        return try JournalRows.append(commit.events, of: commit.sessionID, key: key, at: commit.at, db)
    }

    /// All parts of a commit must speak of the same session and case: they are sealed under that case's key.
    private static func requireOneCase(_ commit: RoomCommit) throws {
        let cases = [commit.summary?.caseID, commit.minutes?.caseID, commit.caseTouch?.record.id]
        let sessions = [commit.summary?.id, commit.minutes?.sessionID]
        guard cases.allSatisfy({ $0 == nil || $0 == commit.caseID }),
            sessions.allSatisfy({ $0 == nil || $0 == commit.sessionID })
        else { throw StorageError(.failed, "the parts of a commit name different sessions or cases") }
    }
}
