internal import Foundation
internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine {
    package func caseLines(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> SealedCasePage {
        let limit = max(1, min(limit, 200))
        let query = CaseList(
            bureau: bureau, officer: officer, statuses: statuses, cursor: cursor, limit: limit)
        return try await read { db in
            var page = try LineRows.lines(query.sql, query.arguments, db)
            if cursor == nil {
                let lost = try Row.fetchAll(
                    db.cachedStatement(sql: CaseList.lost(of: officer)),
                    arguments: StatementArguments([officer?.text, bureau.text].compactMap { $0 }))
                page.lines.unreadable += try Listed(lost, CaseRows.listed).unreadable
            }
            return SealedCasePage(cases: page.lines, next: page.count == limit ? page.last : nil)
        }
    }

    package func caseLines(
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

/// Rows of lists. They are read by their columns' numbers and without a copy of the row: fifty of them are a page.
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
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            found.count += 1
            found.last = place(row)
            do throws(UnreadableRow) {
                let line = try line(row)
                if line.summary.bytes.isEmpty { bare.append(line.id) }
                found.lines.rows.append(line)
            } catch {
                found.lines.unreadable.append(error)
            }
        }
        if !bare.isEmpty { try fill(bare, in: &found.lines, db) }
        return found
    }

    private static func line(_ row: Row) throws(UnreadableRow) -> SealedCaseLine {
        let checked = CheckedRow(row, of: "case_file", by: "id")
        guard case .string(let text) = storage(row, 0), let id = CaseID(checking: text) else {
            throw checked.unreadable("id")
        }
        guard case .string(let caseNo) = storage(row, 1) else { throw checked.unreadable("case_no") }
        guard case .int64(let order) = storage(row, 2), order >= 0 else {
            throw checked.unreadable("due_order", name: caseNo)
        }
        let due = order == .max ? nil : Instant(milliseconds: order)
        switch storage(row, 3) {
        case .null: return SealedCaseLine(id: id, caseNo: caseNo, dueAt: due, summary: SealedBytes([]))
        case .blob(let data) where !data.isEmpty:
            return SealedCaseLine(id: id, caseNo: caseNo, dueAt: due, summary: SealedBytes(Array(data)))
        case .blob, .string, .int64, .double: throw checked.unreadable("summary", name: caseNo)
        }
    }

    /// Where a row stands in the list, also one that can't be read otherwise.
    private static func place(_ row: Row) -> CaseCursor? {
        guard case .int64(let order) = storage(row, 2), order >= 0, case .string(let text) = storage(row, 0),
            let id = CaseID(checking: text)
        else { return nil }
        return CaseCursor(dueOrder: order, id: id)
    }

    private static func storage(_ row: Row, _ column: Int) -> DatabaseValue.Storage {
        let value: DatabaseValue = row[column]
        return value.storage
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
