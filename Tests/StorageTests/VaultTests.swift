import Cryptography
import Mediation
import Storage
import Synchronization
import Testing
import Vault

@testable import StorageMemory

/// What lies between records and rows: what is sealed, under which words, and what of keys is believed.
@Suite(.timeLimit(.minutes(10))) struct VaultTests {
    private let caseID = CaseID("c-1")
    private let session = SessionID("s-1")

    /// Two stores on the same rows, each with a vault of its own.
    private func twoStores() -> (SealedStore<MemoryEngine>, SealedStore<MemoryEngine>) {
        let (memory, key) = (MemoryEngine.Memory(), SealingKey())
        let stores = (0..<2).map { _ in SealedStore(over: MemoryEngine(on: memory), masterKey: key) }
        return (stores[0], stores[1])
    }

    private func filled() throws -> Commit {
        var commit = Sample.opened()
        commit.sessionChange?.commandResult = try Sample.result("k1")
        commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: 1, text: "a 事实")]
        commit.sessionChange?.minutes = Sample.minutes()
        return commit
    }

    @Test func `An engine gets rows whose content does not open without the key`() async throws {
        let (store, _) = twoStores()
        try await store.put(Sample.newCase())
        try await store.put(try filled())
        let engine = store.engine
        var sealed = try #require(try await engine.caseRow(caseID)).columns.body
        #expect(sealed.isEmpty)
        sealed += try #require(try await engine.caseRow(caseID)).body.bytes
        sealed += try #require(try await engine.eventRows(ofCase: caseID)).rows.flatMap(\.payload.bytes)
        sealed += try #require(try await engine.draftRows(ofSession: session)).rows
            .flatMap { $0.text?.bytes ?? [] }
        sealed += try #require(try await engine.resultRows(ofSession: session)).rows
            .flatMap { $0.result?.bytes ?? [] }
        let minutes = try #require(try await engine.minutesRows(ofSession: session)).rows
        #expect(minutes.allSatisfy { $0.columns.document.isEmpty })
        sealed += minutes.flatMap(\.document.bytes)
        let plain = [
            Sample.caseRecord().body, Sample.bytes("payload of"), Sample.bytes("a 事实"),
            Sample.bytes("result of"), Sample.minutes().document,
        ]
        for each in plain { #expect(!sealed.contains(each)) }
    }

    /// The words are those of every store there is: a key and five values, sealed by hand.
    @Test func `What is sealed is bound to its place by these words and no others`() async throws {
        let (store, _) = twoStores()
        try await store.put(Sample.newCase())
        try await store.put(try filled())
        let row = try #require(try await store.engine.caseRow(caseID))
        let secret = try AESGCM.open(
            row.key.bytes, key: store.masterKey, associated: Sample.bytes("c-1\0key"))
        let key = try SealingKey(SecretBytes(copying: secret))
        func opened(_ sealed: SealedBytes?, _ words: String) throws -> [UInt8] {
            try AESGCM.open(sealed?.bytes ?? [], key: key, associated: Sample.bytes(words))
        }
        #expect(try opened(row.body, "c-1\0body") == Sample.caseRecord().body)
        let events = try #require(try await store.engine.eventRows(ofSession: session)).rows
        let event = try opened(events.first?.payload, "c-1\0entry\0room.created")
        #expect(event.count == 32 + 18 && event.suffix(18) == Sample.bytes("payload of created")[...])
        let draft = try #require(try await store.engine.draftRows(ofSession: session)).rows.first
        #expect(try opened(draft?.text, "c-1\0draft\0s-1\0facts") == Sample.bytes("a 事实"))
        let result = try #require(try await store.engine.resultRows(ofSession: session)).rows.first
        #expect(try opened(result?.result, "c-1\0result\0s-1\02\0k1") == Sample.bytes("result of k1"))
        let minutes = try #require(try await store.engine.minutesRows(ofSession: session)).rows.first
        #expect(try opened(minutes?.document, "c-1\0minutes\0s-1\01") == Sample.minutes().document)
    }

    @Test func `A key that was destroyed elsewhere seals nothing more, though it was kept`() async throws {
        let (first, second) = twoStores()
        try await first.put(Sample.newCase())
        try await first.put(Sample.opened())
        try await second.destroyKey(of: caseID, at: Sample.at(9))
        let head = try await first.head()
        for _ in 0..<2 {
            await #expect(throws: StorageError(.erased)) { try await first.put(Sample.room()) }
        }
        #expect(try await first.head() == head)
    }

    @Test func `A key that was wrapped anew is read anew, and its values open as before`() async throws {
        let (first, second) = twoStores()
        try await first.put(Sample.newCase())
        try await first.put(Sample.opened())
        let before = try await second.engine.wrappedKey(of: caseID)
        let words = Sample.bytes("c-1\0key")
        let secret = try AESGCM.open(before.bytes, key: first.masterKey, associated: words)
        let again = try AESGCM.seal(secret, key: first.masterKey, associated: words)
        second.engine.replaceKey(WrappedKey(caseID: caseID, bytes: again))
        try await first.put(Sample.room(events: ["after"]))
        #expect(
            try await second.events(ofSession: session).whole().map(\.kind) == ["room.created", "room.after"])
        second.engine.replaceKey(WrappedKey(caseID: caseID, bytes: [1, 2, 3]))
        await #expect(throws: StorageError(.corrupt)) { try await first.put(Sample.room()) }
    }

    @Test(arguments: Engine.all)
    func `No commit that was acknowledged stands behind its case's erasure`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            for number in 1...6 {
                try await store.put(Sample.opened(Sample.session("s-\(number)", number: number)))
            }
            let kept = try await withThrowingTaskGroup(of: [UInt64].self) { group in
                for number in 1...6 {
                    group.addTask { try await Self.commitUntilErased("s-\(number)", in: store) }
                }
                group.addTask {
                    while try await store.head()?.sequence ?? 0 < 20 { await Task.yield() }
                    try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(9))
                    return []
                }
                return try await group.reduce(into: [UInt64]()) { $0 += $1 }
            }
            let entries = try await store.entries(from: 1, limit: 10_000)
            let end = try #require(entries.first { $0.kind == "case.key_destroyed" }).sequence
            #expect(entries.last?.sequence == end && kept.allSatisfy { $0 < end })
            #expect(kept.count == entries.count - 8)
        }
    }

    /// Commits one event after another; returns their numbers.
    private static func commitUntilErased(_ id: String, in store: any Store) async throws -> [UInt64] {
        var kept: [UInt64] = []
        do {
            while kept.count < 500 {
                let revision = try await store.put(Sample.room(Sample.session(id))).sessionRevision
                kept.append(revision ?? 0)
            }
        } catch let error as StorageError {
            #expect(error.code == .erased)
        }
        return kept
    }
}

extension MemoryEngine {
    /// As somebody's hand does in a database.
    fileprivate func replaceKey(_ key: WrappedKey) {
        memory.tables.withLock {
            $0.keys[key.caseID] = SealedWhole.Key(wrapped: key, createdAt: Sample.at(3), destroyedAt: nil)
        }
    }
}
