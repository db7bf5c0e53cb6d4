internal import Mediation
internal import Storage

/// Everything that an engine without a disk keeps.
struct Tables {
    struct CaseRow {
        var columns: CaseRecord
        var summary: SealedBytes?
        /// Nil once the case is erased.
        var body: SealedBytes?

        /// Its place in a list.
        var order: (Int64, CaseID) { (columns.dueAt?.milliseconds ?? .max, columns.id) }
    }

    struct Session {
        var record: SessionRecord
        var drafts: [String: SealedDraft] = [:]
        /// In the order of their commits.
        var results: [SealedResult] = []
        var minutes: [SealedWhole.Minutes] = []
        /// The number of its last entry.
        var lastEntry: UInt64 = 0

        var revision: UInt64 { drafts.values.reduce(lastEntry) { $0 + UInt64($1.revision) } }

        func hasResult(of seat: SeatNumber, _ id: CommandID) -> Bool {
            results.contains { $0.seat == seat && $0.commandID == id }
        }
    }

    struct AskedID: Hashable {
        let account: AccountID
        let request: CommandID
    }

    var bureaus: [BureauID: Bureau] = [.main: .first]
    var units: [UnitID: BureauUnit] = [:]
    var lawyers: [LawyerID: Lawyer] = [:]
    var accounts: [AccountID: AccountRecord] = [:]
    var signIns = Kept<[UInt8], SignInRecord>(KeptRow.rows)
    var keys: [CaseID: SealedWhole.Key] = [:]
    /// Of every case, an erased one too.
    var caseIDs: [String: CaseID] = [:]
    /// By what cases are found; without erased ones.
    var marks: [CaseID: Set<MarkDigest>] = [:]
    /// By month; of every case, an erased one too.
    var months: [CaseID: [MonthRow]] = [:]
    /// Erased ones too, which are still counted.
    var cases = Kept<CaseID, CaseRow>(KeptRow.rows)
    struct YearOfBureau: Hashable {
        let bureau: BureauID
        let year: Int
    }

    var numbers = Kept<YearOfBureau, Int>(KeptRow.rows)
    var sessions = Kept<SessionID, Session>(KeptRow.rows)
    var answers = Kept<AskedID, AnsweredRequest>(KeptRow.rows)
    /// Over the rows that are written over, and the log's end (`Keeping`).
    var sums: [UInt8]?
    /// Set where the transaction under way counted these rows anew.
    var isCounted = false
    var journal: [JournalRow] = []
    /// Of the tree over the journal: its edge, its hashes by level, and where each stream stands.
    var edge = EdgeRow(size: 0, hashes: [])
    var hashes: [Int: [TileRow]] = [:]
    var streams: [EntryStream: StreamTip] = [:]

    func key(of id: CaseID) throws(StorageError) -> WrappedKey {
        guard let known = keys[id] else { throw StorageError(.notFound, "no such case") }
        guard let key = known.wrapped else { throw StorageError(.erased, "the case's key was destroyed") }
        return key
    }

    func caseRow(_ id: CaseID) throws(StorageError) -> SealedCase? {
        guard keys[id] != nil else { return nil }
        let key = try key(of: id)
        return cases[id].flatMap { row in
            row.body.map { SealedCase(columns: row.columns, summary: row.summary, body: $0, key: key) }
        }
    }

    func rows<Row>(of id: CaseID, _ rows: [Row]) throws(StorageError) -> SealedRows<Row> {
        SealedRows(key: try key(of: id), rows: Listed(rows: rows))
    }

    func rows<Row>(
        ofSession id: SessionID, _ rows: (Session) -> [Row]
    ) throws(StorageError) -> SealedRows<Row>? {
        guard let session = sessions[id] else { return nil }
        return try self.rows(of: session.record.caseID, rows(session))
    }

    // MARK: Writing

    /// Everything is judged before anything is changed: a refused commit leaves no trace.
    mutating func append(_ commit: SealedCommit) throws(StorageError) -> Committed {
        let caseID = commit.key.caseID
        if commit.caseChange?.expectedVersion != 0, try key(of: caseID) != commit.key {
            throw StorageError(.keyChanged, "the case has another key")
        }
        if let step = commit.caseChange { try judge(step) }
        if let step = commit.sessionChange { try judgeRow(step, of: caseID) }
        if let answer = commit.answering { try judge(answer) }
        if let step = commit.sessionChange { try judge(step) }

        if let step = commit.caseChange { apply(step, commit.key, at: commit.at) }
        if let step = commit.sessionChange { apply(step) }
        if let answer = commit.answering { keep(answer) }
        append(commit.entries, chaining: commit.chaining)
        return Committed(
            caseVersion: commit.caseChange.map { $0.expectedVersion + 1 },
            sessionRevision: commit.sessionChange.flatMap { sessions[$0.id]?.revision })
    }

    mutating func append(_ entries: [UnchainedEntry], chaining: Chaining) {
        let growth = chaining.growth(LogTip(edge: edge, streams: streams), entries)
        for row in growth.rows {
            journal.append(row)
            if case .streamed(let position, _, _) = row.layout {
                streams[row.stream] = StreamTip(count: position, last: .hash(row.hash))
            }
            if let session = row.sessionID { sessions[session]?.lastEntry = row.sequence }
        }
        for row in growth.hashes { hashes[row.level, default: []].append(row) }
        edge = growth.edge
    }

