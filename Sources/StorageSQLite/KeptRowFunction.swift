internal import GRDB
internal import GRDBSQLite
internal import Storage

/// A function of SQL that hands over the row of its arguments: the first tells the table and whether the row comes or goes, the
/// others are its values. They are read where SQLite has them, whole and as they are. GRDB's own functions make a string or a `Data`
/// of each, which cost more than the digest, and end a text at its first zero.
final class KeptRowFunction {
    private static let tables = KeptTable.allCases

    private let take: (_ isThere: Bool, KeptRow) -> Void
    /// The memory that all rows are spelled in, one after the other.
    private var row = KeptRow(of: .draft)

    private init(_ take: @escaping (Bool, KeptRow) -> Void) { self.take = take }

    /// The first argument.
    static func number(_ table: KeptTable, isThere: Bool) -> Int {
        let place = (tables.firstIndex(of: table) ?? 0) + 1
        return isThere ? place : -place
    }

    /// - Parameter take: called on the connection's own queue; it keeps no row.
    static func install(
        _ name: String, on db: Database, _ take: @escaping (_ isThere: Bool, KeptRow) -> Void
    ) throws {
        let function = Unmanaged.passRetained(KeptRowFunction(take)).toOpaque()
        // Where it fails SQLite lets go of the function by itself.
        let code = sqlite3_create_function_v2(
            db.sqliteConnection, name, -1, SQLITE_UTF8, function,
            { context, count, values in
                guard let function = sqlite3_user_data(context), let values,
                    Unmanaged<KeptRowFunction>.fromOpaque(function).takeUnretainedValue().call(
                        UnsafeBufferPointer(start: values, count: Int(count)))
                else { return sqlite3_result_error(context, "a row that no sum takes", -1) }
            }, nil, nil,
            { function in
                if let function { Unmanaged<KeptRowFunction>.fromOpaque(function).release() }
            })
        guard code == SQLITE_OK else { throw StorageError(.failed, "no function for rows (SQLite \(code))") }
    }

    static func remove(_ name: String, from db: Database) {
        sqlite3_create_function_v2(db.sqliteConnection, name, -1, SQLITE_UTF8, nil, nil, nil, nil, nil)
    }

    private func call(_ values: UnsafeBufferPointer<OpaquePointer?>) -> Bool {
        guard let first = values.first else { return false }
        let number = sqlite3_value_int64(first)
        let place = Int(clamping: number.magnitude) - 1
        guard Self.tables.indices.contains(place) else { return false }
        row.begin(Self.tables[place])
        for value in values.dropFirst() { append(value) }
        take(number > 0, row)
        return true
    }

    private func append(_ value: OpaquePointer?) {
        switch sqlite3_value_type(value) {
        case SQLITE_INTEGER: row.append(sqlite3_value_int64(value))
        case SQLITE_FLOAT: row.append(sqlite3_value_double(value))
        case SQLITE_TEXT:
            // In this order: the first may make what the second counts.
            let text = sqlite3_value_text(value)
            row.append(text: UnsafeRawBufferPointer(start: text, count: Int(sqlite3_value_bytes(value))))
        case SQLITE_BLOB:
            let blob = sqlite3_value_blob(value)
            row.append(blob: UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_value_bytes(value))))
        default: row.appendNull()
        }
    }
}
