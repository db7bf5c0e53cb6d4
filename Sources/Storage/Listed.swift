/// A row that can't be read: a value of another type than its column's, one out of bounds, or a sealed one that does not
/// open. It names the place and never what stands there: the value may be somebody's name or the hash of a password.
package struct UnreadableRow: Error, Hashable, Sendable, CustomStringConvertible {
    package let table: String
    /// The row's own name: its identifiers or its number, parted by `/`; `?` where that is what can't be read.
    package let id: String
    package let column: String
    /// What people call it (a case number, a staff number), where that can be read. For lists, never for a log.
    package var name: String?
    /// More of why, for the log, where it is known: a version that is newer, a member that is missing.
    package var why: String?

    package init(table: String, id: String, column: String, name: String? = nil, why: String? = nil) {
        self.table = table
        self.id = id
        self.column = column
        self.name = name
        self.why = why
    }

    package var description: String {
        "\(table) \(id): \(column) can't be read" + (why.map { " (\($0))" } ?? "")
    }
}

/// What a list holds: the rows that can be read, in the list's order, and which can't. One damaged row is one row.
package struct Listed<Value: Sendable>: Sendable, RandomAccessCollection {
    package var rows: [Value]
    package var unreadable: [UnreadableRow]

    package init(rows: [Value] = [], unreadable: [UnreadableRow] = []) {
        self.rows = rows
        self.unreadable = unreadable
    }

    package var startIndex: Int { rows.startIndex }
    package var endIndex: Int { rows.endIndex }
    package subscript(index: Int) -> Value { rows[index] }

    /// The rows, where none is missing: for what a gap would make untrue, such as a fold. Throws `corrupt` otherwise.
    package func whole() throws -> [Value] {
        if let row = unreadable.first { throw StorageError(row) }
        return rows
    }
}

extension Listed: Equatable where Value: Equatable {}

extension StorageError {
    /// `corrupt`, with the row's place.
    package init(_ row: UnreadableRow) { self.init(.corrupt, row.description) }
}
