internal import Foundation
internal import GRDB
internal import Mediation
package import Storage
internal import Synchronization
internal import Vault

/// Sums up what a transaction does to rows that are written over and that no entry tells of (`Keeping`), and keeps the sums in
/// that transaction. Triggers of the writing connection tell it of every row that comes, changes or goes, so no verb can forget it:
/// they stand in the connection's own temporary schema, and nothing of them in the file.
final class KeptRows: Sendable {
    static let schema = """
        CREATE TABLE kept_sum (
            one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
            sealed BLOB NOT NULL
        ) STRICT;
        """
    private static let function = "kept_row"
    private static let reading = "kept_row_that_stands"

    /// What the transaction under way has done so far, and the log's edge at its beginning.
    struct Change {
        fileprivate var sums = KeptSums()
        fileprivate var before: EdgeRow?
    }

    private let keeping: Keeping
    private let state = Mutex(Change())

    private init(_ keeping: Keeping) { self.keeping = keeping }

    /// Sums up what this pool's writer does from here on.
    static func attached(to pool: DatabasePool, _ keeping: Keeping) async throws -> KeptRows {
        let rows = KeptRows(keeping)
        try await pool.writeWithoutTransaction { db in
            try KeptRowFunction.install(function, on: db) { [rows] isThere, row in
                rows.take(row, isThere: isThere)
            }
            for table in KeptTable.allCases { try db.execute(sql: table.triggers(calling: function)) }
        }
        return rows
    }

