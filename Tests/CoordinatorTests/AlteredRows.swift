import Foundation
import GRDB
import TestKit

/// Alterations of a store by somebody who writes its database: of each table and column that the schema has, so that none
/// can be forgotten. Guards are put back as they were: a hand that alters in silence would do so.
struct AlteredRows {
    enum Way: String, CaseIterable {
        case altered, deleted, inserted, swapped
        case rolledBack = "put back"
    }

    struct Place: Hashable {
        let table: String
        /// Nil for a whole row.
        let column: String?
    }

    struct Column {
        let name: String
        let type: String
        let isKey: Bool
    }

    /// The rows that are tried of each table.
    private static let rows = 3

    let folder: String
    let earlier: String

    private static func queue(_ folder: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        // A server may write beside it.
        configuration.busyMode = .timeout(20)
        return try DatabaseQueue(path: folder + "/trialogue.sqlite", configuration: configuration)
    }

    static func execute(_ sql: String, in folder: String) throws {
        let queue = try queue(folder)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// The tables of the schema with their columns, but for SQLite's own.
    static func tables(_ folder: String) throws -> [(name: String, columns: [Column])] {
        let queue = try queue(folder)
        defer { try? queue.close() }
        return try queue.read { db in
            let names = try String.fetchAll(
                db,
                sql:
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
            )
            return try names.map { name in
                let columns = try Row.fetchAll(
                    db, sql: "SELECT name, type, pk, hidden FROM pragma_table_xinfo('\(name)')"
                )
                .filter { ($0["hidden"] as Int) == 0 }
                return (
                    name,
                    columns.map { Column(name: $0["name"], type: $0["type"], isKey: ($0["pk"] as Int) > 0) }
                )
            }
        }
    }

    /// Each alteration of that kind at that place, one after the other, on a store of its own; nil where there is nothing to
    /// alter so, else whether all were found. Other tables can be tried beside it.
    func areFound(
        _ way: Way, _ place: Place, _ columns: [Column], by isFound: (String) async throws -> Bool
    ) async throws -> Bool? {
        var found: Bool?
        for index in 0..<Self.rows {
            let copy = folder + "-altered-" + place.table
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: folder, toPath: copy)
            guard try alter(copy, way, place, columns, row: index) else { continue }
            found = (found ?? true) ? try await isFound(copy) : false
        }
        return found
    }

    private func alter(
        _ copy: String, _ way: Way, _ place: Place, _ columns: [Column], row index: Int
    ) throws -> Bool {
        let queue = try Self.queue(copy)
        defer { try? queue.close() }
        let before = try earlierRows(place.table, columns)
        do {
            return try queue.write { db in
                let guards = try Row.fetchAll(
                    db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
                for each in guards { try db.execute(sql: "DROP TRIGGER \"\(each["name"] as String)\"") }
                let done = try Self.alter(db, way, place, columns, row: index, before)
                for each in guards { try db.execute(sql: each["sql"] as String) }
                return done
            }
        } catch is DatabaseError {
            // SQLite itself takes no such value: a type, a key that is there already.
            return false
        }
    }

    private func earlierRows(_ table: String, _ columns: [Column]) throws -> [Row] {
        let queue = try Self.queue(earlier)
        defer { try? queue.close() }
        return try queue.read { try Row.fetchAll($0, sql: Self.all(table, columns)) }
    }

    private static func all(_ table: String, _ columns: [Column]) -> String {
        let keys = columns.filter(\.isKey).map { "\"\($0.name)\"" }
        return "SELECT \(list(columns)) FROM \"\(table)\" ORDER BY \(keys.joined(separator: ", "))"
    }

    private static func list(_ columns: [Column]) -> String {
        columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    }

    private static func condition(_ columns: [Column]) -> String {
        columns.filter(\.isKey).map { "\"\($0.name)\" IS ?" }.joined(separator: " AND ")
    }

    private static func keys(_ row: Row, _ columns: [Column]) -> [DatabaseValue] {
        columns.filter(\.isKey).map { row[$0.name] }
    }

    private static func alter(
        _ db: Database, _ way: Way, _ place: Place, _ columns: [Column], row index: Int, _ before: [Row]
    ) throws -> Bool {
        // Of an erased case nothing but its key's end is left to compare: its rows are tried by a test of their own.
        let rows = try Row.fetchAll(db, sql: all(place.table, columns)).filter { row in
            columns.allSatisfy { (row[$0.name] as DatabaseValue) != "c-9".databaseValue }
        }
        guard rows.count > index else { return false }
        let row = rows[rows.count - 1 - index]
        switch (way, place.column) {
        case (.deleted, nil):
            try db.execute(
                sql: "DELETE FROM \"\(place.table)\" WHERE \(condition(columns))",
                arguments: StatementArguments(keys(row, columns)))
        case (.inserted, nil):
            let values = columns.map { column -> DatabaseValue in
                column.isKey ? altered(row[column.name], column, among: []) : row[column.name]
            }
            try db.execute(
                sql:
                    "INSERT INTO \"\(place.table)\" (\(list(columns))) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))",
                arguments: StatementArguments(values))
        case (.rolledBack, nil):
            let same = before.first { keys($0, columns) == keys(row, columns) }
            guard let same, same != row else { return false }
            for column in columns { try set(db, place.table, column, same[column.name], of: row, columns) }
        case (.altered, let name?):
            guard let column = columns.first(where: { $0.name == name }) else { return false }
            let others = rows.map { $0[name] as DatabaseValue }
            try set(db, place.table, column, altered(row[name], column, among: others), of: row, columns)
        case (.swapped, let name?):
            guard let column = columns.first(where: { $0.name == name }), !column.isKey,
                let other = rows.first(where: { ($0[name] as DatabaseValue) != (row[name] as DatabaseValue) })
            else { return false }
            try set(db, place.table, column, other[name], of: row, columns)
            try set(db, place.table, column, row[name], of: other, columns)
        default: return false
        }
        return true
    }

    private static func set(
        _ db: Database, _ table: String, _ column: Column, _ value: DatabaseValue, of row: Row,
        _ columns: [Column]
    ) throws {
        try db.execute(
            sql: "UPDATE \"\(table)\" SET \"\(column.name)\" = ? WHERE \(condition(columns))",
            arguments: StatementArguments([value] + keys(row, columns)))
    }

    /// Another value of the same type; where other rows have one, theirs, which looks most like a true one.
    private static func altered(
        _ value: DatabaseValue, _ column: Column, among others: [DatabaseValue]
    ) -> DatabaseValue {
        if !column.isKey, let other = others.first(where: { $0 != value && !$0.isNull }) { return other }
        switch value.storage {
        case .int64(let number): return (number + 1).databaseValue
        case .string(let text): return (text + "x").databaseValue
        case .blob(var data):
            guard !data.isEmpty else { return Data([1]).databaseValue }
            data[data.startIndex + data.count / 2] ^= 1
            return data.databaseValue
        case .double(let number): return (number + 1).databaseValue
        case .null:
            switch column.type {
            case "INTEGER": return Int64(1_774_000_000_000).databaseValue
            case "BLOB": return Data([1, 2, 3]).databaseValue
            default: return "x".databaseValue
            }
        }
    }
}