    mutating func destroyKey(
        of id: CaseID, entry: UnchainedEntry, chaining: Chaining
    ) throws(StorageError) {
        guard let known = keys[id] else { throw StorageError(.notFound, "no such case") }
        guard known.wrapped != nil else { return }
        keys[id] = SealedWhole.Key(wrapped: nil, createdAt: known.createdAt, destroyedAt: entry.at)
        if let row = cases[id] { cases[id] = CaseRow(columns: row.columns, summary: nil, body: nil) }
        marks[id] = nil
        for (session, rows) in sessions.rows where rows.record.caseID == id {
            let bare = rows.minutes.map { SealedWhole.Minutes(columns: $0.columns, document: nil) }
            sessions[session] = Session(record: rows.record, minutes: bare, lastEntry: rows.lastEntry)
        }
        for (asked, answer) in answers.rows where answer.caseID == id {
            answers[asked] = answer.withoutDigest
        }
        append([entry], chaining: chaining)
    }

    private func judge(_ step: SealedCaseChange) throws(StorageError) {
        let (id, stored) = (step.columns.id, cases[step.columns.id]?.columns.version ?? 0)
        guard stored == step.expectedVersion, (keys[id] != nil) == (step.expectedVersion > 0) else {
            throw StorageError(.conflict, "the case is at version \(stored)")
        }
        guard caseIDs[step.columns.caseNo, default: id] == id else {
            throw StorageError(.taken, "the case number is in use")
        }
    }

    private func judgeRow(_ step: SealedSessionChange, of caseID: CaseID) throws(StorageError) {
        guard let known = sessions[step.id]?.record ?? step.row, known.caseID == caseID else {
            throw StorageError(.notFound, "no such session of this case")
        }
        let revision = sessions[step.id]?.revision ?? 0
        if let row = step.row, isTaken(row) {
            throw StorageError(.taken, "the session's number exists")
        }
        guard revision == step.expectedRevision else {
            throw StorageError(.conflict, "the session is at revision \(revision)")
        }
    }

    private func isTaken(_ row: SessionRecord) -> Bool {
        sessions.rows.values.contains {
            $0.record.caseID == row.caseID && $0.record.number == row.number && $0.record.id != row.id
        }
    }

    func judge(_ answer: AnsweredRequest) throws(StorageError) {
        guard answers[AskedID(account: answer.account, request: answer.request)] == nil else {
            throw StorageError(.commandRepeated, "the request was answered")
        }
    }

    private func judge(_ step: SealedSessionChange) throws(StorageError) {
        guard let session = sessions[step.id] else { return }
        if let result = step.result, session.hasResult(of: result.seat, result.commandID) {
            throw StorageError(.commandRepeated, "the command's result is stored")
        }
        for draft in step.drafts where draft.revision <= session.drafts[draft.section]?.revision ?? -1 {
            throw StorageError(.conflict, "the draft's revision \(draft.revision) is not new")
        }
        if let version = step.minutes?.columns.version,
            session.minutes.contains(where: { $0.columns.version == version })
        {
            throw StorageError(.taken, "this version of the minutes exists")
        }
    }

    private mutating func apply(_ step: SealedCaseChange, _ key: WrappedKey, at: Instant) {
        var columns = step.columns
        columns.version = step.expectedVersion + 1
        columns.bureau = cases[columns.id]?.columns.bureau ?? columns.bureau
        if let before = cases[columns.id]?.columns.caseNo { caseIDs[before] = nil }
        caseIDs[columns.caseNo] = columns.id
        if keys[columns.id] == nil {
            keys[columns.id] = SealedWhole.Key(wrapped: key, createdAt: at, destroyedAt: nil)
        }
        cases[columns.id] = CaseRow(columns: columns, summary: step.summary, body: step.body)
        if let marks = step.marks { self.marks[columns.id] = marks }
        if let months = step.months { self.months[columns.id] = months }
    }

    private mutating func apply(_ step: SealedSessionChange) {
        guard var session = sessions[step.id] ?? step.row.map({ Session(record: $0) }) else { return }
        if let row = step.row { session.record = row }
        if step.forgetsResults { session.results = [] }
        if let result = step.result {
            session.results.append(
                SealedResult(
                    position: session.results.count + 1, seat: result.seat, commandID: result.commandID,
                    digest: result.digest, result: result.result))
        }
        for draft in step.drafts { session.drafts[draft.section] = draft }
        if let minutes = step.minutes {
            session.minutes.append(
                SealedWhole.Minutes(columns: minutes.columns, document: minutes.document))
        }
        sessions[step.id] = session
    }

    mutating func keep(_ answer: AnsweredRequest) {
        answers[AskedID(account: answer.account, request: answer.request)] = answer
    }
}

extension AnsweredRequest {
    /// What could be guessed by the digest of an erased case's request goes; its id stays.
    fileprivate var withoutDigest: AnsweredRequest {
        AnsweredRequest(
            account: account, request: request, digest: [], caseID: caseID, sessionID: sessionID,
            status: status, at: at)
    }
}
