internal import Foundation
internal import GRDB
internal import GRDBSQLite
package import Mediation
package import Storage

extension SQLiteEngine {
    package nonisolated(nonsending) func caseLines(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> SealedCasePage {
        let limit = max(1, min(limit, 200))
        let place = KeptPages.Place(
            bureau: bureau, officer: officer, statuses: statuses, cursor: cursor, limit: limit)
        return try await readLoosely { [keptPages] db in
            try keptPages.page(place, db) { try Self.page(place, db) }
        }
    }

    private static func page(_ place: KeptPages.Place, _ db: Database) throws -> SealedCasePage {
        let query = CaseList(
            bureau: place.bureau, officer: place.officer, statuses: place.statuses, cursor: place.cursor,
            limit: place.limit)
        var page = try LineRows.lines(query.sql, query.arguments, db)
        if place.cursor == nil {
            let lost = try Row.fetchAll(
                db.cachedStatement(sql: CaseList.lost(of: place.officer)),
                arguments: StatementArguments([place.officer?.text, place.bureau.text].compactMap { $0 }))
            page.lines.unreadable += try Listed(lost, CaseRows.listed).unreadable
        }
        return SealedCasePage(cases: page.lines, next: page.count == place.limit ? page.last : nil)
    }

    package nonisolated(nonsending) func caseLines(
        of bureau: BureauID, officer: AccountID?, matching alternatives: [[MarkDigest]], limit: Int
    ) async throws -> Listed<SealedCaseLine> {
        let limit = max(1, min(limit, 200))
        let query = CaseSearchQuery(alternatives, of: bureau, officer: officer, limit: limit)
        return try await read { try LineRows.lines(query.sql, query.arguments, $0).lines }
    }

    package func wrappedKeys(of ids: [CaseID]) async throws -> Listed<WrappedKey> {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT case_id, wrapped FROM case_key WHERE case_id = ? AND wrapped IS NOT NULL")
            var keys = Listed<WrappedKey>()
            for id in ids {
                guard let row = try Row.fetchOne(statement, arguments: [id.text]) else { continue }
                do {
                    keys.rows.append(
                        try KeyRows.key(of: id, in: CheckedRow(row, of: "case_key", by: "case_id")))
                } catch let error as UnreadableRow {
                    keys.unreadable.append(error)
                }
            }
            return keys
        }
    }

