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
        let statement = try db.cachedStatement(sql: "SELECT case_id FROM session WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id.text]).map { CaseID($0) }
    }

    static func session(_ row: Row) -> SessionRecord {
        SessionRecord(
            id: SessionID(row["id"]), caseID: CaseID(row["case_id"]), number: row["number"],
            status: row["status"], hostID: AccountID(row["host_id"]),
            createdAt: Instant(milliseconds: row["created_at"]), startedAt: row.instant("started_at"),
            endedAt: row.instant("ended_at"))
    }

    static func put(_ draft: DraftRecord, of id: SessionID, key: CaseKey, _ db: Database) throws {
        let sealed = try key.seal(Array(draft.text.utf8), as: .draft(id, section: draft.section))
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO draft (session_id, section, revision, text) VALUES (?, ?, ?, ?)
                ON CONFLICT (session_id, section) DO UPDATE SET revision = excluded.revision, text = excluded.text
                WHERE excluded.revision > draft.revision
                """)
        try statement.execute(arguments: [id.text, draft.section, draft.revision, sealed])
        guard db.changesCount == 1 else {
            throw StorageError(.conflict, "the draft's revision \(draft.revision) is not new")
        }
    }

    static func draft(_ row: Row, of id: SessionID, key: CaseKey) throws -> DraftRecord {
        let section: String = row["section"]
        let text = try key.open(row["text"], as: .draft(id, section: section))
        return DraftRecord(
            section: section, revision: row["revision"], text: String(decoding: text, as: UTF8.self))
    }

    static func insert(
        _ result: CommandResultRecord, of id: SessionID, key: CaseKey, _ db: Database
    ) throws {
        let sealed = try key.seal(result.result, as: .commandResult(id, result.seat, result.commandID))
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO command_result (session_id, seat, command_id, digest, result) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (session_id, seat, command_id) DO NOTHING
                """)
        try statement.execute(arguments: [
            id.text, Int(result.seat.rawValue), result.commandID.text, Data(result.digest), sealed,
        ])
        guard db.changesCount == 1 else {
            throw StorageError(.commandRepeated, "the command's result is stored")
        }
    }

    static func commandResult(_ row: Row, of id: SessionID, key: CaseKey) throws -> CommandResultRecord {
        guard let seat = SeatNumber(row["seat"] as Int) else { throw StorageError(.corrupt, "no such seat") }
        let commandID = CommandID(row["command_id"])
        let digest: Data = row["digest"]
        return CommandResultRecord(
            seat: seat, commandID: commandID, digest: Array(digest),
            result: try key.open(row["result"], as: .commandResult(id, seat, commandID)))
    }

    static func insert(_ minutes: MinutesRecord, key: CaseKey, _ db: Database) throws {
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
        let place = CaseKey.Place.minutes(minutes.sessionID, version: minutes.version)
        try db.execute(
            sql: "INSERT INTO minutes_document (session_id, version, case_id, document) VALUES (?, ?, ?, ?)",
            arguments: [
                minutes.sessionID.text, minutes.version, minutes.caseID.text,
                try key.seal(minutes.document, as: place),
            ])
    }

    static func minutes(_ row: Row, key: CaseKey) throws -> MinutesRecord {
        let session = SessionID(row["session_id"])
        let version: Int = row["version"]
        let digest: Data = row["digest"]
        return MinutesRecord(
            sessionID: session, caseID: CaseID(row["case_id"]), version: version, digest: Array(digest),
            document: try key.open(row["document"], as: .minutes(session, version: version)),
            frozenAt: Instant(milliseconds: row["frozen_at"]), label: row["label"])
    }
}
