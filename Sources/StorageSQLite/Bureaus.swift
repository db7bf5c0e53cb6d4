internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine: BureauReading {
    package func bureau(_ id: BureauID) async throws -> Bureau? {
        try await read { try Self.bureau(id, $0) }
    }

    static func bureau(_ id: BureauID, _ db: Database) throws -> Bureau? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM bureau WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.text]).map(bureau)
    }

    package func bureaus() async throws -> Listed<Bureau> {
        try await read { db in
            try Listed(try Row.fetchAll(db, sql: "SELECT * FROM bureau ORDER BY id"), Self.bureau)
        }
    }

    package func units() async throws -> Listed<BureauUnit> {
        try await read { db in
            try Listed(try Row.fetchAll(db, sql: "SELECT * FROM unit ORDER BY id"), StaffRows.unit)
        }
    }

    package func put(_ bureau: Bureau, noting notes: SealedNotes) async throws {
        try await commits.commit { db in
            try db.execute(
                sql: """
                    INSERT INTO bureau (id, name, phone, mark) VALUES (?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, mark = excluded.mark
                    """,
                arguments: [bureau.id.text, bureau.name, bureau.phone, bureau.mark])
            try JournalRows.append(notes.entries, chaining: notes.chaining, db)
        }
    }

    private static func bureau(_ row: Row) throws -> Bureau {
        let row = CheckedRow(row, of: "bureau", by: "id")
        return Bureau(
            id: try row.identifier("id"), name: try row.text("name"), phone: try row.text("phone"),
            mark: try row.text("mark"))
    }
}
