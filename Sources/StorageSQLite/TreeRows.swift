internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// What is stored of the tree over the journal: the hashes of its levels from 1 on, and its edge. Level 0 are the entries.
enum TreeRows {
    /// The edge as it is stored; nil where none is, which an earlier version of the program has left so.
    static func edge(_ db: Database) throws -> EdgeRow? {
        guard try db.tableExists("tree_edge") else { return nil }
        let statement = try db.cachedStatement(sql: "SELECT one, size, hashes FROM tree_edge")
        guard let row = try Row.fetchOne(statement) else { return nil }
        let checked = CheckedRow(row, of: "tree_edge", by: "one")
        return EdgeRow(
            size: UInt64(try checked.integer("size")), hashes: try checked.bytes("hashes"))
    }

    /// The stored edge, if it is one of this size.
    static func edge(of size: UInt64, _ db: Database) throws -> EdgeRow? {
        let statement = try db.cachedStatement(sql: "SELECT one, size, hashes FROM tree_edge")
        guard let row = try Row.fetchOne(statement) else { return nil }
        let checked = CheckedRow(row, of: "tree_edge", by: "one")
        guard (try? checked.integer("size")) == Int64(size),
            let hashes = try? checked.bytes("hashes", count: size.nonzeroBitCount * 32)
        else { return nil }
        return EdgeRow(size: size, hashes: hashes)
    }

    static func keep(_ hashes: [TileRow], _ edge: EdgeRow, _ db: Database) throws {
        for row in hashes { try insert(row, db) }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO tree_edge (one, size, hashes) VALUES (1, ?, ?)
                ON CONFLICT (one) DO UPDATE SET size = excluded.size, hashes = excluded.hashes
                """)
        try statement.execute(arguments: [Int64(edge.size), Data(edge.hashes)])
    }

    static func insert(_ row: TileRow, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO tree_hash (level, place, hash) VALUES (?, ?, ?)")
        try statement.execute(arguments: [row.level, Int64(row.index), Data(row.hash)])
    }

    /// Hashes of a level from 1 on, in order.
    static func hashes(
        level: Int, from first: UInt64, limit: Int, _ db: Database
    ) throws -> Listed<TileRow> {
        guard try db.tableExists("tree_hash") else { return Listed() }
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM tree_hash WHERE level = ? AND place >= ? ORDER BY place LIMIT ?")
        let rows = try Row.fetchAll(statement, arguments: [level, Int64(clamping: first), limit])
        return try Listed(rows) { row in
            let row = CheckedRow(row, of: "tree_hash", by: "level", "place")
            return TileRow(
                level: try row.count("level"), index: UInt64(try row.integer("place")),
                hash: try row.bytes("hash", count: 32))
        }
    }

    /// What stands where `count` hashes of a level should be (`Chaining.Hashes`).
    static func stored(
        _ level: Int, _ first: UInt64, _ count: Int, _ db: Database
    ) throws -> [StoredHash] {
        try (first..<first + UInt64(count)).map { place in
            if level == 0 { return try leaf(Int64(place) + 1, db) }
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM tree_hash WHERE level = ? AND place = ?")
            let row = try Row.fetchOne(statement, arguments: [level, Int64(place)])
            let hash = row.flatMap {
                try? CheckedRow($0, of: "tree_hash", by: "level", "place").bytes("hash", count: 32)
            }
            return hash.map { .hash($0) } ?? .unreadable
        }
    }

    /// The leaf hash of an entry, or the row that tells it.
    static func leaf(_ sequence: Int64, _ db: Database) throws -> StoredHash {
        let statement = try db.cachedStatement(sql: "SELECT * FROM journal WHERE sequence = ?")
        guard let row = try Row.fetchOne(statement, arguments: [sequence]) else { return .unreadable }
        if let entry = try? JournalRows.entry(row), entry.layout != .chained { return .hash(entry.hash) }
        return JournalRows.unhashed(row).map { .row($0) } ?? .unreadable
    }
}