    /// To be put back where a part of the transaction is taken back.
    var change: Change {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    /// At a transaction's beginning.
    func begin(_ db: Database) throws {
        let edge = try edge(db)
        change = Change(before: edge)
    }

    /// At its end. Sums that can't be read stay as they are: `verify` tells of them, and they keep nobody from writing.
    func settle(_ db: Database) throws {
        let change = change
        let after = try edge(db)
        guard after != change.before || !change.sums.isZero, let sealed = try Self.sealed(db),
            let next = try keeping.next(sealed, change.sums, change.before, after)
        else { return }
        try Self.keep(next, db)
    }

    // MARK: Counting

    /// Counts the rows of a new store, and of one that an older program wrote and that never had sums. Where there should be
    /// some nothing is counted: what was altered would be taken for good.
    func countOnce(_ check: MasterKeyCheck, _ pool: DatabasePool) async throws {
        try await pool.write { db in
            guard try Self.row(db) == nil else { return }
            if try JournalRows.head(db) != nil {
                let value = try Data.fetchOne(
                    db, sql: "SELECT value FROM store_value WHERE name = ? AND typeof(value) = 'blob'",
                    arguments: [MasterKeyCheck.name])
                let counted = try Int.fetchOne(
                    db, sql: "SELECT 1 FROM journal WHERE case_id = '' AND kind = ? LIMIT 1",
                    arguments: [keeping.entry(Instant(milliseconds: 0)).kind])
                guard counted == nil, let value, check.isOlder(Array(value)) else { return }
            }
            try count(db)
        }
    }

    /// Counts the rows as they stand. The entry that says so has the time of the one before it.
    func count(_ db: Database) throws {
        if let head = try JournalRows.head(db) {
            try JournalRows.append([keeping.entry(head.at)], chaining: keeping.chaining, db)
        }
        var sums = KeptSums()
        try Self.each(db) { [keeping] in sums.add(keeping.digest($0), of: $0.code) }
        let edge = try edge(db)
        try Self.keep(try keeping.counted(sums, edge), db)
        change = Change(before: edge)
    }

    /// Every row as it stands.
    static func each(_ db: Database, _ body: @escaping (KeptRow) -> Void) throws {
        try KeptRowFunction.install(reading, on: db) { _, row in body(row) }
        defer { KeptRowFunction.remove(reading, from: db) }
        for table in KeptTable.allCases { try db.execute(sql: table.select(calling: reading)) }
    }

    static func sealed(_ db: Database) throws -> [UInt8]? {
        try row(db).flatMap { try? CheckedRow($0, of: "kept_sum", by: "one").bytes("sealed") }
    }

    // MARK: Rows

    private func take(_ row: KeptRow, isThere: Bool) {
        let (digest, code) = (keeping.digest(row), row.code)
        state.withLock {
            if isThere { $0.sums.add(digest, of: code) } else { $0.sums.remove(digest, of: code) }
        }
    }

    /// A damaged one is made of the tree's hashes, as the next append does.
    private func edge(_ db: Database) throws -> EdgeRow? {
        let size = try JournalRows.size(db)
        guard size > 0 else { return nil }
        return try TreeRows.edge(of: size, db)
            ?? keeping.chaining.edge(size) { try TreeRows.stored($0, $1, $2, db) }
    }

    private static func row(_ db: Database) throws -> Row? {
        try Row.fetchOne(db.cachedStatement(sql: "SELECT one, sealed FROM kept_sum"))
    }

    private static func keep(_ sealed: [UInt8], _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO kept_sum (one, sealed) VALUES (1, ?)
                ON CONFLICT (one) DO UPDATE SET sealed = excluded.sealed
                """)
        try statement.execute(arguments: [Data(sealed)])
    }
}

extension KeptTable {
    /// What of a row is summed up; the first is its owner. `%` stands for the row.
    private var values: [String] {
        switch self {
        case .draft: ["%session_id", "%section", "%revision", "%text"]
        case .commandResult:
            ["%session_id", "%position", "%seat", "%command_id", "%digest", "%result"]
        case .answeredRequest:
            ["%case_id", "%account_id", "%request", "%digest", "%session_id", "%status", "%at"]
        case .caseFile:
            ["%id", "%version"]
                + [
                    "bureau_id", "case_no", "status", "level", "officer_id", "content_class", "due_at",
                    "updated_at", "channel", "unit", "received_at", "accepted_at", "closed_at",
                ].map { "CASE WHEN %body IS NULL THEN %\($0) END" }
        case .caseNumber: ["%bureau_id", "%year", "%last"]
        case .signIn: ["%account_id", "%token_digest", "%created_at", "%expires_at", "%last_seen_at"]
        case .storeValue: ["%name", "%value"]
        }
    }

    private func list(_ row: String) -> String {
        values.map { $0.replacingOccurrences(of: "%", with: row) }.joined(separator: ", ")
    }

    /// - Parameter row: with a point behind it; nothing where the table is the only one.
    private func call(_ function: String, _ row: String, isThere: Bool = true) -> String {
        "SELECT \(function)(\(KeptRowFunction.number(self, isThere: isThere)), \(list(row)))"
    }

    func select(calling function: String) -> String { call(function, "") + " FROM \(rawValue)" }

    func triggers(calling function: String) -> String {
        let (goes, comes) = (call(function, "OLD.", isThere: false), call(function, "NEW."))
        return """
            CREATE TEMP TRIGGER kept_\(rawValue)_insert AFTER INSERT ON main.\(rawValue)
            BEGIN \(comes); END;
            CREATE TEMP TRIGGER kept_\(rawValue)_update AFTER UPDATE ON main.\(rawValue)
            BEGIN \(goes); \(comes); END;
            CREATE TEMP TRIGGER kept_\(rawValue)_delete AFTER DELETE ON main.\(rawValue)
            BEGIN \(goes); END;
            """
    }
}

extension SQLiteEngine {
    package func keptRows(_ take: @escaping @Sendable (KeptRow) -> Void) async throws -> SealedSums {
        try await read { db in
            try KeptRows.each(db, take)
            return SealedSums(sums: try KeptRows.sealed(db), edge: try? TreeRows.edge(db))
        }
    }

    package func countKeptRows() async throws {
        guard let kept else { throw StorageError(.failed, "a store that is only read counts nothing") }
        try await commits.commit { db in try kept.count(db) }
    }
}
