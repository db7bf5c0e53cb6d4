import Mediation
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct RequestConformance {
    private static func answer(
        _ request: String = "r-1", session: SessionID? = nil, digest: [UInt8] = [1, 2, 3]
    ) -> AnsweredRequest {
        AnsweredRequest(
            account: Sample.officer, request: CommandID(request), digest: digest, caseID: CaseID("c-1"),
            sessionID: session, status: 201, at: Sample.at(9))
    }

    @Test(arguments: Engine.all)
    func `What a request made is known by its account and its id`(engine: Engine) async throws {
        try await engine.withStore { store in
            var commit = Sample.newCase()
            commit.answering = Self.answer()
            try await store.put(commit)
            var room = Sample.opened()
            room.answering = Self.answer("r-2", session: SessionID("s-1"))
            try await store.put(room)
            try await store.keep(Self.answer("r-3"))
            let first = try await store.answered(CommandID("r-1"), of: Sample.officer)
            let second = try await store.answered(CommandID("r-2"), of: Sample.officer)
            #expect(first == Self.answer())
            #expect(second == Self.answer("r-2", session: SessionID("s-1")))
            #expect(try await store.answered(CommandID("r-3"), of: Sample.officer) != nil)
            #expect(try await store.answered(CommandID("r-1"), of: AccountID("a-2")) == nil)
            #expect(try await store.answered(CommandID("r-4"), of: Sample.officer) == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `A failing commit keeps no answer, and an answered request commits nothing`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            var stale = Sample.newCase()
            stale.answering = Self.answer()
            await #expect(throws: StorageError(.conflict)) { try await store.put(stale) }
            #expect(try await store.answered(CommandID("r-1"), of: Sample.officer) == nil)
            try await store.keep(Self.answer())
            await #expect(throws: StorageError(.commandRepeated)) { try await store.keep(Self.answer()) }
            let head = try await store.head()
            var next = Sample.newCase(Sample.caseRecord("c-2"))
            next.answering = Self.answer()
            await #expect(throws: StorageError(.commandRepeated)) { try await store.put(next) }
            var room = Sample.opened()
            room.answering = Self.answer()
            await #expect(throws: StorageError(.commandRepeated)) { try await store.put(room) }
            #expect(try await store.head() == head)
            #expect(try await store.caseFile(CaseID("c-2")) == nil)
            #expect(try await store.session(SessionID("s-1")) == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `Answers of before an instant are forgotten, and a repetition is new`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            try await store.keep(Self.answer("r-1"))
            #expect(try await store.forgetAnswers(before: Sample.at(9)) == 0)
            #expect(try await store.answered(CommandID("r-1"), of: Sample.officer) != nil)
            #expect(try await store.forgetAnswers(before: Sample.at(10)) == 1)
            #expect(try await store.answered(CommandID("r-1"), of: Sample.officer) == nil)
            try await store.keep(Self.answer("r-1"))
            // An erased case is not made again, however late a repetition comes.
            try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(10))
            #expect(try await store.forgetAnswers(before: Sample.at(1000)) == 0)
            #expect(try await store.answered(CommandID("r-1"), of: Sample.officer) != nil)
        }
    }

    @Test(arguments: Engine.all)
    func `Of an erased case the ids stay and the digests go`(engine: Engine) async throws {
        try await engine.withStore { store in
            var commit = Sample.newCase()
            commit.answering = Self.answer()
            try await store.put(commit)
            try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(10))
            #expect(try await store.answered(CommandID("r-1"), of: Sample.officer) == Self.answer(digest: []))
        }
    }
}
