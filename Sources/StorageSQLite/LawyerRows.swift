internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine {
    package func lawyers() async throws -> Listed<Lawyer> {
        try await read { db in
            try Listed(try Row.fetchAll(db, sql: "SELECT * FROM lawyer ORDER BY id"), LawyerRows.lawyer)
        }
    }
}

/// The rows of the registry of lawyers.
enum LawyerRows {
    /// `licence_key` is what spellings of one licence have in common (`CounselConflict.spelled`).
    static let schema = """
        CREATE TABLE lawyer (
            id TEXT NOT NULL PRIMARY KEY,
            bureau_id TEXT NOT NULL,
            licence_no TEXT NOT NULL,
            licence_key TEXT NOT NULL,
            name TEXT NOT NULL,
            firm TEXT NOT NULL,
            capacity TEXT NOT NULL,
            station TEXT NOT NULL,
            phone TEXT NOT NULL,
            ended_at INTEGER,
            UNIQUE (bureau_id, licence_key)
        ) STRICT, WITHOUT ROWID;
        """

    static func write(_ lawyer: Lawyer, from before: Lawyer?, _ db: Database) throws {
        let stands = try Row.fetchOne(
            db, sql: "SELECT * FROM lawyer WHERE id = ?", arguments: [lawyer.id.text]
        ).map(self.lawyer)
        guard stands == before else { throw StorageError(.conflict, "the lawyer was changed") }
        let key = CounselConflict.spelled(lawyer.licenceNo)
        let other = try Int.fetchOne(
            db, sql: "SELECT 1 FROM lawyer WHERE bureau_id = ? AND licence_key = ? AND id <> ?",
            arguments: [lawyer.bureau.text, key, lawyer.id.text])
        guard other == nil else { throw StorageError(.taken, "another lawyer has this licence") }
        try db.execute(
            sql: """
                INSERT INTO lawyer
                    (id, bureau_id, licence_no, licence_key, name, firm, capacity, station, phone, ended_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET licence_no = excluded.licence_no,
                    licence_key = excluded.licence_key, name = excluded.name, firm = excluded.firm,
                    capacity = excluded.capacity, station = excluded.station, phone = excluded.phone,
                    ended_at = excluded.ended_at
                """,
            arguments: [
                lawyer.id.text, lawyer.bureau.text, lawyer.licenceNo, key, lawyer.name, lawyer.firm,
                lawyer.capacity.rawValue, lawyer.station, lawyer.phone, lawyer.endedAt?.milliseconds,
            ])
    }

    static func lawyer(_ row: Row) throws -> Lawyer {
        let row = CheckedRow(row, of: "lawyer", by: "id")
        guard let capacity = Lawyer.Capacity(rawValue: try row.text("capacity")) else {
            throw row.unreadable("capacity")
        }
        let lawyer = Lawyer(
            id: try row.identifier("id"), bureau: try row.identifier("bureau_id"),
            licenceNo: try row.text("licence_no"), name: try row.text("name"), firm: try row.text("firm"),
            capacity: capacity, station: try row.text("station"), phone: try row.text("phone"),
            endedAt: try row.instant(ifAny: "ended_at"))
        guard try row.text("licence_key") == CounselConflict.spelled(lawyer.licenceNo) else {
            throw row.unreadable("licence_key")
        }
        return lawyer
    }
}
