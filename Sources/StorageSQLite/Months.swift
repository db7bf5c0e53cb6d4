internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine {
    package func monthTotals(
        of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Listed<MonthTotal> {
        try await read { db in
            let statement = try db.cachedStatement(sql: MonthQueries.totals)
            let rows = try Row.fetchAll(
                statement,
                arguments: [bureau.text, months.lowerBound.serial, months.upperBound.serial])
            return try Listed(rows, MonthRows.total)
        }
    }

    package func revisits(
        _ kind: Revisit, of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Int {
        try await read { db in
            let statement = try db.cachedStatement(sql: MonthQueries.revisits(kind))
            return try Int.fetchOne(statement, arguments: MonthQueries.arguments(kind, bureau, months)) ?? 0
        }
    }

    package nonisolated(nonsending) func caseLines(
        _ selection: MonthSelection, after cursor: MonthCursor?, limit: Int
    ) async throws -> SealedMonthPage {
        let limit = max(1, min(limit, 200))
        return try await read { db in
            let statement = try db.cachedStatement(sql: MonthQueries.page(selection))
            let rows = try Row.fetchAll(
                statement, arguments: MonthQueries.arguments(selection, after: cursor, limit: limit))
            var page = SealedMonthPage(cases: Listed(), next: nil)
            for row in rows {
                let row = CheckedRow(row, of: "case_month", by: "case_id", "month")
                do throws(UnreadableRow) {
                    let place = MonthCursor(
                        month: try MonthRows.month(row), id: try row.identifier("case_id"))
                    page.next = rows.count == limit ? place : nil
                    let line = try db.lines(of: place.id)
                    page.cases.rows += line.rows
                    page.cases.unreadable += line.unreadable
                } catch {
                    page.cases.unreadable.append(error)
                }
            }
            return page
        }
    }
}

extension Database {
    /// The line of a case that stands; none of one that is erased.
    fileprivate func lines(of id: CaseID) throws(UnreadableRow) -> Listed<SealedCaseLine> {
        let sql = "SELECT \(LineRows.columns) FROM case_file WHERE id = ? AND body IS NOT NULL"
        guard let found = try? LineRows.lines(sql, [id.text], self) else {
            throw UnreadableRow(table: "case_file", id: id.text, column: "summary")
        }
        return found.lines
    }
}

/// The queries of the month's page.
enum MonthQueries {
    static let totals = """
        SELECT * FROM month_total WHERE bureau_id = ? AND month BETWEEN ? AND ? ORDER BY month, unit, tally
        """

    private static let closedWithin = Int64(Revisit.days) * 24 * 3600 * 1000

    /// How many cases were revisited: by the revisits of these months and the next ones, which are few beside the cases.
    static func revisits(_ kind: Revisit) -> String {
        switch kind {
        case .untilEnd:
            """
            SELECT COUNT(DISTINCT revisit.prior_id) FROM case_month AS revisit
            CROSS JOIN case_file AS later ON later.id = revisit.case_id
            CROSS JOIN case_file AS prior ON prior.id = revisit.prior_id
            WHERE revisit.bureau_id = ? AND revisit.month BETWEEN ? AND ? AND revisit.prior_id IS NOT NULL
                AND prior.bureau_id = revisit.bureau_id AND later.received_at > prior.closed_at
                AND EXISTS (SELECT 1 FROM case_month AS counted WHERE counted.case_id = revisit.prior_id
                    AND counted.bureau_id = revisit.bureau_id AND counted.month BETWEEN ? AND ?
                    AND (counted.facts & \(TallySet(.firstResolved).rawValue)) <> 0)
            """
        case .within90Days:
            """
            SELECT COUNT(DISTINCT revisit.prior_id) FROM case_month AS revisit
            CROSS JOIN case_file AS later ON later.id = revisit.case_id
            CROSS JOIN case_file AS prior ON prior.id = revisit.prior_id
            WHERE revisit.bureau_id = ? AND revisit.month BETWEEN ? AND ? AND revisit.prior_id IS NOT NULL
                AND prior.bureau_id = revisit.bureau_id AND prior.closed_at BETWEEN ? AND ?
                AND later.received_at > prior.closed_at
                AND later.received_at <= prior.closed_at + \(closedWithin)
                AND EXISTS (SELECT 1 FROM case_month AS counted WHERE counted.case_id = revisit.prior_id
                    AND counted.bureau_id = revisit.bureau_id
                    AND (counted.facts & \(TallySet(.closed).rawValue)) <> 0)
            """
        }
    }

    static func arguments(
        _ kind: Revisit, _ bureau: BureauID, _ months: ClosedRange<CivilMonth>
    ) -> StatementArguments {
        let (first, last) = (months.lowerBound, months.upperBound)
        switch kind {
        case .untilEnd:
            // A matter is due a hundred days after its closing at the most.
            return [bureau.text, first.adding(months: -4).serial, last.serial, first.serial, last.serial]
        // Ninety days are never five months.
        case .within90Days:
            return [
                bureau.text, first.serial, last.adding(months: 4).serial, first.start.milliseconds,
                last.end.milliseconds,
            ]
        }
    }

    /// Rows of the months in the order of the table's own key, until the page is full.
    static func page(_ selection: MonthSelection) -> String {
        var conditions = [
            "counted.bureau_id = ?", "counted.month BETWEEN ? AND ?",
            "(counted.month, counted.case_id) > (?, ?)",
            "(counted.facts & ? & ~(counted.again & ?)) <> 0",
        ]
        var either: [String] = []
        if !selection.without.isEmpty {
            either.append(
                """
                NOT EXISTS (SELECT 1 FROM case_month AS other WHERE other.case_id = counted.case_id
                    AND other.bureau_id = counted.bureau_id AND other.month BETWEEN ? AND ?
                    AND (other.facts & ?) <> 0)
                """)
        }
        if let kind = selection.revisit {
            let last = kind == .untilEnd ? "?" : "prior.closed_at + \(closedWithin)"
            either.append(
                """
                \(selection.isRevisited ? "" : "NOT ")EXISTS (SELECT 1 FROM case_month AS revisit
                    CROSS JOIN case_file AS later ON later.id = revisit.case_id
                    CROSS JOIN case_file AS prior ON prior.id = revisit.prior_id
                    WHERE revisit.prior_id = counted.case_id AND revisit.bureau_id = counted.bureau_id
                    AND later.received_at > prior.closed_at AND later.received_at <= \(last))
                """)
        }
        if !either.isEmpty { conditions.append("(\(either.joined(separator: " OR ")))") }
        return """
            SELECT counted.month, counted.case_id FROM case_month AS counted
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY counted.month, counted.case_id LIMIT ?
            """
    }

    static func arguments(
        _ selection: MonthSelection, after cursor: MonthCursor?, limit: Int
    ) -> StatementArguments {
        let (first, last) = (selection.months.lowerBound.serial, selection.months.upperBound.serial)
        var arguments: StatementArguments = [
            selection.bureau.text, max(first, cursor?.month.serial ?? first), last, cursor?.month.serial ?? 0,
            cursor?.id.text ?? "", selection.facts.rawValue, selection.isLong ? -1 : 0,
        ]
        if !selection.without.isEmpty { arguments += [first, last, selection.without.rawValue] }
        if selection.revisit == .untilEnd { arguments += [selection.months.upperBound.end.milliseconds] }
        arguments += [limit]
        return arguments
    }
}
