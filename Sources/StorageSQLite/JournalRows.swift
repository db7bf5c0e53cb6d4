internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The journal's rows. What is chained is chained inside the writer's transaction, since only there the head is sure.
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

    /// Appends the entries, and returns them as they stand in the chain.
    @discardableResult
    static func append(
        _ entries: [UnchainedEntry], chaining: Chaining, _ db: Database
    ) throws -> [JournalEntry] {
        if entries.isEmpty { return [] }
        let chained = chaining(try tip(db), entries)
        for entry in chained { try insert(entry, db) }
        return chained
    }

    private static func tip(_ db: Database) throws -> JournalTip? {
        let statement = try db.cachedStatement(
            sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1")
        guard let row = try Row.fetchOne(statement) else { return nil }
        let checked = CheckedRow(row, of: "journal", by: "sequence")
        let sequence = UInt64(try checked.integer("sequence"))
        if let hash = try? checked.bytes("hash", count: 32) {
            return JournalTip(sequence: sequence, hash: hash)
        }
        let whole = try Row.fetchOne(
            db, sql: "SELECT * FROM journal WHERE sequence = ?", arguments: [Int64(sequence)])
        let unhashed = whole.flatMap {
            try? Self.unhashed(CheckedRow($0, of: "journal", by: "sequence"), sequence: sequence, hash: [])
        }
        return JournalTip(sequence: sequence, hash: nil, unhashed: unhashed)
    }

    private static func insert(_ entry: JournalEntry, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO journal (sequence, at, case_id, session_id, kind, payload, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            Int64(entry.sequence), entry.at.milliseconds, entry.caseID.text, entry.sessionID?.text,
            entry.kind, Data(entry.payload), Data(entry.previous), Data(entry.hash),
        ])
    }

    static func entry(_ row: Row) throws -> JournalEntry {
        let row = CheckedRow(row, of: "journal", by: "sequence")
        return try unhashed(
            row, sequence: UInt64(try row.integer("sequence")), hash: try row.bytes("hash", count: 32))
    }

    private static func unhashed(
        _ row: CheckedRow, sequence: UInt64, hash: [UInt8]
    ) throws -> JournalEntry {
        JournalEntry(
            sequence: sequence, at: try row.instant("at"), caseID: try row.identifier("case_id"),
            sessionID: try row.identifier(ifAny: "session_id"), kind: try row.text("kind"),
            payload: try row.bytes("payload"), previous: try row.bytes("previous", count: 32), hash: hash)
    }

    static func event(_ row: Row) throws -> SealedEvent {
        let row = CheckedRow(row, of: "journal", by: "sequence")
        return SealedEvent(
            sequence: UInt64(try row.integer("sequence")), at: try row.instant("at"),
            sessionID: try row.identifier(ifAny: "session_id"), kind: try row.text("kind"),
            payload: SealedBytes(try row.bytes("payload")))
    }
}
