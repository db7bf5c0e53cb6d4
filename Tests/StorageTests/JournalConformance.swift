import Journal
import Mediation
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct JournalConformance {
    @Test(arguments: Engine.all)
    func `The journal holds from the first entry over all cases, and no payload stands in the open`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            #expect(try await store.head() == nil)
            try await store.put(Sample.newCase(events: ["registered", "accepted"]))
            try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
            try await store.put(Sample.opened())
            let entries = try await store.entries(from: 1, limit: 100)
            #expect(entries.map(\.sequence) == [1, 2, 3, 4])
            #expect(entries.map { $0.caseID?.text ?? "" } == ["c-1", "c-1", "c-2", "c-1"])
            #expect(try await store.head() == entries.last)
            #expect(try await store.entries(from: 3, limit: 1).rows == [entries[2]])
            #expect(try await store.entries(from: 5, limit: 10).isEmpty)
            let check = try await StoreCheck(of: store)
            #expect(check.fault == nil && check.entries == 4)
            for entry in entries {
                #expect(!String(decoding: entry.payload.bytes, as: UTF8.self).contains("payload of"))
            }
        }
    }

    @Test(arguments: Engine.all)
    func `Destroying a key erases the case, leaves the others, and the journal verifies to its end`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
            var commit = Sample.opened()
            commit.sessionChange?.commandResult = try Sample.result("k1")
            commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: 1, text: "x")]
            commit.sessionChange?.minutes = Sample.minutes()
            try await store.put(commit)
            let before = try await store.entries(from: 1, limit: 100)
            try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(99))
            try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(100))

            let session = SessionID("s-1")
            await #expect(throws: StorageError(.erased)) { _ = try await store.caseFile(CaseID("c-1")) }
            await #expect(throws: StorageError(.erased)) { _ = try await store.events(ofCase: CaseID("c-1")) }
            await #expect(throws: StorageError(.erased)) { _ = try await store.events(ofSession: session) }
            await #expect(throws: StorageError(.erased)) { _ = try await store.drafts(ofSession: session) }
            await #expect(throws: StorageError(.erased)) { _ = try await store.minutes(ofSession: session) }
            await #expect(throws: StorageError(.erased)) { try await store.put(Sample.room()) }
            #expect(try await store.session(session) == Sample.session())
            #expect(
                try await store.cases(of: .main, officer: nil, statuses: [], after: nil, limit: 10).cases.map(
                    \.id.text)
                    == [
                        "c-2"
                    ])
            #expect(try await store.events(ofCase: CaseID("c-2")).count == 1)
            await #expect(throws: StorageError(.notFound)) {
                try await store.destroyKey(of: CaseID("c-3"), at: Sample.at(1))
            }

            let entries = try await store.entries(from: 1, limit: 100)
            #expect(Array(entries.prefix(before.count)) == before.rows)
            #expect(entries.dropFirst(before.count).map(\.kind) == ["case.key_destroyed"])
            #expect(try await StoreCheck(of: store).fault == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `All is there after the store was closed and opened again, and a closed store says so`(
        engine: Engine
    ) async throws {
        try await withDirectory { directory in
            let first = try await engine.open(directory)
            try await first.put(Sample.newCase())
            try await first.put(Sample.opened())
            let head = try await first.head()
            try await first.close()
            await #expect(throws: StorageError(.closed)) { try await first.put(Sample.room()) }
            await #expect(throws: StorageError(.closed)) { _ = try await first.head() }
            let second = try await engine.open(directory)
            #expect(try await second.head() == head)
            #expect(try await second.caseFile(CaseID("c-1"))?.body == Sample.caseRecord().body)
            #expect(try await second.put(Sample.room()) == Committed(sessionRevision: 3))
            try await second.close()
        }
    }
}
