package import Mediation
package import Storage

extension MemoryEngine {
    package nonisolated(nonsending) func caseLines(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> SealedCasePage {
        let limit = max(1, min(limit, 200))
        let place = cursor.map { ($0.dueOrder, $0.id) }
        return try await withTables { tables in
            let lines = try tables.lines(limit) { row in
                row.isOf(bureau, officer)
                    && (statuses.isEmpty || statuses.contains(row.columns.status))
                    && place.map { $0 < row.order } ?? true
            }
            let next = lines.count == limit ? lines.last : nil
            return SealedCasePage(
                cases: Listed(rows: lines),
                next: next.map { CaseCursor(after: $0) })
        }
    }

    package nonisolated(nonsending) func caseLines(
        of bureau: BureauID, officer: AccountID?, matching alternatives: [[MarkDigest]], limit: Int
    ) async throws -> Listed<SealedCaseLine> {
        try await withTables { tables in
            let lines = try tables.lines(max(1, min(limit, 200))) { row in
                let marks = tables.marks[row.columns.id] ?? []
                return row.isOf(bureau, officer) && alternatives.contains { marks.isSuperset(of: $0) }
            }
            return Listed(rows: lines)
        }
    }

    package func wrappedKeys(of ids: [CaseID]) async throws -> Listed<WrappedKey> {
        try await withTables { tables in Listed(rows: ids.compactMap { try? tables.key(of: $0) }) }
    }

    package func counts(of bureau: BureauID, receivedIn span: Range<Instant>) async throws -> Listed<
        CaseCount
    > {
        try await withTables { tables in
            var counts: [CaseCount: Int] = [:]
            for row in tables.cases.rows.values.map(\.columns) {
                guard row.bureau == bureau, let counted = row.counted, span.contains(counted.receivedAt)
                else { continue }
                let same = CaseCount(
                    status: row.status, level: row.level, contentClass: row.contentClass,
                    channel: counted.channel, unit: counted.unit, count: 0)
                counts[same, default: 0] += 1
            }
            let all = counts.map { same, count in
                CaseCount(
                    status: same.status, level: same.level, contentClass: same.contentClass,
                    channel: same.channel, unit: same.unit, count: count)
            }
            return Listed(rows: all.sorted { $0.order.lexicographicallyPrecedes($1.order) })
        }
    }
}

extension Tables.CaseRow {
    /// An officer is of one bureau, and so are the officer's cases.
    fileprivate func isOf(_ bureau: BureauID, _ officer: AccountID?) -> Bool {
        officer.map { $0 == columns.officerID } ?? (columns.bureau == bureau)
    }
}

extension CaseCount {
    fileprivate var order: [String] { [status, level ?? "", contentClass, channel, unit ?? ""] }
}

extension Tables {
    /// The first of the cases that are wanted, in the order of lists.
    fileprivate func lines(_ limit: Int, _ isWanted: (CaseRow) -> Bool) throws -> [SealedCaseLine] {
        try cases.rows.values.filter { $0.body != nil && isWanted($0) }.sorted { $0.order < $1.order }.prefix(
            limit
        ).map(line)
    }

    /// Of a case that stands; nil of one that is erased.
    func line(of id: CaseID) throws -> SealedCaseLine? {
        guard let row = cases[id], row.body != nil else { return nil }
        return try line(row)
    }

    private func line(_ row: CaseRow) throws -> SealedCaseLine {
        SealedCaseLine(
            id: row.columns.id, caseNo: row.columns.caseNo, dueAt: row.columns.dueAt,
            summary: row.summary ?? SealedBytes([]),
            row: row.summary == nil ? try caseRow(row.columns.id) : nil)
    }
}
