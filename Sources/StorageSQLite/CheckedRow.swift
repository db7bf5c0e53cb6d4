internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// A row that is read by checking: GRDB's own subscripts trap on a value of another type than the one asked for, and
/// their trap prints the row. Every value of a stored row is read through this; what is wrong is an `UnreadableRow`,
/// which names the column and not the value.
struct CheckedRow {
    let row: Row
    private let table: String
    private let keys: [String]

    /// - Parameter keys: the columns that name the row.
    init(_ row: Row, of table: String, by keys: String...) {
        self.row = row
        self.table = table
        self.keys = keys
    }

    /// Instants of this program: none before the epoch, none after the year 9999. What lies outside is damage, and would
    /// overflow where spans are added to it.
    private static let instants: ClosedRange<Int64> = 0...253_402_300_799_999
    /// What a counter can honestly have come to.
    static let counts: ClosedRange<Int64> = 0...0x1F_FFFF_FFFF_FFFF

    func unreadable(_ column: String, name: String? = nil) -> UnreadableRow {
        UnreadableRow(table: table, id: keys.map(key).joined(separator: "/"), column: column, name: name)
    }

    func text(_ column: String) throws(UnreadableRow) -> String {
        guard case .string(let text) = storage(column) else { throw unreadable(column) }
        return text
    }

    func text(ifAny column: String) throws(UnreadableRow) -> String? {
        isNull(column) ? nil : try text(column)
    }

    func bytes(_ column: String, count: Int? = nil) throws(UnreadableRow) -> [UInt8] {
        guard case .blob(let data) = storage(column), count == nil || data.count == count else {
            throw unreadable(column)
        }
        return Array(data)
    }

    func integer(
        _ column: String, in range: ClosedRange<Int64> = counts
    ) throws(UnreadableRow) -> Int64 {
        guard case .int64(let number) = storage(column), range.contains(number) else {
            throw unreadable(column)
        }
        return number
    }

    func count(_ column: String) throws(UnreadableRow) -> Int { Int(try integer(column)) }

    func instant(_ column: String) throws(UnreadableRow) -> Instant {
        Instant(milliseconds: try integer(column, in: Self.instants))
    }

    func instant(ifAny column: String) throws(UnreadableRow) -> Instant? {
        isNull(column) ? nil : try instant(column)
    }

    func identifier<Value: Identifier>(_ column: String) throws(UnreadableRow) -> Value {
        guard let value = Value(checking: try text(column)) else { throw unreadable(column) }
        return value
    }

    func identifier<Value: Identifier>(ifAny column: String) throws(UnreadableRow) -> Value? {
        isNull(column) ? nil : try identifier(column)
    }

    func isNull(_ column: String) -> Bool { storage(column) == .null }

    private func storage(_ column: String) -> DatabaseValue.Storage {
        // A damaged page of the schema may have renamed it: no column holds what is no number, so nothing can be read.
        guard row.hasColumn(column) else { return .double(.nan) }
        let value: DatabaseValue = row[column]
        return value.storage
    }

    /// An identifier or a number; anything else is no name and may be anything, so it is not told.
    private func key(_ column: String) -> String {
        switch storage(column) {
        case .int64(let number): String(number)
        case .string(let text): CommandID(checking: text)?.text ?? "?"
        case .null, .double, .blob: "?"
        }
    }
}

extension Listed {
    /// Reads each of `rows`; one that can't be read is told instead of the rest being lost.
    init(_ rows: [Row], _ read: (Row) throws -> Value) rethrows {
        self.init()
        for row in rows {
            do {
                self.rows.append(try read(row))
            } catch let row as UnreadableRow {
                unreadable.append(row)
            }
        }
    }
}
