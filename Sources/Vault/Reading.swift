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

    package func cases(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> CasePage {
        let page = try await told {
            try await engine.caseRows(
                of: bureau, officer: officer, statuses: statuses, after: cursor, limit: limit)
        }
        var cases = Listed<CaseRecord>(unreadable: page.cases.unreadable)
        for row in page.cases {
            do throws(UnreadableRow) {
                cases.rows.append(try opened(row))
            } catch {
                cases.unreadable.append(error)
            }
        }
        cases.unreadable.forEach(note)
        return CasePage(cases: cases, next: page.next)
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
