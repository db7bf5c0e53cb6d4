import Mediation
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct SessionConformance {
    private let session = SessionID("s-1")

    @Test(arguments: Engine.all)
    func `One commit stores rows, events, drafts, the result and the minutes together`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            var commit = Sample.opened()
            commit.sessionChange?.commandResult = try Sample.result("k1")
            commit.sessionChange?.drafts = [DraftRecord(section: "result", revision: 3, text: "同意赔偿 500 元。")]
            commit.sessionChange?.minutes = Sample.minutes()
            commit.caseChange = CaseChange(
                record: Sample.caseRecord(status: "in_handling"), expectedVersion: 1,
                events: [EventRecord(kind: "case.opened", payload: [1])])
            // The number of the session's entry and the revision of its one draft.
            #expect(
                try await store.commit(commit) == Committed(caseVersion: 2, sessionRevision: 2 + 3))
            #expect(try await store.session(session) == Sample.session())
            #expect(try await store.sessions(ofCase: CaseID("c-1")).rows == [Sample.session()])
            #expect(try await store.openSessions().rows == [Sample.session()])
            #expect(
                try await store.events(ofSession: session).map(\.payload) == [
                    Sample.bytes("payload of created")
                ])
            // What the case notes of it is the case's own.
            #expect(try await store.events(ofCase: CaseID("c-1")).map(\.sessionID) == [nil, session, nil])
            #expect(try await store.drafts(ofSession: session).rows == commit.sessionChange?.drafts)
            #expect(try await store.commandResults(ofSession: session).rows == [try Sample.result("k1")])
            #expect(try await store.minutes(ofSession: session).rows == [Sample.minutes()])
            #expect(try await store.caseFile(CaseID("c-1"))?.status == "in_handling")
            #expect(try await store.caseFile(CaseID("c-1"))?.version == 2)
        }
    }

    @Test(arguments: Engine.all)
    func `The commit that ends a session takes its results along, and no other's`(engine: Engine) async throws
    {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            var first = Sample.opened()
            first.sessionChange?.commandResult = try Sample.result("k1", seat: 2)
            first.sessionChange?.drafts = [DraftRecord(section: "result", revision: 1, text: "x")]
            try await store.put(first)
            var other = Sample.opened(Sample.session("s-2", number: 2))
            other.sessionChange?.commandResult = try Sample.result("k1", seat: 2)
            try await store.put(other)
            var ended = Sample.room(events: ["ended"])
            ended.sessionChange?.commandResult = try Sample.result("k2", seat: 1)
            var summary = Sample.session()
            summary.endedAt = Sample.at(9)
            ended.sessionChange?.summary = summary
            ended.sessionChange?.drafts = [DraftRecord(section: "result", revision: 2, text: "y")]
            // A commit that fails takes nothing along.
            var failing = ended
            failing.caseChange = CaseChange(record: Sample.caseRecord(), expectedVersion: 77)
            await #expect(throws: StorageError(.conflict)) { try await store.put(failing) }
            failing.caseChange = nil
            failing.sessionChange?.drafts = first.sessionChange?.drafts ?? []
            await #expect(throws: StorageError(.conflict)) { try await store.put(failing) }
            #expect(try await store.commandResults(ofSession: session).count == 1)
            try await store.put(ended)
            #expect(try await store.commandResults(ofSession: session).isEmpty)
            #expect(try await store.commandResults(ofSession: SessionID("s-2")).count == 1)
            #expect(try await store.drafts(ofSession: session).count == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `A draft of any length comes back as it was`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            try await store.put(Sample.opened())
            let line = "问：那天晚上是谁先动的手？\n答：是对方推了我一下。\n"
            let texts = [
                "", "x", "好", line, String(repeating: line, count: 300), String(repeating: "𠮷", count: 8000),
            ]
            for (index, text) in texts.enumerated() {
                var commit = Sample.room(events: [])
                commit.sessionChange?.drafts = [
                    DraftRecord(section: "facts", revision: index + 1, text: text)
                ]
                try await store.put(commit)
                #expect(try await store.drafts(ofSession: session).rows == commit.sessionChange?.drafts)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `A repeated command is refused whole, while another seat may use the same id`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            var first = Sample.opened()
            first.sessionChange?.commandResult = try Sample.result("k1", seat: 2)
            try await store.put(first)
            var repeated = Sample.room(events: ["again"])
            repeated.sessionChange?.commandResult = try Sample.result("k1", seat: 2)
            repeated.sessionChange?.drafts = [DraftRecord(section: "result", revision: 1, text: "x")]
            await #expect(throws: StorageError(.commandRepeated)) {
                try await store.put(repeated)
            }
            #expect(try await store.drafts(ofSession: session).isEmpty)
            #expect(try await store.events(ofSession: session).count == 1)
            repeated.sessionChange?.commandResult = try Sample.result("k1", seat: 3)
            try await store.put(repeated)
            #expect(try await store.commandResults(ofSession: session).map(\.seat.rawValue) == [2, 3])
        }
    }

    @Test(arguments: Engine.all)
    func `A draft takes newer revisions alone`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            try await store.put(Sample.opened())
            for (revision, text) in [(1, "a"), (4, "b"), (5, "")] {
                var commit = Sample.room()
                commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: revision, text: text)]
                try await store.put(commit)
            }
            for stale in [4, 5] {
                var commit = Sample.room()
                commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: stale, text: "old")]
                await #expect(throws: StorageError(.conflict)) { try await store.put(commit) }
            }
            #expect(
                try await store.drafts(ofSession: session).rows
                    == [DraftRecord(section: "facts", revision: 5, text: "")])
        }
    }

    @Test(arguments: Engine.all)
    func `An ended session is no longer open, a version of minutes is stored once`(engine: Engine)
        async throws
    {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            try await store.put(Sample.opened())
            var ended = Sample.room(events: ["ended"])
            var summary = Sample.session()
            summary.status = "ended"
            summary.endedAt = Sample.at(60)
            ended.sessionChange?.summary = summary
            ended.sessionChange?.minutes = Sample.minutes()
            try await store.put(ended)
            #expect(try await store.openSessions().isEmpty)
            #expect(try await store.session(session) == summary)
            await #expect(throws: StorageError(.taken)) { try await store.put(ended) }
            var second = Sample.room()
            second.sessionChange?.minutes = Sample.minutes(version: 2)
            try await store.put(second)
            #expect(try await store.minutes(ofSession: session).map(\.version) == [1, 2])
        }
    }

    @Test(arguments: Engine.all)
    func `A commit to an unknown session or case, or to two cases at once, is refused`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            await #expect(throws: StorageError(.notFound)) { try await store.put(Sample.opened()) }
            try await store.put(Sample.newCase())
            try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
            await #expect(throws: StorageError(.notFound)) { try await store.put(Sample.room()) }
            try await store.put(Sample.opened())
            var foreign = Sample.room()
            foreign.caseID = CaseID("c-2")
            await #expect(throws: StorageError(.notFound)) { try await store.put(foreign) }
            var mixed = Sample.room()
            mixed.caseChange = CaseChange(record: Sample.caseRecord("c-2"), expectedVersion: 1)
            await #expect(throws: StorageError(.failed)) { try await store.put(mixed) }
            await #expect(throws: StorageError(.taken)) {
                try await store.put(Sample.opened(Sample.session("s-2")))
            }
            #expect(try await store.events(ofSession: SessionID("unknown")).isEmpty)
        }
    }

    @Test(arguments: Engine.all)
    func `Of many commits at once the bad ones fail alone, and a room's order is kept`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            for number in 1...4 {
                try await store.put(Sample.opened(Sample.session("s-\(number)", number: number)))
            }
            let failures = await withTaskGroup(of: Int.self) { group in
                for number in 1...4 {
                    group.addTask { await Self.commitMany(to: "s-\(number)", number: number, store) }
                }
                return await group.reduce(0, +)
            }
            #expect(failures == 4 * 10)
            for number in 1...4 {
                let kinds = try await store.events(ofSession: SessionID("s-\(number)")).map(\.kind)
                #expect(kinds == ["room.created"] + (0..<50).filter { $0 % 5 != 4 }.map { "room.\($0)" })
            }
            #expect(try await store.head()?.sequence == UInt64(1 + 4 + 4 * 40))
        }
    }

    /// Fifty commits, every fifth a repetition of the command before; returns how many were refused so.
    private static func commitMany(to session: String, number: Int, _ store: any Store) async -> Int {
        var refused = 0
        for index in 0..<50 {
            var commit = Sample.room(Sample.session(session, number: number), events: ["\(index)"])
            commit.sessionChange?.commandResult = try? Sample.result("k\(index % 5 == 4 ? index - 1 : index)")
            do {
                try await store.put(commit)
            } catch {
                refused += (error as? StorageError)?.code == .commandRepeated ? 1 : 1000
            }
        }
        return refused
    }
}
