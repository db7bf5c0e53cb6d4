internal import Cryptography
internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The journal's rows. The chain is made here, inside the writer's transaction, since only there the head is sure.
enum JournalRows {
    static func head(_ db: Database) throws -> JournalEntry? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM journal ORDER BY sequence DESC LIMIT 1")
        return try Row.fetchOne(statement).map(entry)
    }

    /// Appends the events, sealed, and returns the last sequence of the journal.
    static func append(
        _ events: [EventRecord], of session: SessionID?, key: CaseKey, at: Instant, _ db: Database
    ) throws -> UInt64 {
        var head = try head(db)
        for event in events {
            head = try append(
                kind: event.kind, payload: Array(key.seal(event.payload, as: .event(kind: event.kind))),
                caseID: key.caseID, sessionID: session, at: at, after: head, db)
        }
        return head?.sequence ?? 0
    }

    /// Appends an entry without content: what it tells stands in its kind.
    static func append(kind: String, caseID: CaseID, at: Instant, _ db: Database) throws {
        _ = try append(
            kind: kind, payload: [], caseID: caseID, sessionID: nil, at: at, after: try head(db), db)
    }

    private static func append(
        kind: String, payload: [UInt8], caseID: CaseID, sessionID: SessionID?, at: Instant,
        after head: JournalEntry?, _ db: Database
    ) throws -> JournalEntry {
        let entry = JournalEntry(
            sequence: (head?.sequence ?? 0) + 1, at: at, caseID: caseID, sessionID: sessionID, kind: kind,
            payload: payload, previous: head?.hash ?? JournalEntry.genesis, hashing: { Digest.sha256($0) })
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO journal (sequence, at, case_id, session_id, kind, payload, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            Int64(entry.sequence), entry.at.milliseconds, entry.caseID.text, entry.sessionID?.text,
            entry.kind,
            Data(entry.payload), Data(entry.previous), Data(entry.hash),
        ])
        return entry
    }

    static func entry(_ row: Row) throws -> JournalEntry {
        let sequence: Int64 = row["sequence"]
        let session: String? = row["session_id"]
        let payload: Data = row["payload"]
        let previous: Data = row["previous"]
        let hash: Data = row["hash"]
        return JournalEntry(
            sequence: UInt64(sequence), at: Instant(milliseconds: row["at"]), caseID: CaseID(row["case_id"]),
            sessionID: session.map { SessionID($0) }, kind: row["kind"], payload: Array(payload),
            previous: Array(previous), hash: Array(hash))
    }

    /// The event in an entry, unsealed. An entry without content gives an empty payload.
    static func event(_ row: Row, key: CaseKey) throws -> StoredEvent {
        let sequence: Int64 = row["sequence"]
        let session: String? = row["session_id"]
        let kind: String = row["kind"]
        let payload: Data = row["payload"]
        return StoredEvent(
            sequence: UInt64(sequence), at: Instant(milliseconds: row["at"]),
            sessionID: session.map { SessionID($0) }, kind: kind,
            payload: payload.isEmpty ? [] : try key.open(payload, as: .event(kind: kind)))
    }
}
