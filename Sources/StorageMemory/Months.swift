package import Mediation
package import Storage

extension MemoryEngine {
    package func monthTotals(
        of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Listed<MonthTotal> {
        try await withTables { tables in
            var sums: [[String]: MonthTotal] = [:]
            for (_, row) in tables.rows(of: bureau, in: months) {
                for tally in row.facts.members {
                    let place = ["\(row.month.serial)", row.unit, "\(tally.rawValue)"]
                    var sum =
                        sums[place]
                        ?? MonthTotal(
                            month: row.month, unit: row.unit, tally: tally, cases: 0, again: 0, number: 0)
                    sum.cases += 1
                    sum.again += row.again.has(tally) ? 1 : 0
                    sum.number += row.number(of: tally)
                    sums[place] = sum
                }
            }
            return Listed(rows: sums.values.sorted { $0.order < $1.order })
        }
    }

    package func revisits(
        _ kind: Revisit, of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Int {
        try await withTables { tables in
            let counted = tables.rows(of: bureau, in: months).filter { $0.row.facts.has(kind.of) }
            return Set(counted.map(\.id)).count { tables.isRevisited($0, kind, months) }
        }
    }

    package nonisolated(nonsending) func caseLines(
        _ selection: MonthSelection, after cursor: MonthCursor?, limit: Int
    ) async throws -> SealedMonthPage {
        let limit = max(1, min(limit, 200))
        return try await withTables { tables in
            let all = tables.rows(of: selection.bureau, in: selection.months)
            let excluded = Set(all.filter { !$0.row.facts.isDisjoint(with: selection.without) }.map(\.id))
            let found = all.filter { id, row in
                let facts = row.facts.intersection(selection.facts)
                let isIn = !(selection.isLong ? facts.subtracting(row.again) : facts).isEmpty
                let isAfter = cursor.map { ($0.month, $0.id) < (row.month, id) } ?? true
                let isRevisit = selection.revisit.map {
                    tables.isRevisited(id, $0, selection.months) == selection.isRevisited
                }
                let isLeft = selection.without.isEmpty ? nil : !excluded.contains(id)
                let isWanted = isRevisit == nil && isLeft == nil || isRevisit == true || isLeft == true
                return isIn && isAfter && isWanted
            }
            let page = found.sorted { ($0.row.month, $0.id) < ($1.row.month, $1.id) }.prefix(limit)
            let lines = try page.compactMap { id, _ in try tables.line(of: id) }
            return SealedMonthPage(
                cases: Listed(rows: lines),
                next: page.count < limit
                    ? nil : page.last.map { MonthCursor(month: $0.row.month, id: $0.id) })
        }
    }
}

extension MonthTotal {
    fileprivate var order: (CivilMonth, String, Int) { (month, unit, tally.rawValue) }
}

extension Tables {
    fileprivate func rows(
        of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) -> [(id: CaseID, row: MonthRow)] {
        self.months.filter { cases[$0.key]?.columns.bureau == bureau }.flatMap { id, rows in
            rows.filter { months.contains($0.month) }.map { (id, $0) }
        }
    }

    fileprivate func isRevisited(_ id: CaseID, _ kind: Revisit, _ months: ClosedRange<CivilMonth>) -> Bool {
        guard let prior = cases[id]?.columns, let closedAt = prior.counted?.closedAt else { return false }
        let last: Instant
        switch kind {
        case .untilEnd: last = months.upperBound.end
        case .within90Days:
            guard months.contains(CivilMonth(closedAt)) else { return false }
            last = closedAt.adding(.days(Int64(Revisit.days)))
        }
        return self.months.contains { other, rows in
            guard rows.contains(where: { $0.prior == id }), let later = cases[other]?.columns,
                later.bureau == prior.bureau, let receivedAt = later.counted?.receivedAt
            else { return false }
            return receivedAt > closedAt && receivedAt <= last
        }
    }
}
