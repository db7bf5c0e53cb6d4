internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The journal's rows. What is chained is chained inside the writer's transaction, since only there the end is sure.
enum JournalRows {
    /// The entries of a case and of its sessions; both arguments are the case's id.
    static let ofCase = """
        SELECT * FROM journal WHERE case_id = ? AND session_id IS NULL
        UNION ALL
        SELECT journal.* FROM session JOIN journal ON journal.session_id = session.id WHERE session.case_id = ?
        ORDER BY sequence
        """

    static func head(_ db: Database) throws -> JournalRow? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM journal ORDER BY sequence DESC LIMIT 1")
        return try Row.fetchOne(statement).map(entry)
    }

    /// Appends the entries with what the tree has of them, and returns them as they stand in the chain.
    @discardableResult
    static func append(
        _ entries: [UnchainedEntry], chaining: Chaining, _ db: Database
    ) throws -> [JournalRow] {
        if entries.isEmpty { return [] }
        var streams: [EntryStream: StreamTip] = [:]
        for stream in Set(entries.flatMap(\.streams)) { streams[stream] = try tip(of: stream, db) }
        let size = try size(db)
        let edge =
            try TreeRows.edge(of: size, db) ?? chaining.edge(size) { try TreeRows.stored($0, $1, $2, db) }
        let growth = chaining.growth(LogTip(edge: edge, streams: streams), entries)
        for row in growth.rows { try insert(row, db) }
        try TreeRows.keep(growth.hashes, growth.edge, db)
        return growth.rows
    }

    /// How many entries there are: they have no gaps.
    static func size(_ db: Database) throws -> UInt64 {
        let statement = try db.cachedStatement(sql: "SELECT MAX(sequence) FROM journal")
        return UInt64(clamping: try Int64.fetchOne(statement) ?? 0)
    }

    // MARK: Streams

    /// The rows of a stream. The bureau's have the empty text for a case, which no case has.
    static func condition(_ stream: EntryStream) -> (sql: String, argument: String) {
        switch stream {
        case .session(let id, of: _): ("session_id = ?", id.text)
        case .petition, .bureau: ("case_id = ? AND session_id IS NULL", stream.caseID?.text ?? "")
        }
    }

    private static func tip(of stream: EntryStream, _ db: Database) throws -> StreamTip? {
        let (condition, argument) = condition(stream)
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, position, hash FROM journal WHERE \(condition)
                ORDER BY sequence DESC LIMIT 1
                """)
        guard let row = try Row.fetchOne(statement, arguments: [argument]) else { return nil }
        let checked = CheckedRow(row, of: "journal", by: "sequence")
        let sequence = try checked.integer("sequence")
        guard let position = try? checked.integer("position") else {
            // Of layout 1, which numbers no streams, or damaged.
            let count = try Int64.fetchOne(
                db, sql: "SELECT COUNT(*) FROM journal WHERE \(condition)", arguments: [argument])
            return StreamTip(
                count: UInt64(clamping: count ?? 0), last: try TreeRows.leaf(sequence, db))
        }
        if let hash = try? checked.bytes("hash", count: 32) {
            return StreamTip(count: UInt64(position), last: .hash(hash))
        }
        return StreamTip(count: UInt64(position), last: try TreeRows.leaf(sequence, db))
    }

    // MARK: Rows

    private static func insert(_ row: JournalRow, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO journal
                    (sequence, at, case_id, session_id, kind, payload, previous, hash, position, content, cites)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        var layout: (position: Int64?, content: Data?, cites: Data?)
        if case .streamed(let position, let content, let cites) = row.layout {
            layout = (Int64(position), Data(content), cites.map { Data($0) })
        }
        try statement.execute(arguments: [
            Int64(row.sequence), row.at.milliseconds, row.caseID?.text ?? "", row.sessionID?.text,
            row.kind, Data(row.payload.bytes), Data(row.previous), Data(row.hash), layout.position,
            layout.content, layout.cites,
        ])
    }

    static func entry(_ row: Row) throws -> JournalRow {
        try entry(CheckedRow(row, of: "journal", by: "sequence"))
    }

    /// The entry but for its hash where that can't be read; nil where more can't be.
    static func unhashed(_ row: Row) -> JournalRow? {
        try? entry(CheckedRow(row, of: "journal", by: "sequence"), isUnhashed: true)
    }

    private static func entry(_ row: CheckedRow, isUnhashed: Bool = false) throws -> JournalRow {
        JournalRow(
            sequence: UInt64(try row.integer("sequence")), stream: try stream(row),
            at: try row.instant("at"), kind: try row.text("kind"),
            payload: SealedBytes(try row.bytes("payload")), layout: try layout(row),
            previous: try row.bytes("previous", count: 32),
            hash: isUnhashed ? [] : try row.bytes("hash", count: 32))
    }

    private static func stream(_ row: CheckedRow) throws -> EntryStream {
        if try row.text("case_id").isEmpty, row.isNull("session_id") { return .bureau }
        let id: CaseID = try row.identifier("case_id")
        let session: SessionID? = try row.identifier(ifAny: "session_id")
        return session.map { .session($0, of: id) } ?? .petition(id)
    }

    /// A store of an earlier version, which is read alone, has no columns of layout 2.
    private static func layout(_ row: CheckedRow) throws -> JournalRow.Layout {
        guard isOfLayout2(row) else { return .chained }
        return .streamed(
            position: UInt64(try row.integer("position")), content: try row.bytes("content", count: 32),
            cites: row.isNull("cites") ? nil : try row.bytes("cites"))
    }

    private static func isOfLayout2(_ row: CheckedRow) -> Bool {
        row.row.hasColumn("position") && !(row.isNull("position") && row.isNull("content"))
    }

    static func event(_ row: Row) throws -> SealedEvent {
        let row = CheckedRow(row, of: "journal", by: "sequence")
        return SealedEvent(
            sequence: UInt64(try row.integer("sequence")), at: try row.instant("at"),
            sessionID: try row.identifier(ifAny: "session_id"), kind: try row.text("kind"),
            payload: SealedBytes(try row.bytes("payload")), isSalted: isOfLayout2(row))
    }
}
