import Cryptography
import Foundation
import GRDB
import Journal
import Mediation
import Storage
import Testing
import TransparencyLog
import Vault

@testable import StorageSQLite

/// A store of layout 1 is carried over when it is opened (docs/record.md, 7).
@Suite(.timeLimit(.minutes(10))) struct CarryOverTests {
    private static let before = "0009 answers of sessions that are over"

    /// The entries of three cases, one of them with two sessions, as the chain of layout 1 has them.
    static func chained(_ count: Int) -> [JournalEntry] {
        (0..<count).reduce(into: []) { entries, index in
            let session: SessionID? = index % 5 < 2 ? SessionID("s-\(index % 5)") : nil
            entries.append(
                JournalEntry(
                    sequence: UInt64(index + 1), at: Sample.at(Int64(index)),
                    caseID: CaseID("c-\(session == nil ? index % 3 : 0)"), sessionID: session,
                    kind: "case.happened", payload: [UInt8](repeating: 7, count: 40),
                    previous: entries.last?.hash ?? JournalEntry.genesis, hashing: { Digest.sha256($0) }))
        }
    }

    /// A database of before with these entries, carried over or not.
    private static func withJournal(
        _ entries: [JournalEntry], altered sql: String? = nil, isCarriedOver: Bool = true,
        _ body: (SealedStore<SQLiteEngine>) async throws -> Void
    ) async throws {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(queue, upTo: before)
        try await queue.write { db in
            for entry in entries {
                try db.execute(
                    sql: "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        Int64(entry.sequence), entry.at.milliseconds, entry.caseID.text,
                        entry.sessionID?.text, entry.kind, Data(entry.payload), Data(entry.previous),
                        Data(entry.hash),
                    ])
            }
            if let sql {
                try db.execute(sql: "DROP TRIGGER journal_no_update")
                try db.execute(sql: sql)
            }
        }
        if isCarriedOver { try Migrations.migrator.migrate(queue) }
        let engine = SQLiteEngine(queue, lock: nil, foldsLog: false)
        let store = SealedStore(over: engine, masterKey: SealingKey())
        try await body(store)
        try await store.close()
    }

    @Test func `Old entries become the first leaves as they are, and the log says where they end`()
        async throws
    {
        let old = Self.chained(700)
        try await Self.withJournal(old) { store async throws in
            let rows = try await store.entries(from: 1, limit: 1000).whole()
            #expect(rows.prefix(700).map(\.chainedEntry) == old)
            #expect(
                rows.dropFirst(700).map(\.kind) == ["log.begun"] + Array(repeating: "case.counted", count: 3))
            let begun = try #require(rows[700].logEntry)
            #expect(begun.stream == .bureau && begun.position == 1)
            #expect(
                begun.cites == .init(stream: .bureau, count: 700, hash: try #require(Hash(old[699].hash))))
            for row in rows.dropFirst(701) {
                let entry = try #require(row.logEntry)
                let own = old.filter { $0.caseID == row.caseID }
                let hash = own.reduce(Hash.zero) { Hash(left: $0, right: Hash($1.hash) ?? .zero) }
                #expect(entry.cites == .init(stream: entry.stream, count: UInt64(own.count), hash: hash))
                let stream = own.filter { $0.sessionID == nil }
                #expect(entry.position == UInt64(stream.count + 1))
                #expect(entry.previous == Hash(leaf: try #require(stream.last).canonicalBytes))
            }
            let leaves = old.map { Digest.sha256([0] + $0.canonicalBytes) } + rows.dropFirst(700).map(\.hash)
            #expect(try await LogConformance.edgeRoot(store) == LogConformance.root(leaves[...]))
            let check = try await StoreCheck(of: store, expecting: old[333].hash)
            #expect(check.fault == nil && check.entries == 704 && check.hasHead)
            let tree = try #require(try await StoredTree(of: store))
            let proof = try await tree.inclusion(of: 300, in: tree.size)
            #expect(proof.verifies(try #require(Hash(leaves[300])), in: try await tree.checkedEdge().root))
        }
    }

    @Test func `A session of before goes on from its last entry`() async throws {
        let old = Self.chained(300)
        try await Self.withJournal(old) { store async throws in
            let stream = EntryStream.session(SessionID("s-1"), of: CaseID("c-0"))
            let entry = UnchainedEntry(
                at: Sample.at(1), stream: stream, kind: "room.a", payload: SealedBytes([1]),
                content: Hash.zero.bytes)
            try await store.engine.append([entry, entry], chaining: Chain.chaining)
            let own = old.filter { $0.sessionID == SessionID("s-1") }
            let rows = try await store.entries(of: stream, after: 300, limit: 10).whole().compactMap(
                \.logEntry)
            #expect(rows.map(\.position) == [UInt64(own.count + 1), UInt64(own.count + 2)])
            #expect(rows[0].previous == Hash(leaf: try #require(own.last).canonicalBytes))
            #expect(rows[1].previous == rows[0].leaf)
            #expect(try await StoreCheck(of: store).fault == nil)
        }
    }

    @Test(arguments: [
        ("DELETE FROM journal WHERE sequence = 701", "entry 701: gap"),
        ("UPDATE journal SET kind = 'x' WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("UPDATE journal SET kind = 'log.other' WHERE sequence = 701", "entry 701: hash_mismatch"),
        ("DELETE FROM journal WHERE sequence > 703", "case c-1: the record of before is not counted"),
    ])
    func `What is altered of a carried record is found`(sql: String, words: String) async throws {
        try await Self.withJournal(Self.chained(700)) { store async throws in
            try await store.engine.pool.write { db in
                for name in ["update", "delete"] { try db.execute(sql: "DROP TRIGGER journal_no_\(name)") }
                try db.execute(sql: sql)
            }
            #expect(try await StoreCheck(of: store).fault == words)
        }
    }

    @Test func `A store of before that is only looked at is verified as it is`() async throws {
        let old = Self.chained(20)
        try await Self.withJournal(old, isCarriedOver: false) { store async throws in
            let check = try await StoreCheck(of: store)
            #expect(check.fault == nil && check.entries == 20 && check.head == old[19].hash)
            #expect(try await store.treeEdge() == nil)
            #expect(try await StoredTree(of: store).map { _ in true } == nil)
        }
    }

    @Test func `A damaged entry is carried over with the rest, and found`() async throws {
        let sql = "UPDATE journal SET hash = x'00' WHERE sequence = 20"
        try await Self.withJournal(Self.chained(20), altered: sql) { store async throws in
            #expect(try await store.entries(from: 1, limit: 100).unreadable.map(\.id) == ["20"])
            #expect(try await StoreCheck(of: store).fault == "entry 20: hash can't be read")
            #expect(try await store.head()?.kind == "case.counted")
        }
    }

    @Test func `A store without entries has nothing to carry over`() async throws {
        try await Self.withJournal([]) { store async throws in
            #expect(try await store.treeEdge() == EdgeRow(size: 0, hashes: []))
            #expect(try await store.head() == nil)
            #expect(try await StoreCheck(of: store).isEmpty)
        }
    }
}
