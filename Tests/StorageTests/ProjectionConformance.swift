import Cryptography
import Journal
import Mediation
import Storage
import Testing

/// Rows beside the entries that they are made of, as every engine reads them at one moment, puts them in place of what stands, and
/// sums up those that no entry tells of.
@Suite(.timeLimit(.minutes(10))) struct ProjectionConformance {
    private static let one = CaseID("c-1")
    private static let session = SessionID("s-1")

    /// Two cases; the first has two talks with drafts, an answer and minutes.
    private static func fill(_ store: any ProjectionStore) async throws {
        try await store.add(Sample.account())
        var record = Sample.caseRecord("c-1", due: 50)
        record.summary = Sample.bytes("line of c-1")
        var commit = Sample.newCase(record, events: ["registered", "accepted"])
        commit.caseChange?.marks = Set(SearchMark.marks(ofName: "霍星野"))
        try await store.put(commit)
        try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
        for number in 1...2 {
            try await store.put(Sample.opened(Sample.session("s-\(number)", number: number)))
        }
        for revision in 1...3 {
            var step = SessionChange(id: session, expectedRevision: 0)
            step.drafts = [
                DraftRecord(section: "result", revision: revision, text: "经过 \(revision)"),
                DraftRecord(section: "petitioner", revision: revision, text: "问：\(revision)"),
            ]
            step.commandResult = try Sample.result("k-\(revision)")
            if revision == 3 { step.minutes = Sample.minutes() }
            try await store.put(Commit(caseID: one, at: Sample.at(8), sessionChange: step))
        }
        try await store.keep(answer("r-1"))
    }

    private static func answer(_ request: String, of id: CaseID = one) -> AnsweredRequest {
        AnsweredRequest(
            account: Sample.officer, request: CommandID(request), digest: Digest.sha256(Array(request.utf8)),
            caseID: id, sessionID: session, status: 200, at: Sample.at(9))
    }

    private static func whole(_ id: CaseID, in store: any ProjectionStore) async throws -> CaseWhole {
        try await store.whole(try #require(try await store.history().first { $0.id == id }))
    }

    @Test(arguments: Engine.all)
    func `Every case of the journal is told in its order, with its sessions`(engine: Engine) async throws {
        try await engine.withStore { store in
            #expect(try await store.history().isEmpty)
            try await Self.fill(store)
            try await store.destroyKey(of: CaseID("c-2"), at: Sample.at(30))
            let history = try await store.history()
            #expect(
                history.rows == [
                    CaseHistory(id: Self.one, sessions: [Self.session, SessionID("s-2")]),
                    CaseHistory(id: CaseID("c-2"), sessions: []),
                ])
            #expect(history.unreadable.isEmpty)
        }
    }

    @Test(arguments: Engine.all)
    func `All that stands of a case is read, and what is left of it once it is erased`(engine: Engine)
        async throws
    {
        try await engine.withStore { store in
            try await Self.fill(store)
            let stands = try await Self.whole(Self.one, in: store)
            #expect(stands.key == .opens && stands.unreadable.isEmpty)
            #expect(
                stands.keyRow?.createdAt == Sample.at(3) && stands.keyRow?.destroyedAt == nil)
            #expect(
                stands.events.map(\.kind)
                    == ["case.registered", "case.accepted", "room.created", "room.created"])
            #expect(stands.events.map(\.sessionID) == [nil, nil, Self.session, SessionID("s-2")])
            let file = try #require(stands.file)
            #expect(file.columns.version == 1 && file.columns.dueAt == Sample.at(50))
            #expect(file.columns.body.isEmpty && file.body.bytes == Sample.bytes("张三的信访事项"))
            #expect(file.summary.bytes == Sample.bytes("line of c-1"))
            #expect(stands.marks == store.digests(of: Set(SearchMark.marks(ofName: "霍星野"))))
            let talk = try #require(stands.sessions.first)
            #expect(talk.row == Sample.session() && stands.sessions.count == 2)
            #expect(talk.drafts.map(\.section) == ["petitioner", "result"])
            #expect(talk.drafts.map(\.text) == ["问：3", "经过 3"])
            #expect(talk.results.map(\.commandID.text) == ["k-1", "k-2", "k-3"])
            #expect(talk.minutes.map { $0.document.bytes } == [Sample.minutes().document])
            #expect(stands.answers == [Self.answer("r-1")])
            // As when a server launched both after the history was read.
            let earlier = try await store.whole(CaseHistory(id: Self.one, sessions: []))
            #expect(earlier.sessions.map(\.id) == stands.sessions.map(\.id))
            #expect(earlier.events.rows == stands.events.rows)

            try await store.destroyKey(of: Self.one, at: Sample.at(30))
            let gone = try await Self.whole(Self.one, in: store)
            #expect(gone.key == .destroyed && gone.keyRow?.destroyedAt == Sample.at(30))
            #expect(gone.file?.columns == file.columns)
            #expect(gone.file?.summary == .absent && gone.file?.body == .absent)
            #expect(gone.events.count == 5 && gone.events.allSatisfy { $0.payload.isEmpty })
            #expect(gone.marks.isEmpty && gone.answers.map(\.digest) == [[]])
            let left = try #require(gone.sessions.first)
            #expect(left.row == Sample.session() && left.drafts.isEmpty && left.results.isEmpty)
            #expect(left.minutes.map(\.document) == [.absent])
            #expect(left.minutes.map(\.columns.digest) == [Sample.minutes().digest])
        }
    }

    @Test(arguments: Engine.all)
    func `Rows are put in place of those that stand, and lists and searches follow`(engine: Engine)
        async throws
    {
        try await engine.withStore { store in
            try await Self.fill(store)
            // The second case was stored without its line.
            #expect(try await store.casesWithoutSummary() == [CaseID("c-2")])
            var record = Sample.caseRecord("c-2", status: "archived", due: 10)
            record.caseNo = "XF-made-anew"
            record.version = 4
            record.summary = Sample.bytes("line of c-2")
            try await store.replace(
                ProjectedRows(
                    caseID: record.id, record: record, marks: Set(SearchMark.marks(ofName: "贺长风")),
                    months: [],
                    sessions: [], minutes: [], minutesOf: []))
            #expect(try await store.casesWithoutSummary().isEmpty)
            #expect(try await store.caseFile(caseNo: "XF-made-anew") == record)
            #expect(try await store.caseFile(caseNo: "XF-c-2") == nil)
            let page = try await store.cases(
                of: .main, officer: nil, statuses: [], after: nil, limit: 9)
            #expect(page.cases.map(\.id.text) == ["c-2", "c-1"])
            let found = try await store.cases(
                of: .main, officer: nil, matching: CaseSearch(typed: "贺长风").alternatives, limit: 9)
            #expect(found.map(\.id.text) == ["c-2"])
            // The case goes on from there.
            var next = record
            next.status = "closed"
            #expect(try await store.put(Sample.changed(next, from: 4)).caseVersion == 5)

            var ended = Sample.session()
            ended.status = "ended"
            ended.endedAt = Sample.at(40)
            let minutes = Sample.minutes(version: 2)
            try await store.replace(
                ProjectedRows(
                    caseID: Self.one, record: nil, marks: [], months: [], sessions: [ended],
                    minutes: [minutes],
                    minutesOf: [Self.session]))
            #expect(try await store.session(Self.session) == ended)
            #expect(try await store.minutes(ofSession: Self.session).rows == [minutes])
            let drafts = try await store.drafts(ofSession: Self.session)
            #expect(drafts.map(\.revision) == [3, 3])
            #expect(try await store.strays().isEmpty)
            #expect(try await store.removeStrays() == 0)
        }
    }

    /// The rows as they were written; with how many entries they were counted as they stood.
    private static func counted(_ store: any ProjectionStore, _ words: Comment? = nil) async throws -> (
        rows: Int, at: UInt64
    )? {
        let found = try await store.keptRows(of: [])
        guard case .asWritten(let rows, let countedAt) = found else {
            Issue.record("\(found) \(words ?? "")")
            return nil
        }
        return (rows, countedAt)
    }

    @Test(arguments: Engine.all)
    func `What is written over is summed up through every verb, refused ones too`(engine: Engine) async throws
    {
        try await engine.withStore { store in
            try await Self.fill(store)
            let before = try #require(try await Self.counted(store)).rows
            let signIns = (1...3).map { number in
                SignInRecord(
                    tokenDigest: Digest.sha256([UInt8(number)]), accountID: Sample.officer,
                    createdAt: Sample.at(1), expiresAt: Sample.at(Int64(number) * 100),
                    lastSeenAt: Sample.at(1))
            }
            for signIn in signIns { try await store.add(signIn) }
            #expect(try await Self.counted(store, "signed in")?.rows == before + 3)
            try await store.touch(
                tokenDigest: signIns[0].tokenDigest, seenAt: Sample.at(50), expiresAt: Sample.at(150))
            try await store.removeSignIn(tokenDigest: signIns[1].tokenDigest)
            _ = try await store.removeExpiredSignIns(now: Sample.at(200))
            #expect(try await Self.counted(store, "signed out")?.rows == before + 1)
            try await store.setPassword(of: Sample.officer, hash: "$scrypt$new")
            #expect(try await Self.counted(store, "another password")?.rows == before)
            _ = try await store.nextCaseNumber(of: .main, year: 2026)
            _ = try await store.nextCaseNumber(of: .main, year: 2026)
            #expect(try await Self.counted(store, "numbers")?.rows == before + 1)
            await #expect(throws: StorageError.self) { try await store.keep(Self.answer("r-1")) }
            var repeated = SessionChange(
                id: Self.session, expectedRevision: try await store.revision(ofSession: Self.session))
            repeated.drafts = [DraftRecord(section: "result", revision: 9, text: "不会留下")]
            repeated.commandResult = try Sample.result("k-1")
            let commit = Commit(caseID: Self.one, at: Sample.at(9), sessionChange: repeated)
            await #expect(throws: StorageError.self) { try await store.commit(commit) }
            #expect(try await Self.counted(store, "refused")?.rows == before + 1)
            _ = try await store.forgetAnswers(before: Sample.at(10))
            #expect(try await Self.counted(store, "an answer forgotten")?.rows == before)
            try await store.destroyKey(of: Self.one, at: Sample.at(60))
            #expect(try await Self.counted(store, "erased")?.rows == before - 5)
            var over = Sample.room(Sample.session("s-9", of: "c-2"))
            over.sessionChange?.summary = Sample.session("s-9", of: "c-2")
            try await store.put(over)
            #expect(try await Self.counted(store, "a talk")?.rows == before - 5)
        }
    }

    @Test(arguments: Engine.all)
    func `Rows are counted as they stand when that is asked for, and an entry says so`(engine: Engine)
        async throws
    {
        try await engine.withStore { store in
            try await Self.fill(store)
            let before = try #require(try await Self.counted(store))
            #expect(before.at == 0)
            try await store.countKeptRows()
            let head = try #require(try await store.head())
            #expect(head.kind == LogKind.rowsCounted && head.stream == .bureau)
            let after = try #require(try await Self.counted(store))
            #expect(after.at == head.sequence && after.rows == before.rows)
            _ = try await store.nextCaseNumber(of: .main, year: 2026)
            #expect(try await Self.counted(store)?.at == after.at)
        }
    }
}
