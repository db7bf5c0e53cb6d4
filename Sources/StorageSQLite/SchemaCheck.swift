internal import GRDB
package import Storage
package import Vault

extension SQLiteEngine {
    /// What of the schema is not as this program's steps make it: tables, indexes and the guards of rows that never change.
    package func schemaFaults() async throws -> [String] {
        let own = try DatabaseQueue()
        defer { try? own.close() }
        let made = try await read(own, SchemaCheck.parts)
        let stored = try await read { try SchemaCheck.parts($0) }
        let missing = made.keys.filter { stored[$0] == nil }.sorted().map { "\($0) is missing" }
        let altered = made.filter { stored[$0.key] != nil && stored[$0.key] != $0.value }.keys.sorted()
        let strange = stored.keys.filter { made[$0] == nil }.count
        return missing + altered.map { "\($0) is not as the program made it" }
            + (strange > 0
                ? ["\(strange) tables, indexes, guards or steps that this program does not know"] : [])
    }

    /// Whether every step of this program was taken: an older store that is read alone has other tables.
    package func isCurrent() async throws -> Bool {
        try await read { try Migrations.migrator.hasCompletedMigrations($0) }
    }

    private func read(
        _ queue: DatabaseQueue, _ body: @escaping @Sendable (Database) throws -> [String: String]
    ) async throws -> [String: String] {
        do {
            try Migrations.migrator.migrate(queue)
            return try await queue.read(body)
        } catch {
            throw StorageError(telling: error)
        }
    }
}

private enum SchemaCheck {
    /// Every part of the schema by its name, and every step that was taken.
    @Sendable static func parts(_ db: Database) throws -> [String: String] {
        var parts: [String: String] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT type || ' ' || name AS part, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        while let row = try rows.next() {
            let checked = CheckedRow(row, of: "sqlite_schema", by: "part")
            guard let part = try? checked.text("part") else { continue }
            parts[part] = (try? checked.text("sql")) ?? ""
        }
        for step in try String.fetchAll(db, sql: "SELECT CAST(identifier AS TEXT) FROM grdb_migrations") {
            parts["step \"\(step)\""] = "taken"
        }
        return parts
    }
}

extension SealedStore where Engine == SQLiteEngine {
    /// As `SQLiteEngine.schemaFaults`.
    package func schemaFaults() async throws -> [String] { try await engine.schemaFaults() }
    package func isCurrent() async throws -> Bool { try await engine.isCurrent() }
}
