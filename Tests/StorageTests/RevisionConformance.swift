import Mediation
import Storage
import Testing

/// One commit touches a case, a session or both, and each as it was read or not at all.
@Suite(.timeLimit(.minutes(10))) struct RevisionConformance {
    private let session = SessionID("s-1")
    private let caseID = CaseID("c-1")

    private static func step(_ revision: UInt64, _ event: String) -> Commit {
        var commit = Sample.room(events: [event])
        commit.sessionChange?.expectedRevision = revision
        return commit
    }

    private static func draft(_ revision: UInt64, _ text: DraftRecord) -> Commit {
        var commit = Sample.room(events: [])
        commit.sessionChange?.expectedRevision = revision
        commit.sessionChange?.drafts = [text]
        return commit
    }

    @Test(arguments: Engine.all)
    func `Of two owners of a session the second is refused, by an event and by a draft alone`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.commit(Sample.newCase())
            let founded = try await store.commit(Sample.opened()).sessionRevision ?? 0
            #expect(try await store.revision(ofSession: session) == founded && founded > 0)
            let next = try await store.commit(Self.step(founded, "a")).sessionRevision ?? 0
            #expect(next > founded)
            let facts = DraftRecord(section: "facts", revision: 1, text: "x")
            let result = DraftRecord(section: "result", revision: 1, text: "y")
            for stale in [Self.step(founded, "b"), Self.draft(founded, facts), Sample.opened()] {
                await #expect(throws: StorageError(.conflict)) { try await store.commit(stale) }
            }
            let drafted = try await store.commit(Self.draft(next, facts)).sessionRevision ?? 0
            #expect(drafted > next)
            for stale in [Self.step(next, "b"), Self.draft(next, result)] {
                await #expect(throws: StorageError(.conflict)) { try await store.commit(stale) }
            }
            try await store.commit(Self.step(drafted, "c"))
            let kinds = try await store.events(ofSession: session).map(\.kind)
            #expect(kinds == ["room.created", "room.a", "room.c"])
            #expect(try await store.drafts(ofSession: session).rows == [facts])
        }
    }

    @Test(arguments: Engine.all)
    func `A commit on a case and its session changes both or neither, whichever is stale`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.commit(Sample.newCase())
            let revision = try await store.commit(Sample.opened()).sessionRevision ?? 0
            let head = try await store.head()
            for (version, stale) in [(1, revision + 1), (2, revision), (0, revision)] {
                var both = Self.step(stale, "invited")
                both.caseChange = CaseChange(
                    record: Sample.caseRecord(status: "graded"), expectedVersion: version,
                    events: [EventRecord(kind: "case.invited", payload: [1])])
                both.sessionChange?.drafts = [DraftRecord(section: "facts", revision: 1, text: "x")]
                await #expect(throws: StorageError(.conflict)) { try await store.commit(both) }
                #expect(try await store.head() == head)
                #expect(try await store.caseFile(caseID)?.status == "accepted")
                #expect(try await store.drafts(ofSession: session).isEmpty)
            }
            var both = Self.step(revision, "invited")
            both.caseChange = CaseChange(record: Sample.caseRecord(status: "graded"), expectedVersion: 1)
            #expect(
                try await store.commit(both) == Committed(caseVersion: 2, sessionRevision: revision + 1))
            #expect(try await store.caseFile(caseID)?.status == "graded")
        }
    }

    @Test(arguments: Engine.all)
    func `A change of the case is no change of its session`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.commit(Sample.newCase())
            #expect(try await store.revision(ofSession: session) == 0)
            let revision = try await store.commit(Sample.opened()).sessionRevision
            try await store.commit(
                Sample.changed(Sample.caseRecord(), events: [EventRecord(kind: "case.noted", payload: [1])]))
            #expect(try await store.revision(ofSession: session) == revision)
        }
    }
}
