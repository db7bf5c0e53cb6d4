internal import Foundation
internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine: ProjectionEngine {
    package func history() async throws -> Listed<CaseHistory> {
        try await read { db in
            var all = Listed<CaseHistory>()
            var places: [String: Int] = [:]
            let cases = try Row.fetchCursor(db, sql: WholeRows.cases)
            while let row = try cases.next() {
                let row = CheckedRow(row, of: "journal", by: "sequence")
                do throws(UnreadableRow) {
                    let id: CaseID = try row.identifier("case_id")
                    if places.updateValue(all.rows.count, forKey: id.text) == nil {
                        all.rows.append(CaseHistory(id: id, sessions: []))
                    }
                } catch {
                    all.unreadable.append(error)
                }
            }
            let sessions = try Row.fetchCursor(db, sql: WholeRows.sessions)
            while let row = try sessions.next() {
                let row = CheckedRow(row, of: "journal", by: "sequence")
                do throws(UnreadableRow) {
                    let (id, session): (CaseID, SessionID) =
                        (try row.identifier("case_id"), try row.identifier("session_id"))
                    // A session without its case's own entries is the journal's fault, and found there.
                    if let place = places[id.text] { all.rows[place].sessions.append(session) }
                } catch {
                    all.unreadable.append(error)
                }
            }
            return all
        }
    }

    package func whole(_ history: CaseHistory) async throws -> SealedWhole {
        try await read { try WholeRows.whole(history, $0) }
    }

    package func casesWithoutSummary() async throws -> [CaseID] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT id FROM case_file WHERE summary IS NULL AND body IS NOT NULL ORDER BY id"
            )
            return try Row.fetchAll(statement).compactMap {
                try? CheckedRow($0, of: "case_file", by: "id").identifier("id")
            }
        }
    }
}

/// Reads everything of one case. Nothing is taken for granted: each row stands or is told as unreadable.
enum WholeRows {
    static let cases = """
        SELECT MIN(sequence) AS sequence, case_id FROM journal WHERE session_id IS NULL AND case_id <> ''
        GROUP BY case_id ORDER BY 1
        """
    static let sessions = """
        SELECT sequence, case_id, session_id FROM journal WHERE sequence IN (
            SELECT MIN(sequence) FROM journal WHERE session_id IS NOT NULL GROUP BY session_id)
        ORDER BY sequence
        """
    private static let ownEntries =
        "SELECT * FROM journal WHERE case_id = ? AND session_id IS NULL ORDER BY sequence"
    private static let sessionEntries = "SELECT * FROM journal WHERE session_id = ? ORDER BY sequence"

    static func whole(_ history: CaseHistory, _ db: Database) throws -> SealedWhole {
        let id = history.id
        var events = try Listed(rows(ownEntries, id.text, db), JournalRows.event)
        var unreadable: [UnreadableRow] = []
        var sessions: [SealedWhole.Session] = []
        let known = history.sessions + (try newer(than: history, db))
        for session in known {
            let more = try Listed(rows(sessionEntries, session.text, db), JournalRows.event)
            events.rows += more.rows
            events.unreadable += more.unreadable
            sessions.append(try self.session(session, &unreadable, db))
        }
        if !known.isEmpty { events.rows.sort { $0.sequence < $1.sequence } }
        let key = try one("SELECT * FROM case_key WHERE case_id = ?", id.text, &unreadable, db) {
            try self.key($0, of: id)
        }
        let file = try one("SELECT * FROM case_file WHERE id = ?", id.text, &unreadable, db, file)
        let marks = try many("SELECT * FROM case_mark WHERE case_id = ?", id.text, &unreadable, db) {
            MarkDigest(
                try CheckedRow($0, of: "case_mark", by: "case_id").bytes("mark", count: MarkDigest.count))
        }
        let months = try MonthRows.ofCase(id, db)
        unreadable += months.unreadable
        let answers = try many(
            "SELECT * FROM answered_request WHERE case_id = ?", id.text, &unreadable, db, RequestRows.answer)
        return SealedWhole(
            events: events, key: key, file: file, marks: Set(marks), months: months.rows, sessions: sessions,
            answers: answers, unreadable: unreadable)
    }

    /// Sessions that a server has launched since the history was read.
    private static func newer(than history: CaseHistory, _ db: Database) throws -> [SessionID] {
        let rows = try rows("SELECT id FROM session WHERE case_id = ? ORDER BY number", history.id.text, db)
        return try rows.compactMap { row in
            guard let id: SessionID = try? CheckedRow(row, of: "session", by: "id").identifier("id"),
                !history.sessions.contains(id)
            else { return nil }
            // A row that somebody moved here or made is no session of this case.
            let statement = try db.cachedStatement(
                sql: "SELECT sequence, case_id FROM journal WHERE session_id = ? ORDER BY sequence LIMIT 1")
            let first = try Row.fetchOne(statement, arguments: [id.text])
            let of: CaseID? = first.flatMap {
                try? CheckedRow($0, of: "journal", by: "sequence").identifier("case_id")
            }
            return of == history.id ? id : nil
        }
    }

