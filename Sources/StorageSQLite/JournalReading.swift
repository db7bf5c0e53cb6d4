internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine: JournalStore {
    package func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalRow> {
        let first = Int64(clamping: sequence)
        let limit = Self.bounded(limit)
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT ?")
            return try Listed(
                try Row.fetchAll(statement, arguments: [first, limit]), JournalRows.entry)
        }
    }

    package func entries(
        of stream: EntryStream, after sequence: UInt64, limit: Int
    ) async throws -> Listed<JournalRow> {
        let last = Int64(clamping: sequence)
        let limit = Self.bounded(limit)
        return try await read { db in
            let (condition, argument) = JournalRows.condition(stream)
            return try Listed(
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM journal WHERE \(condition) AND sequence > ?
                        ORDER BY sequence LIMIT ?
                        """,
                    arguments: [argument, last, limit]),
                JournalRows.entry)
        }
    }

    package func head() async throws -> JournalRow? {
        try await read { try JournalRows.head($0) }
    }

    package func treeEdge() async throws -> EdgeRow? {
        try await read { try TreeRows.edge($0) }
    }

    package func treeHashes(level: Int, from first: UInt64, limit: Int) async throws -> Listed<TileRow> {
        let limit = Self.bounded(limit)
        return try await read { try TreeRows.hashes(level: level, from: first, limit: limit, $0) }
    }

    private static func bounded(_ limit: Int) -> Int { max(1, min(limit, 10_000)) }
}
