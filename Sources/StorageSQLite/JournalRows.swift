internal import Cryptography
internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The journal's rows. The chain is made here, inside the writer's transaction, since only there the head is sure.
enum JournalRows {
    /// The entries of a case and of its sessions; both arguments are the case's id.
    static let ofCase = """
        SELECT * FROM journal WHERE case_id = ? AND session_id IS NULL
        UNION ALL
        SELECT journal.* FROM session JOIN journal ON journal.session_id = session.id WHERE session.case_id = ?
        ORDER BY sequence
        """

    static func head(_ db: Database) throws -> JournalEntry? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM journal ORDER BY sequence DESC LIMIT 1")
        return try Row.fetchOne(statement).map(entry)
    }

    /// Appends the events, sealed, and returns the last sequence of the journal.
    static func append(
        _ events: [EventRecord], of session: SessionID?, key: CaseKey, at: Instant, _ db: Database
    ) throws -> UInt64 {
        var link = try lastLink(db)
        for event in events {
            link = try append(
                kind: event.kind, payload: Array(key.seal(event.payload, as: .event(kind: event.kind))),
                caseID: key.caseID, sessionID: session, at: at, after: link, db)
        }
        return link.sequence
    }

    /// Appends an entry without content: what it tells stands in its kind.
    static func append(kind: String, caseID: CaseID, at: Instant, _ db: Database) throws {
        _ = try append(
            kind: kind, payload: [], caseID: caseID, sessionID: nil, at: at, after: try lastLink(db), db)
    }

    /// What the next entry follows: all that a commit needs of the journal before it.
    private struct Link {
        var sequence: UInt64 = 0
        var hash = JournalEntry.genesis
    }

    private static func lastLink(_ db: Database) throws -> Link {
        let statement = try db.cachedStatement(
            sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1")
        guard let row = try Row.fetchOne(statement) else { return Link() }
        let sequence: Int64 = row[0]
        let hash: Data = row[1]
        return Link(sequence: UInt64(sequence), hash: Array(hash))
    }

    private static func append(
        kind: String, payload: [UInt8], caseID: CaseID, sessionID: SessionID?, at: Instant,
        after last: Link, _ db: Database
    ) throws -> Link {
        let entry = JournalEntry(
            sequence: last.sequence + 1, at: at, caseID: caseID, sessionID: sessionID, kind: kind,
            payload: payload, previous: last.hash, hashing: { Digest.sha256($0) })
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
        return Link(sequence: entry.sequence, hash: entry.hash)
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
