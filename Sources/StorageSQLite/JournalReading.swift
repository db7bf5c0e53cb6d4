internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine: JournalStore {
    package func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalEntry> {
        let first = Int64(clamping: sequence)
        let limit = max(1, min(limit, 10_000))
        return try await read { db in
            try Listed(
                try Row.fetchAll(
                    db, sql: "SELECT * FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT ?",
                    arguments: [first, limit]),
                JournalRows.entry)
        }
    }

    package func head() async throws -> JournalEntry? {
        try await read { try JournalRows.head($0) }
    }
}
