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
        let checked = CheckedRow(row, of: "journal", by: "sequence")
        let sequence = UInt64(try checked.integer("sequence"))
        // A head whose hash can't be read is one damaged entry, which every walk of the chain finds. It must not keep
        // everybody from writing: the chain goes on from what the entry should have had.
        guard let hash = try? checked.bytes("hash", count: 32) else {
            return Link(sequence: sequence, hash: try restoredHash(of: sequence, db))
        }
        return Link(sequence: sequence, hash: hash)
    }

    /// The hash that an entry's other columns give; the chain's beginning when they can't be read either.
    private static func restoredHash(of sequence: UInt64, _ db: Database) throws -> [UInt8] {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM journal WHERE sequence = ?", arguments: [Int64(sequence)])
        guard let row, let read = try? unhashed(CheckedRow(row, of: "journal", by: "sequence")) else {
            return JournalEntry.genesis
        }
        return JournalEntry(
            sequence: sequence, at: read.at, caseID: read.caseID, sessionID: read.sessionID, kind: read.kind,
            payload: read.payload, previous: read.previous, hashing: { Digest.sha256($0) }
        ).hash
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
        let row = CheckedRow(row, of: "journal", by: "sequence")
        let read = try unhashed(row)
        return JournalEntry(
            sequence: UInt64(try row.integer("sequence")), at: read.at, caseID: read.caseID,
            sessionID: read.sessionID, kind: read.kind, payload: read.payload, previous: read.previous,
            hash: try row.bytes("hash", count: 32))
    }

    /// What of an entry its hash is made of, but for the sequence.
    private static func unhashed(_ row: CheckedRow) throws -> Unhashed {
        Unhashed(
            at: try row.instant("at"), caseID: try row.identifier("case_id"),
            sessionID: try row.identifier(ifAny: "session_id"), kind: try row.text("kind"),
            payload: try row.bytes("payload"), previous: try row.bytes("previous", count: 32))
    }

    private struct Unhashed {
        let at: Instant
        let caseID: CaseID
        let sessionID: SessionID?
        let kind: String
        let payload: [UInt8]
        let previous: [UInt8]
    }

    /// The event in an entry, unsealed. An entry without content gives an empty payload.
    static func event(_ row: Row, key: CaseKey) throws -> StoredEvent {
        let row = CheckedRow(row, of: "journal", by: "sequence")
        let kind = try row.text("kind")
        let isEmpty = try row.bytes("payload").isEmpty
        return StoredEvent(
            sequence: UInt64(try row.integer("sequence")), at: try row.instant("at"),
            sessionID: try row.identifier(ifAny: "session_id"), kind: kind,
            payload: isEmpty ? [] : try key.open(row, "payload", as: .event(kind: kind)))
    }
}
