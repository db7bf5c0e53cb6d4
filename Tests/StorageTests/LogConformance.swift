import Cryptography
import Journal
import Mediation
import Storage
import Testing
import TransparencyLog
import Vault

/// What every engine keeps of the log (docs/record.md, 2 to 4).
@Suite(.timeLimit(.minutes(10))) struct LogConformance {
    private let caseID = CaseID("c-1")

    /// MTH of RFC 6962, 2.1, written from the definition.
    static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        if leaves.isEmpty { return Digest.sha256([]) }
        if leaves.count == 1, let leaf = leaves.first { return leaf }
        var left = 1
        while left * 2 < leaves.count { left *= 2 }
        let middle = leaves.startIndex + left
        return Digest.sha256([1] + root(leaves[..<middle]) + root(leaves[middle...]))
    }

    static func edgeRoot(_ store: any Store) async throws -> [UInt8]? {
        guard let row = try await store.treeEdge() else { return nil }
        return TreeEdge(size: row.size, bytes: row.hashes)?.root.bytes
    }

    private static func positions(_ rows: [JournalRow]) -> [UInt64] {
        rows.compactMap { if case .streamed(let position, _, _) = $0.layout { position } else { nil } }
    }

    @Test(arguments: Engine.all)
    func `Two sessions of a case and the case itself have a chain each, whatever was written between`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase(events: ["registered", "accepted"]))
            let sessions = (1...2).map { Sample.session("s-\($0)", number: $0) }
            for session in sessions { try await store.put(Sample.opened(session)) }
            try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
            for event in ["a", "b"] {
                for session in sessions { try await store.put(Sample.room(session, events: [event])) }
            }
            try await store.put(
                Sample.changed(Sample.caseRecord(), events: [EventRecord(kind: "case.noted", payload: [])]))
            let own = try await store.entries(of: .petition(caseID), after: 0, limit: 10).whole()
            #expect(Self.positions(own) == [1, 2, 3])
            #expect(own.map(\.kind) == ["case.registered", "case.accepted", "case.noted"])
            var streams = [own]
            for session in sessions {
                let stream = EntryStream.session(session.id, of: caseID)
                let rows = try await store.entries(of: stream, after: 0, limit: 10).whole()
                #expect(rows.map(\.kind) == ["room.created", "room.a", "room.b"])
                #expect(Self.positions(rows) == [1, 2, 3])
                #expect(
                    try await store.entries(of: stream, after: rows[0].sequence, limit: 1).rows == [rows[1]])
                streams.append(rows)
            }
            for rows in streams {
                #expect(rows.map(\.previous) == [Hash.zero.bytes] + rows.dropLast().map(\.hash))
                for row in rows { #expect(row.logEntry?.leaf.bytes == row.hash) }
            }
            let leaves = try await store.entries(from: 1, limit: 100).whole().map(\.hash)
            #expect(leaves.count == 10)
            #expect(try await Self.edgeRoot(store) == Self.root(leaves[...]))
            let check = try await StoreCheck(of: store)
            #expect(check.fault == nil && check.head == Self.root(leaves[...]))
        }
    }

    @Test(arguments: Engine.all)
    func `What is sealed is salt and payload, and the entry has the digests of both forms`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase(events: ["registered", "registered"]))
            let rows = try await store.entries(from: 1, limit: 10).whole()
            var contents: Set<[UInt8]> = []
            for row in rows {
                let entry = try #require(row.logEntry)
                let content = try #require(try await Self.content(of: row, in: store))
                #expect(content.dropFirst(32) == Sample.bytes("payload of registered")[...])
                #expect(entry.content.bytes == Digest.sha256(content))
                #expect(entry.sealed.bytes == Digest.sha256(row.payload.bytes))
                #expect(LogEntry(canonicalBytes: try #require(row.canonicalBytes)) == entry)
                contents.insert(content)
            }
            #expect(contents.count == 2)
        }
    }

    @Test(arguments: Engine.all)
    func `A case's entries at a session's launch and end cite what the session had then`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            let session = SessionID("s-1")
            func both(_ event: String, _ kind: String, from version: Int) -> Commit {
                var commit = Sample.opened()
                commit.sessionChange?.events = [EventRecord(kind: event, payload: [1])]
                commit.caseChange = CaseChange(
                    record: Sample.caseRecord(), expectedVersion: version,
                    events: [EventRecord(kind: kind, payload: [2], cites: session)])
                return commit
            }
            try await store.put(Sample.newCase())
            try await store.put(both("room.created", "case.session_launched", from: 1))
            try await store.put(Sample.room(events: ["a", "b"]))
            try await store.put(both("room.ended", "case.session_ended", from: 2))
            try await store.put(Sample.room(events: ["late"]))
            let stream = EntryStream.session(session, of: caseID)
            let rows = try await store.entries(of: stream, after: 0, limit: 10).whole()
            let own = try await store.entries(of: .petition(caseID), after: 0, limit: 10).whole()
            let cited = own.map { $0.logEntry?.cites }
            #expect(
                cited == [
                    nil, .init(stream: stream, count: 1, hash: try #require(Hash(rows[0].hash))),
                    .init(stream: stream, count: 4, hash: try #require(Hash(rows[3].hash))),
                ])
            #expect(try await StoreCheck(of: store).fault == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `Commits that come together see each other's tips, and every proof out of the store holds`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            let sessions = (1...20).map { Sample.session("s-\($0)", of: "c-\($0 % 4 + 1)", number: $0) }
            for number in 1...4 { try await store.put(Sample.newCase(Sample.caseRecord("c-\(number)"))) }
            for session in sessions { try await store.put(Sample.opened(session)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for session in sessions {
                    group.addTask {
                        for step in 0..<15 {
                            try await store.put(Sample.room(session, events: ["a\(step)", "b\(step)"]))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await StoreCheck(of: store).fault == nil)
            let leaves = try await store.entries(from: 1, limit: 10_000).whole().map(\.hash)
            #expect(leaves.count == 4 + 20 + 600)
            for session in sessions {
                let stream = EntryStream.session(session.id, of: session.caseID)
                let rows = try await store.entries(of: stream, after: 0, limit: 100).whole()
                #expect(Self.positions(rows) == Array(1...31))
            }
            try await Self.prove(store, leaves)
        }
    }

    /// Every entry in the tree of today, and that tree after older ones.
    private static func prove(_ store: any Store, _ leaves: [[UInt8]]) async throws {
        let tree = try #require(try await StoredTree(of: store))
        let edge = try await tree.checkedEdge()
        let root = try #require(Hash(Self.root(leaves[...])))
        #expect(edge.root == root && tree.size == UInt64(leaves.count))
        for index in stride(from: 0, to: leaves.count, by: 13) {
            let proof = try await tree.inclusion(of: UInt64(index), in: tree.size)
            #expect(proof.verifies(try #require(Hash(leaves[index])), in: root), "\(index)")
        }
        for older in [1, 255, 256, 257, 511, 512, 600, leaves.count] {
            let proof = try await tree.consistency(from: UInt64(older), to: tree.size)
            let before = try #require(Hash(Self.root(leaves[..<older])))
            #expect(proof.verifies(from: before, to: root), "\(older)")
            #expect(try await tree.edge(at: UInt64(older)).root == before)
        }
    }

    @Test(arguments: Engine.all)
    func `An erased case stays proven to its last entry, and nothing of it is told`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
            try await store.put(Sample.opened())
            let before = try await store.entries(from: 1, limit: 100).whole()
            try await store.destroyKey(of: caseID, at: Sample.at(99))
            let rows = try await store.entries(from: 1, limit: 100).whole()
            #expect(Array(rows.prefix(3)) == before && rows.count == 4)
            let last = try #require(rows.last?.logEntry)
            #expect(last.kind == "case.key_destroyed" && last.position == 2)
            #expect(last.previous.bytes == before[0].hash)
            #expect(try await StoreCheck(of: store).fault == nil)
            let tree = try #require(try await StoredTree(of: store))
            let root = try await tree.checkedEdge().root
            for row in rows where row.caseID == caseID {
                let proof = try await tree.inclusion(of: row.sequence - 1, in: tree.size)
                #expect(proof.verifies(try #require(row.leaf), in: root))
                #expect(try await Self.content(of: row, in: store) == nil)
            }
            let other = try #require(rows.first { $0.caseID == CaseID("c-2") })
            #expect(try await Self.content(of: other, in: store)?.count == 32 + 21)
        }
    }

    @Test(arguments: Engine.all)
    func `The bureau's own events have their stream, sealed and in the one tree`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            try await store.note(
                [
                    EventRecord(kind: "account.added", payload: Sample.bytes("G007")),
                    EventRecord(kind: "account.disabled", payload: []),
                ], at: Sample.at(5))
            try await store.put(Sample.opened())
            try await store.note(
                [EventRecord(kind: "account.enabled", payload: [7])], at: Sample.at(6))
            let rows = try await store.entries(of: .bureau, after: 0, limit: 10).whole()
            #expect(rows.map(\.sequence) == [2, 3, 5] && Self.positions(rows) == [1, 2, 3])
            #expect(!rows[0].payload.bytes.contains(Sample.bytes("G007")))
            let events = try await store.bureauEvents().whole()
            #expect(events.map(\.kind) == ["account.added", "account.disabled", "account.enabled"])
            #expect(events.map(\.payload) == [Sample.bytes("G007"), [], [7]])
            #expect(try await store.events(ofCase: caseID).count == 2)
            #expect(try await StoreCheck(of: store).fault == nil)
        }
    }

    /// What the vault opens of an entry, whichever engine it stands on.
    private static func content(of row: JournalRow, in store: any Store) async throws -> [UInt8]? {
        try await (store as? any ContentStore)?.content(of: row)
    }
}

/// The vault's verb, which is no part of `Store`.
private protocol ContentStore: Sendable {
    func content(of row: JournalRow) async throws -> [UInt8]?
}

extension SealedStore: ContentStore {}
