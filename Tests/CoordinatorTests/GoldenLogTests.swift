import Cryptography
import Foundation
import Journal
import Mediation
import Records
import Storage
import StorageSQLite
import Testing
import TransparencyLog
import Vault

@testable import Coordinator

/// The first store of layout 2: fifteen talks of two, played over sockets to their end, one of them erased. Its record is what
/// it was then, to the root of the tree, and goes on.
@Suite(.timeLimit(.minutes(10))) struct GoldenLogTests {
    /// The store's master key. It opens the invented people beside this file and nothing else.
    private static let key = "8f9410bd49e6f45f2b0b7e048a67443480f3facb3ee40f5e540744da2fb81d3e"
    /// What was verified of it then.
    private static let root = "1ec1e236c377c91449bd7e3324fb5302621b437f12bd036896886f6b9870046e"
    private static let entries: UInt64 = 271

    private static func opened(_ body: (SQLiteStore) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "trialogue-golden-" + SecureRandom.identifier()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let database = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("GoldenStoreLayout2/trialogue.sqlite")
        let files = [
            "trialogue.sqlite": try Data(contentsOf: database),
            "master.key": Data(try #require(Hex.decode(key))),
        ]
        for (name, bytes) in files {
            FileManager.default.createFile(
                atPath: folder + "/" + name, contents: bytes, attributes: [.posixPermissions: 0o600])
        }
        let store = try await SQLiteStore.open(directory: folder, creating: false)
        try await body(store)
        try await store.close()
    }

    /// What is told of the entries of then, whatever a later program has added to the store since.
    private static func check(_ store: SQLiteStore) async throws {
        let check = try await StoreCheck(of: store, noting: [entries])
        #expect(check.fault == nil && check.documents == 14)
        #expect(check.tree.root(at: entries).map { Hex.encode($0.bytes) } == root)
    }

    @Test func `the record of layout 2 is what it was then`() async throws {
        try await Self.opened { store async throws in
            try await Self.check(store)
            let tree = try #require(try await StoredTree(of: store))
            #expect(Hex.encode(try await tree.edge(at: Self.entries).root.bytes) == Self.root)
            await #expect(throws: StorageError(.erased)) {
                try await store.caseFile(caseNo: "青信〔2026〕0002")
            }
        }
    }

    @Test func `each case and each talk of it is what its events make, and the case cites the talk`()
        async throws
    {
        try await Self.opened { store in
            let page = try await store.cases(of: .main, officer: nil, statuses: [], after: nil, limit: 50)
            #expect(page.cases.unreadable.isEmpty && page.cases.count == 14)
            for line in page.cases {
                let record = try #require(try await store.caseFile(line.id))
                let events = try await store.events(ofCase: record.id).whole()
                    .filter { $0.kind.hasPrefix(CaseEvent.storedPrefix) }
                    .map { try CaseEvent(kind: $0.kind, payload: $0.payload) }
                #expect(try CaseCodec().open(record).file == CaseFile(folding: events))
                let session = try #require(try await store.sessions(ofCase: record.id).whole().first)
                #expect(try await RoomCodec().room(of: session.id, in: store).phase == .ended)
                let stream = EntryStream.session(session.id, of: record.id)
                let talk = try await store.entries(of: stream, after: 0, limit: 100).whole()
                let own = try await store.entries(of: .petition(record.id), after: 0, limit: 100).whole()
                let cited = own.compactMap { $0.logEntry?.cites }
                #expect(cited.map(\.stream) == [stream, stream])
                #expect(cited.last?.count == UInt64(talk.count))
                #expect(cited.last?.hash.bytes == talk.last?.hash)
            }
        }
    }

    @Test func `the record of layout 2 goes on, and what was signed then is its beginning`() async throws {
        try await Self.opened { store in
            let codec = CaseCodec()
            let opened = try codec.open(
                try #require(try await store.caseFile(caseNo: "青信〔2026〕0001")))
            let event = CaseEvent(
                at: opened.file.updatedAt, by: nil, change: .handling(.noted(text: "下周再谈", unit: nil)))
            try await store.commit(try codec.step(opened, [event]).commit(at: event.at))
            try await Self.check(store)
            let tree = try #require(try await StoredTree(of: store))
            let proof = try await tree.consistency(from: Self.entries, to: tree.size)
            let before = try #require(Hex.decode(Self.root).flatMap { Hash($0) })
            #expect(tree.size > Self.entries)
            #expect(proof.verifies(from: before, to: try await tree.checkedEdge().root))
        }
    }
}
