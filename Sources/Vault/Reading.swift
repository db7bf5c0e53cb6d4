package import Mediation
package import Storage

extension SealedStore {
    package func caseFile(_ id: CaseID) async throws -> CaseRecord? {
        try await told { try await engine.caseRow(id).map(opened) }
    }

    package func caseFile(caseNo: String) async throws -> CaseRecord? {
        try await told { try await engine.caseRow(caseNo: caseNo).map(opened) }
    }

    package func caseID(caseNo: String) async throws -> CaseID? {
        try await told { try await engine.caseID(caseNo: caseNo) }
    }

    package nonisolated(nonsending) func sealedCases(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> SealedCasePage {
        let page = try await told {
            try await engine.caseLines(
                of: bureau, officer: officer, statuses: statuses, after: cursor, limit: limit)
        }
        page.cases.unreadable.forEach(note)
        return page
    }

    package nonisolated(nonsending) func sealedCases(
        of bureau: BureauID, officer: AccountID?, matching alternatives: [[SearchMark]], limit: Int
    ) async throws -> Listed<SealedCaseLine> {
        let digests = alternatives.filter { !$0.isEmpty }.map { $0.map(keys.digest) }
        guard !digests.isEmpty else { return Listed() }
        return try await list {
            try await engine.caseLines(of: bureau, officer: officer, matching: digests, limit: limit)
        }
    }

    package func counts(
        of bureau: BureauID, receivedIn span: Range<Instant>
    ) async throws -> Listed<CaseCount> {
        try await list { try await engine.counts(of: bureau, receivedIn: span) }
    }

    package func monthTotals(
        of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Listed<MonthTotal> {
        try await list { try await engine.monthTotals(of: bureau, in: months) }
    }

    package func revisits(
        _ kind: Revisit, of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Int {
        try await told { try await engine.revisits(kind, of: bureau, in: months) }
    }

    package nonisolated(nonsending) func sealedCases(
        _ selection: MonthSelection, after cursor: MonthCursor?, limit: Int
    ) async throws -> SealedMonthPage {
        let page = try await told {
            try await engine.caseLines(selection, after: cursor, limit: limit)
        }
        page.cases.unreadable.forEach(note)
        return page
    }

    package func nextCaseNumber(of bureau: BureauID, year: Int) async throws -> Int {
        try await told { try await engine.nextCaseNumber(of: bureau, year: year) }
    }

    package func events(ofCase id: CaseID) async throws -> Listed<StoredEvent> {
        try await opened(try await told { try await engine.eventRows(ofCase: id) }) { $0.opened($1) }
    }

    package func session(_ id: SessionID) async throws -> SessionRecord? {
        try await told { try await engine.session(id) }
    }

    package func sessions(ofCase id: CaseID) async throws -> Listed<SessionRecord> {
        try await list { try await engine.sessions(ofCase: id) }
    }

    package func openSessions() async throws -> Listed<SessionRecord> {
        try await list { try await engine.openSessions() }
    }

    package func revision(ofSession id: SessionID) async throws -> UInt64 {
        try await told { try await engine.revision(ofSession: id) }
    }

    package func events(ofSession id: SessionID) async throws -> Listed<StoredEvent> {
        try await opened(try await told { try await engine.eventRows(ofSession: id) }) { $0.opened($1) }
    }

    package func drafts(ofSession id: SessionID) async throws -> Listed<DraftRecord> {
        try await opened(try await told { try await engine.draftRows(ofSession: id) }) {
            $0.opened($1, of: id)
        }
    }

    package func commandResults(ofSession id: SessionID) async throws -> Listed<CommandResultRecord> {
        try await opened(try await told { try await engine.resultRows(ofSession: id) }) {
            $0.opened($1, of: id)
        }
    }

    package func minutes(ofSession id: SessionID) async throws -> Listed<MinutesRecord> {
        try await opened(try await told { try await engine.minutesRows(ofSession: id) }) { $0.opened($1) }
    }

    /// A key that is kept needs no look into the store; one that is not is kept from here on.
    package func opened(_ lines: Listed<SealedCaseLine>) async throws -> Listed<CaseLine> {
        var listed = Listed<CaseLine>(unreadable: lines.unreadable)
        listed.rows.reserveCapacity(lines.count)
        let kept = keys.kept(lines.rows.map(\.id))
        let missing = zip(lines.rows, kept).filter { $0.1 == nil }.map(\.0.id)
        var fetched: [CaseID: CaseKey] = [:]
        if !missing.isEmpty {
            let stored = try await list { try await engine.wrappedKeys(of: missing) }
            for wrapped in stored {
                guard let key = try? keys.unwrap(wrapped) else { continue }
                keys.keep(key)
                fetched[wrapped.caseID] = key
            }
        }
        for (line, key) in zip(lines.rows, kept) {
            do throws(UnreadableRow) {
                listed.rows.append(try opened(line, by: key ?? fetched[line.id]))
            } catch {
                listed.unreadable.append(error)
            }
        }
        listed.unreadable.forEach(note)
        return listed
    }

    private func opened(_ line: SealedCaseLine, by key: CaseKey?) throws(UnreadableRow) -> CaseLine {
        if let row = line.row {
            return CaseLine(
                id: line.id, caseNo: line.caseNo, dueAt: line.dueAt, summary: [], row: try opened(row))
        }
        guard let summary = key?.open(line.summary, as: .summary) else {
            throw UnreadableRow(
                table: "case_file", id: line.id.text, column: key == nil ? "body" : "summary",
                name: line.caseNo)
        }
        return CaseLine(id: line.id, caseNo: line.caseNo, dueAt: line.dueAt, summary: summary)
    }

    private func opened(_ row: SealedCase) throws(UnreadableRow) -> CaseRecord {
        do throws(UnreadableRow) {
            return try keys.unwrap(row.key).opened(row)
        } catch {
            var error = error
            error.name = row.columns.caseNo
            throw error
        }
    }

    /// Rows of one case, opened with its key; none when there is no such case or session.
    private func opened<Row, Value>(
        _ sealed: SealedRows<Row>?, _ open: (CaseKey, Listed<Row>) -> Listed<Value>
    ) async throws -> Listed<Value> {
        try await list {
            guard let sealed else { return Listed() }
            return open(try keys.unwrap(sealed.key), sealed.rows)
        }
    }
}
