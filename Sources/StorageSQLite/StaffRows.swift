internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The rows of people and units as an administrator changes them: each statement says what stood there before.
enum StaffRows {
    static func write(_ change: StaffChange, _ db: Database) throws {
        switch change {
        case .add(let account): try add(account, db)
        case .change(let account, let before, let signsOut):
            try self.change(account, from: before, db)
            if signsOut {
                try db.execute(sql: "DELETE FROM sign_in WHERE account_id = ?", arguments: [account.id.text])
            }
        case .lawyer(let lawyer, let before): try LawyerRows.write(lawyer, from: before, db)
        case .unit(let unit, nil): try add(unit, db)
        case .unit(let unit, .some(let before)): try self.change(unit, from: before, db)
        }
    }

    private static func add(_ account: AccountRecord, _ db: Database) throws {
        guard try exists("SELECT 1 FROM bureau WHERE id = ?", [account.bureau.text], db) else {
            throw StorageError(.notFound, "no such bureau")
        }
        guard
            try !exists(
                "SELECT 1 FROM account WHERE id = ? OR staff_no = ?", [account.id.text, account.staffNo], db)
        else { throw StorageError(.taken, "the staff number is taken") }
        try db.execute(
            sql: """
                INSERT INTO account
                    (id, bureau_id, staff_no, name, role, unit, password_hash, profile, created_at, disabled_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                account.id.text, account.bureau.text, account.staffNo, account.name, account.role,
                account.unit, account.passwordHash, Data(account.profile), account.createdAt.milliseconds,
                account.disabledAt?.milliseconds,
            ])
    }

    private static func change(_ account: AccountRecord, from before: AccountRecord, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE account SET name = ?, role = ?, unit = ?, password_hash = ?, profile = ?, disabled_at = ?
                WHERE id = ? AND name = ? AND role = ? AND unit = ? AND password_hash = ? AND profile = ?
                    AND disabled_at IS ?
                """,
            arguments: [
                account.name, account.role, account.unit, account.passwordHash, Data(account.profile),
                account.disabledAt?.milliseconds, account.id.text, before.name, before.role, before.unit,
                before.passwordHash, Data(before.profile), before.disabledAt?.milliseconds,
            ])
        guard db.changesCount == 1 else { throw StorageError(.conflict, "the account was changed") }
    }

    // MARK: Units

    private static func add(_ unit: BureauUnit, _ db: Database) throws {
        guard try !exists("SELECT 1 FROM unit WHERE id = ?", [unit.id.text], db) else {
            throw StorageError(.conflict, "the unit was changed")
        }
        try requireFree(unit, db)
        try db.execute(
            sql:
                "INSERT INTO unit (id, bureau_id, name, kind, formerly, closed_at) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                unit.id.text, unit.bureau.text, unit.name, unit.kind.rawValue, lines(unit.formerly),
                unit.closedAt?.milliseconds,
            ])
    }

    private static func change(_ unit: BureauUnit, from before: BureauUnit, _ db: Database) throws {
        let stands = try Row.fetchOne(
            db, sql: "SELECT * FROM unit WHERE id = ?", arguments: [unit.id.text]
        ).map(self.unit)
        guard stands == before else { throw StorageError(.conflict, "the unit was changed") }
        try requireFree(unit, db)
        try db.execute(
            sql: "UPDATE unit SET name = ?, kind = ?, formerly = ?, closed_at = ? WHERE id = ?",
            arguments: [
                unit.name, unit.kind.rawValue, lines(unit.formerly), unit.closedAt?.milliseconds,
                unit.id.text,
            ])
    }

    private static func requireFree(_ unit: BureauUnit, _ db: Database) throws {
        guard
            try !exists(
                "SELECT 1 FROM unit WHERE bureau_id = ? AND name = ? AND id <> ?",
                [unit.bureau.text, unit.name, unit.id.text], db)
        else { throw StorageError(.taken, "another unit has this name") }
    }

    /// A name is one line (`UnitForm`).
    private static func lines(_ names: [String]) -> String { names.joined(separator: "\n") }

    static func unit(_ row: Row) throws -> BureauUnit {
        let row = CheckedRow(row, of: "unit", by: "id")
        let kind = try row.text("kind")
        guard let known = BureauUnit.Kind(rawValue: kind) else { throw row.unreadable("kind") }
        return BureauUnit(
            id: try row.identifier("id"), bureau: try row.identifier("bureau_id"), name: try row.text("name"),
            kind: known,
            formerly: try row.text("formerly").split(separator: "\n").map(String.init),
            closedAt: try row.instant(ifAny: "closed_at"))
    }

    private static func exists(_ sql: String, _ values: StatementArguments, _ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: sql, arguments: values) != nil
    }
}