    // MARK: Rows

    private static func rows(_ sql: String, _ id: String, _ db: Database) throws -> [Row] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id])
    }

    private static func many<Value: Sendable>(
        _ sql: String, _ id: String, _ unreadable: inout [UnreadableRow], _ db: Database,
        _ read: (Row) throws -> Value
    ) throws -> [Value] {
        let listed = try Listed(rows(sql, id, db), read)
        unreadable += listed.unreadable
        return listed.rows
    }

    private static func one<Value: Sendable>(
        _ sql: String, _ id: String, _ unreadable: inout [UnreadableRow], _ db: Database,
        _ read: (Row) throws -> Value
    ) throws -> Value? {
        try many(sql, id, &unreadable, db, read).first
    }

    private static func key(_ row: Row, of id: CaseID) throws -> SealedWhole.Key {
        let row = CheckedRow(row, of: "case_key", by: "case_id")
        return SealedWhole.Key(
            wrapped: row.isNull("wrapped")
                ? nil : WrappedKey(caseID: id, bytes: try row.bytes("wrapped")),
            createdAt: try row.instant("created_at"), destroyedAt: try row.instant(ifAny: "destroyed_at"))
    }

    private static func file(_ row: Row) throws -> SealedWhole.File {
        let row = CheckedRow(row, of: "case_file", by: "id")
        let due = try row.instant(ifAny: "due_at")
        guard try row.integer("due_order", in: 0...Int64.max) == due?.milliseconds ?? .max else {
            throw row.unreadable("due_order")
        }
        var counted: CountedColumns?
        if !row.isNull("channel") || !row.isNull("received_at") {
            counted = CountedColumns(
                channel: try row.text("channel"), unit: try row.text(ifAny: "unit"),
                receivedAt: try row.instant("received_at"),
                acceptedAt: try row.instant(ifAny: "accepted_at"),
                closedAt: try row.instant(ifAny: "closed_at"))
        }
        return SealedWhole.File(
            columns: CaseRecord(
                id: try row.identifier("id"), bureau: try row.identifier("bureau_id"),
                caseNo: try row.text("case_no"),
                version: try row.count("version"), status: try row.text("status"),
                level: try row.text(ifAny: "level"), officerID: try row.identifier("officer_id"),
                contentClass: try row.text("content_class"), dueAt: due,
                updatedAt: try row.instant("updated_at"), counted: counted, body: []),
            summary: row.isNull("summary") ? nil : SealedBytes(try row.bytes("summary")),
            body: row.isNull("body") ? nil : SealedBytes(try row.bytes("body")))
    }

    private static func session(
        _ id: SessionID, _ unreadable: inout [UnreadableRow], _ db: Database
    ) throws -> SealedWhole.Session {
        let row = try one(
            "SELECT * FROM session WHERE id = ?", id.text, &unreadable, db, SessionRows.session)
        let drafts = SessionRows.drafts(
            try rows("SELECT * FROM draft WHERE session_id = ? ORDER BY section", id.text, db))
        let results = SessionRows.results(
            try rows("SELECT * FROM command_result WHERE session_id = ? ORDER BY position", id.text, db))
        unreadable += drafts.unreadable + results.unreadable
        let minutes = try many(
            """
            SELECT minutes.*, minutes_document.document, minutes_document.case_id AS document_case
            FROM minutes LEFT JOIN minutes_document USING (session_id, version)
            WHERE minutes.session_id = ? ORDER BY version
            """, id.text, &unreadable, db, minutes)
        return SealedWhole.Session(
            id: id, row: row, drafts: drafts.rows, results: results.rows, minutes: minutes)
    }

    private static func minutes(_ row: Row) throws -> SealedWhole.Minutes {
        let row = CheckedRow(row, of: "minutes", by: "session_id", "version")
        let hasDocument = !row.isNull("document")
        let caseID: CaseID = try row.identifier("case_id")
        if hasDocument, try row.text("document_case") != caseID.text {
            throw UnreadableRow(
                table: "minutes_document", id: row.unreadable("").id, column: "case_id")
        }
        return SealedWhole.Minutes(
            columns: MinutesRecord(
                sessionID: try row.identifier("session_id"), caseID: caseID,
                version: try row.count("version"), digest: try row.bytes("digest", count: 32), document: [],
                frozenAt: try row.instant("frozen_at"), label: try row.text("label")),
            document: hasDocument ? SealedBytes(try row.bytes("document")) : nil)
    }
}
