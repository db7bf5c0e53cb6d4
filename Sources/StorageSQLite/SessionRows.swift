internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The rows of dialogues, their drafts, results and minutes.
enum SessionRows {
    /// A row that says the same already is left alone: most steps of a room change nothing in it, and a page of the
    /// disk for each would be written for nothing.
    static func upsert(_ record: SessionRecord, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO session (id, case_id, number, status, host_id, created_at, started_at, ended_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status,
                    host_id = excluded.host_id, started_at = excluded.started_at, ended_at = excluded.ended_at
                WHERE (number, status, host_id, started_at, ended_at) IS NOT
                    (excluded.number, excluded.status, excluded.host_id, excluded.started_at, excluded.ended_at)
                """)
        try statement.execute(arguments: [
            record.id.text, record.caseID.text, record.number, record.status, record.hostID.text,
            record.createdAt.milliseconds, record.startedAt?.milliseconds, record.endedAt?.milliseconds,
        ])
    }

    /// The case of a session; nil when there is no such session.
    static func caseID(of id: SessionID, _ db: Database) throws -> CaseID? {
        let statement = try db.cachedStatement(sql: "SELECT id, case_id FROM session WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.text]).map {
            try CheckedRow($0, of: "session", by: "id").identifier("case_id")
        }
    }

    /// What a session's record has come to: the number of its last entry and the sum of its drafts' revisions, neither of
    /// which ever falls. It is read and nowhere kept: a column would cost each step of a room one more page of the disk.
    struct Revision {
        var lastEntry: UInt64
        var drafts: UInt64

        var sum: UInt64 { lastEntry + drafts }
    }

    static func revision(of id: SessionID, _ db: Database) throws -> Revision {
        let statement = try db.cachedStatement(
            sql: "SELECT MAX(sequence) FROM journal WHERE session_id = ?")
        let last = try Int64.fetchOne(statement, arguments: [id.text]) ?? 0
        return Revision(lastEntry: UInt64(clamping: last), drafts: try drafted(of: id, db))
    }

    /// A revision that can't be read counts as none, as it does for the draft that replaces it.
    static func drafted(of id: SessionID, _ db: Database) throws -> UInt64 {
        let statement = try db.cachedStatement(
            sql: """
                SELECT SUM(revision) FROM draft WHERE session_id = ?
                    AND typeof(revision) = 'integer' AND revision BETWEEN 0 AND 9007199254740991
                """)
        return UInt64(clamping: try Int64.fetchOne(statement, arguments: [id.text]) ?? 0)
    }

    static func session(_ row: Row) throws -> SessionRecord {
        let row = CheckedRow(row, of: "session", by: "id")
        return SessionRecord(
            id: try row.identifier("id"), caseID: try row.identifier("case_id"),
            number: try row.count("number"), status: try row.text("status"),
            hostID: try row.identifier("host_id"), createdAt: try row.instant("created_at"),
            startedAt: try row.instant(ifAny: "started_at"), endedAt: try row.instant(ifAny: "ended_at"))
    }

    static func put(_ draft: SealedDraft, of id: SessionID, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO draft (session_id, section, revision, text) VALUES (?, ?, ?, ?)
                ON CONFLICT (session_id, section) DO UPDATE SET revision = excluded.revision, text = excluded.text
                WHERE excluded.revision > draft.revision OR typeof(draft.revision) <> 'integer'
                    OR draft.revision NOT BETWEEN 0 AND 9007199254740991
                """)
        try statement.execute(arguments: [
            id.text, draft.section, draft.revision, Data(draft.text?.bytes ?? []),
        ])
        guard db.changesCount == 1 else {
            throw StorageError(.conflict, "the draft's revision \(draft.revision) is not new")
        }
    }

    /// The drafts of these rows. A text or revision that can't be read does not take its section along.
    static func drafts(_ rows: [Row]) -> Listed<SealedDraft> {
        var listed = Listed<SealedDraft>()
        for row in rows {
            let row = CheckedRow(row, of: "draft", by: "session_id", "section")
            guard let section = try? row.text("section") else {
                listed.unreadable.append(row.unreadable("section"))
                continue
            }
            var draft = SealedDraft(
                section: section, revision: (try? row.count("revision")) ?? 0, text: nil)
            do {
                draft = SealedDraft(
                    section: section, revision: try row.count("revision"),
                    text: SealedBytes(try row.bytes("text")))
            } catch {
                listed.unreadable.append(error)
            }
            listed.rows.append(draft)
        }
        return listed
    }

    static func forgetResults(of id: SessionID, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM command_result WHERE session_id = ?")
        try statement.execute(arguments: [id.text])
    }

    static func insert(_ result: SealedResult, of id: SessionID, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO command_result (session_id, seat, command_id, digest, result) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (session_id, seat, command_id) DO NOTHING
                """)
        try statement.execute(arguments: [
            id.text, Int(result.seat.rawValue), result.commandID.text, Data(result.digest),
            Data(result.result?.bytes ?? []),
        ])
        guard db.changesCount == 1 else {
            throw StorageError(.commandRepeated, "the command's result is stored")
        }
    }

    /// The results of these rows. That a command was run is known even where its answer can't be read: it never runs twice.
    static func results(_ rows: [Row]) -> Listed<SealedResult> {
        var listed = Listed<SealedResult>()
        for row in rows {
            let row = CheckedRow(row, of: "command_result", by: "session_id", "position")
            do throws(UnreadableRow) {
                guard let seat = SeatNumber(try row.count("seat")) else { throw row.unreadable("seat") }
                let commandID: CommandID = try row.identifier("command_id")
                var result = SealedResult(seat: seat, commandID: commandID, digest: [], result: nil)
                do throws(UnreadableRow) {
                    result = SealedResult(
                        position: try row.count("position"), seat: seat, commandID: commandID,
                        digest: try row.bytes("digest"), result: SealedBytes(try row.bytes("result")))
                } catch {
                    listed.unreadable.append(error)
                }
                listed.rows.append(result)
            } catch {
                listed.unreadable.append(error)
            }
        }
        return listed
    }

    static func insert(_ sealed: SealedMinutes, _ db: Database) throws {
        let minutes = sealed.columns
        let exists = try Int.fetchOne(
            db, sql: "SELECT 1 FROM minutes WHERE session_id = ? AND version = ?",
            arguments: [minutes.sessionID.text, minutes.version])
        guard exists == nil else { throw StorageError(.taken, "this version of the minutes exists") }
        try db.execute(
            sql: """
                INSERT INTO minutes (session_id, version, case_id, digest, frozen_at, label)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                minutes.sessionID.text, minutes.version, minutes.caseID.text, Data(minutes.digest),
                minutes.frozenAt.milliseconds, minutes.label,
            ])
        try db.execute(
            sql: "INSERT INTO minutes_document (session_id, version, case_id, document) VALUES (?, ?, ?, ?)",
            arguments: [
                minutes.sessionID.text, minutes.version, minutes.caseID.text, Data(sealed.document.bytes),
            ])
    }

    static func minutes(_ row: Row) throws -> SealedMinutes {
        let row = CheckedRow(row, of: "minutes", by: "session_id", "version")
        return SealedMinutes(
            columns: MinutesRecord(
                sessionID: try row.identifier("session_id"), caseID: try row.identifier("case_id"),
                version: try row.count("version"), digest: try row.bytes("digest", count: 32), document: [],
                frozenAt: try row.instant("frozen_at"), label: try row.text("label")),
            document: SealedBytes(try row.bytes("document")))
    }
}