    package func counts(of bureau: BureauID, receivedIn span: Range<Instant>) async throws -> Listed<
        CaseCount
    > {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT status, level, content_class, channel, unit, COUNT(*) AS count, MIN(id) AS id
                    FROM case_file
                    WHERE bureau_id = ? AND received_at >= ? AND received_at < ?
                    GROUP BY status, level, content_class, channel, unit
                    ORDER BY status, level, content_class, channel, unit
                    """)
            let rows = try Row.fetchAll(
                statement,
                arguments: [bureau.text, span.lowerBound.milliseconds, span.upperBound.milliseconds])
            return try Listed(rows) { row in
                let row = CheckedRow(row, of: "case_file", by: "id")
                return CaseCount(
                    status: try row.text("status"), level: try row.text(ifAny: "level"),
                    contentClass: try row.text("content_class"), channel: try row.text("channel"),
                    unit: try row.text(ifAny: "unit"), count: try row.count("count"))
            }
        }
    }
}

/// The query of a search: of each alternative the cases that have all of its marks, from the index of marks alone.
struct CaseSearchQuery: Sendable {
    let sql: String
    private let values: [any DatabaseValueConvertible & Sendable]

    var arguments: StatementArguments { StatementArguments(values) }

    init(_ alternatives: [[MarkDigest]], of bureau: BureauID, officer: AccountID?, limit: Int) {
        var values: [any DatabaseValueConvertible & Sendable] = []
        let found = alternatives.map { marks in
            let each = marks.map { mark in
                values.append(Data(mark.bytes))
                return "SELECT case_id FROM case_mark WHERE mark = ?"
            }
            return "SELECT case_id FROM (\(each.joined(separator: " INTERSECT ")))"
        }
        // An officer is of one bureau, and so are the officer's cases.
        values.append(officer?.text ?? bureau.text)
        values.append(limit)
        sql = """
            SELECT \(LineRows.columns) FROM (\(found.joined(separator: " UNION "))) AS found
            CROSS JOIN case_file ON case_file.id = found.case_id
            WHERE body IS NOT NULL AND \(officer == nil ? "bureau_id" : "officer_id") = ?
            ORDER BY due_order, case_file.id LIMIT ?
            """
        self.values = values
    }
}

/// Rows of lists: fifty of them are a page.
enum LineRows {
    static let columns = "case_file.id, case_no, due_order, summary"

    /// What a query of `columns` gives.
    struct Found {
        var lines = Listed<SealedCaseLine>()
        /// Readable or not.
        var count = 0
        /// The place of the last.
        var last: CaseCursor?
    }

    static func lines(_ sql: String, _ arguments: StatementArguments, _ db: Database) throws -> Found {
        var found = Found()
        var bare: [CaseID] = []
        let statement = try db.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        let columns = LineColumns(statement: statement.sqliteStatement)
        while try rows.next() != nil {
            found.count += 1
            do throws(UnreadableRow) {
                let line = try columns.line()
                found.last = CaseCursor(after: line)
                if line.summary.bytes.isEmpty { bare.append(line.id) }
                found.lines.rows.append(line)
            } catch {
                found.last = columns.place
                found.lines.unreadable.append(error)
            }
        }
        if !bare.isEmpty { try fill(bare, in: &found.lines, db) }
        return found
    }

    /// Rows that an older program wrote have no summary: they come whole.
    private static func fill(_ ids: [CaseID], in lines: inout Listed<SealedCaseLine>, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: CaseRows.aCase + " WHERE case_file.id = ?")
        let bare = Set(ids)
        let listed = lines.rows
        lines.rows = []
        for line in listed {
            guard bare.contains(line.id) else {
                lines.rows.append(line)
                continue
            }
            guard let row = try Row.fetchOne(statement, arguments: [line.id.text]) else { continue }
            do {
                lines.rows.append(
                    SealedCaseLine(
                        id: line.id, caseNo: line.caseNo, dueAt: line.dueAt, summary: line.summary,
                        row: try CaseRows.listed(row)))
            } catch let error as UnreadableRow {
                lines.unreadable.append(error)
            }
        }
    }
}

/// The columns of `LineRows.columns` at the row where a statement stands, read where SQLite has them: GRDB makes a value of each
/// first, which was a third of what a page cost.
private struct LineColumns {
    private enum Column: Int32 {
        case id, caseNo, dueOrder, summary
    }

    let statement: OpaquePointer

    /// Where a row stands in the list that can't be read otherwise; nil where that can't be read either.
    var place: CaseCursor? {
        guard let order = dueOrder, let id else { return nil }
        return CaseCursor(dueOrder: order, id: id)
    }

    func line() throws(UnreadableRow) -> SealedCaseLine {
        guard let id else { throw unreadable("id", of: nil, name: nil) }
        guard let caseNo = text(.caseNo) else { throw unreadable("case_no", of: id, name: nil) }
        guard let order = dueOrder else { throw unreadable("due_order", of: id, name: caseNo) }
        guard let summary = bytes(.summary) else { throw unreadable("summary", of: id, name: caseNo) }
        return SealedCaseLine(
            id: id, caseNo: caseNo, dueAt: order == .max ? nil : Instant(milliseconds: order),
            summary: SealedBytes(summary))
    }

    private var id: CaseID? { text(.id).flatMap { CaseID(checking: $0) } }

    private var dueOrder: Int64? {
        guard type(of: .dueOrder) == SQLITE_INTEGER else { return nil }
        let order = sqlite3_column_int64(statement, Column.dueOrder.rawValue)
        return order >= 0 ? order : nil
    }

    private func type(of column: Column) -> Int32 { sqlite3_column_type(statement, column.rawValue) }

    private func text(_ column: Column) -> String? {
        guard type(of: column) == SQLITE_TEXT else { return nil }
        return String(decoding: stored(column), as: UTF8.self)
    }

    /// None where there is nothing; nil where something else stands than bytes.
    private func bytes(_ column: Column) -> [UInt8]? {
        switch type(of: column) {
        case SQLITE_NULL: return []
        case SQLITE_BLOB:
            let stored = stored(column)
            return stored.isEmpty ? nil : Array(stored)
        default: return nil
        }
    }

    /// Valid until the next step.
    private func stored(_ column: Column) -> UnsafeRawBufferPointer {
        // In this order: asking for the bytes may convert them, and then they are counted anew
        // (SQLite, "Result Values From A Query").
        let start = sqlite3_column_blob(statement, column.rawValue)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(statement, column.rawValue)))
    }

    private func unreadable(_ column: String, of id: CaseID?, name: String?) -> UnreadableRow {
        UnreadableRow(table: "case_file", id: id?.text ?? "?", column: column, name: name)
    }
}
