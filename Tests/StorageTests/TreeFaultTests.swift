import Foundation
import GRDB
import Journal
import Mediation
import Storage
import Testing
import TransparencyLog
import Vault

@testable import StorageSQLite

/// What SQLite keeps of the tree: it stands or falls with its entries, and what a hand has altered is found.
@Suite(.timeLimit(.minutes(10))) struct TreeFaultTests {
    private static func filled(_ directory: String, entries: Int = 300) async throws -> SQLiteStore {
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        try await store.put(Sample.newCase())
        try await store.put(Sample.opened())
        for part in stride(from: 2, to: entries, by: 100) {
            let count = min(100, entries - part)
            try await store.put(Sample.room(events: (0..<count).map { "e\($0)" }))
        }
        return store
    }

    private static func alter(_ store: SQLiteStore, _ sql: String) async throws {
        try await store.engine.pool.write { db in
            let triggers = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            for name in triggers { try db.execute(sql: "DROP TRIGGER \(name)") }
            try db.execute(sql: sql)
            try #require(db.changesCount > 0)
        }
    }

    @Test(arguments: [
        ("UPDATE tree_hash SET hash = randomblob(32)", "the tree's hash 0 of level 1"),
        ("UPDATE tree_hash SET hash = x'00'", "tree_hash 1/0: hash can't be read"),
        ("DELETE FROM tree_hash", "the tree's hash 0 of level 1"),
        ("INSERT INTO tree_hash VALUES (1, 1, randomblob(32))", "the tree's hash 1 of level 1"),
        ("UPDATE tree_edge SET hashes = randomblob(length(hashes))", "the tree's edge is not"),
        ("UPDATE tree_edge SET size = size - 1", "the tree's edge is not"),
        ("UPDATE tree_edge SET size = 0, hashes = x''", "there are 300 entries, and the tree tells of 0"),
        ("UPDATE tree_edge SET size = 301", "and the tree tells of 301"),
        ("DELETE FROM tree_edge", "the tree's edge is missing"),
        ("UPDATE tree_edge SET hashes = 'text' WHERE 0 OR size", "tree_edge 1: hashes can't be read"),
        ("UPDATE journal SET hash = randomblob(32) WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("UPDATE journal SET previous = randomblob(32) WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("UPDATE journal SET content = randomblob(32) WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("UPDATE journal SET payload = randomblob(60) WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("UPDATE journal SET position = position + 1 WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("UPDATE journal SET position = NULL, content = NULL WHERE sequence = 40", "entry 40: layout"),
        ("UPDATE journal SET cites = x'00' WHERE sequence = 40", "entry 40: can't be read"),
        ("UPDATE journal SET session_id = 's-2' WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("UPDATE journal SET case_id = '', session_id = NULL WHERE sequence = 40", "entry 40: hash_mismatch"),
        ("DELETE FROM journal WHERE sequence = 40", "entry 40: gap"),
        ("DELETE FROM journal WHERE sequence > 290", "there are 290 entries, and the tree tells of 300"),
    ])
    func `What was altered is found, and where`(sql: String, words: String) async throws {
        try await withDirectory { directory in
            let store = try await Self.filled(directory)
            #expect(try await StoreCheck(of: store).fault == nil)
            // Types are what a hand alters too.
            let loose = sql.contains("'text'") ? "PRAGMA ignore_check_constraints = ON;" : ""
            if loose.isEmpty { try await Self.alter(store, sql) } else { try await Self.loosen(store, sql) }
            let fault = try await StoreCheck(of: store).fault
            #expect(fault?.contains(words) == true, "\(sql): \(fault ?? "nothing")")
            try await store.close()
        }
    }

    /// STRICT tables take no other type; a damaged page gives one.
    private static func loosen(_ store: SQLiteStore, _ sql: String) async throws {
        try await store.engine.pool.write { db in
            try db.execute(
                sql: """
                    DROP TABLE tree_edge;
                    CREATE TABLE tree_edge (one INTEGER PRIMARY KEY, size INTEGER, hashes);
                    INSERT INTO tree_edge VALUES (1, 300, x'');
                    """)
            try db.execute(sql: sql)
        }
    }

    @Test func `The entries of the tail cut with the tree made anew are found by the checkpoint alone`()
        async throws
    {
        try await withDirectory { directory in
            let store = try await Self.filled(directory)
            let kept = try await LogConformance.edgeRoot(store)
            try await Self.alter(store, "DELETE FROM journal WHERE sequence > 290")
            let shorter = try await StoredTree(of: store)?.edge(at: 290)
            let hashes = try #require(shorter).bytes
            try await store.engine.pool.write { db in
                try db.execute(
                    sql: "UPDATE tree_edge SET size = 290, hashes = ?", arguments: [Data(hashes)])
            }
            let check = try await StoreCheck(of: store, expecting: kept, noting: [300])
            #expect(check.fault == nil && check.entries == 290)
            #expect(!check.hasHead && check.tree.root(at: 300) == nil)
            try await store.close()
        }
    }

    @Test func `A session's tail cut is found by what its case cites`() async throws {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            try await store.put(Sample.newCase())
            try await store.put(Sample.opened())
            try await store.put(Sample.room(events: ["a", "b"]))
            let cited = EventRecord(kind: "case.session_ended", payload: [], cites: SessionID("s-1"))
            try await store.put(Sample.changed(Sample.caseRecord(), events: [cited]))
            // The last of the session is made a case's and all that follows right again: only its stream is shorter.
            try await store.engine.pool.write { db in
                try db.execute(sql: "DROP TRIGGER journal_no_update")
                let last = try Row.fetchOne(db, sql: "SELECT * FROM journal WHERE sequence = 4")
                let row = try JournalRows.entry(try #require(last))
                let entry = try #require(row.logEntry)
                let moved = LogEntry(
                    stream: .bureau, position: 1, at: entry.at, kind: entry.kind, sealed: entry.sealed,
                    content: entry.content, previous: .zero)
                try db.execute(
                    sql: """
                        UPDATE journal SET case_id = '', session_id = NULL, position = 1, previous = ?, hash = ?
                        WHERE sequence = 4
                        """, arguments: [Data(Hash.zero.bytes), Data(moved.leaf.bytes)])
            }
            #expect(try await StoreCheck(of: store).fault == "entry 5: citation")
            try await store.close()
        }
    }

    /// Each table that a commit writes, before and after, and with each way in which SQLite gives up.
    @Test(arguments: ["ABORT", "FAIL", "ROLLBACK"])
    func `A transaction that fails at any statement leaves tree and entries in agreement`(
        how: String
    ) async throws {
        try await withDirectory { directory in
            let store = try await Self.filled(directory, entries: 254)
            try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
            // The 256th entry makes the first tile full.
            let writes = [
                ("session", "UPDATE"), ("case_file", "UPDATE"), ("answered_request", "INSERT"),
                ("command_result", "INSERT"), ("draft", "INSERT"), ("minutes", "INSERT"),
                ("journal", "INSERT"), ("tree_hash", "INSERT"), ("tree_edge", "UPDATE"),
            ]
            for (table, verb) in writes {
                for moment in ["BEFORE", "AFTER"] {
                    let before = try await store.treeEdge()
                    try await Self.setTrap("\(moment) \(verb) ON main.\(table)", how, store)
                    async let failing = Self.isRefused(try Self.everything(), by: store)
                    // One that waits with it, and shares its transaction perhaps.
                    async let beside = Self.isRefused(
                        Sample.changed(Sample.caseRecord("c-9"), from: 1, events: []), by: store)
                    #expect(try await (failing, beside) == (true, true), "\(moment) \(verb) \(table)")
                    try await store.engine.pool.write { try $0.execute(sql: "DROP TRIGGER temp.trap") }
                    #expect(try await store.treeEdge() == before, "\(moment) \(verb) \(table)")
                    let check = try await StoreCheck(of: store)
                    #expect(check.fault == nil && check.entries == 255, "\(moment) \(verb) \(table)")
                }
            }
            try await store.put(Self.everything())
            let check = try await StoreCheck(of: store, withDocuments: false)
            #expect(check.fault == nil && check.entries == 258)
            try await store.close()
        }
    }

    @Test func `A commit that fails behind its entries leaves those beside it in one tree`() async throws {
        try await withDirectory { directory in
            let store = try await Self.filled(directory, entries: 250)
            let sessions = (2...31).map { Sample.session("s-\($0)", number: $0) }
            for session in sessions { try await store.put(Sample.opened(session)) }
            try await Self.setTrap("AFTER INSERT ON main.journal WHEN NEW.kind = 'room.bad'", "ABORT", store)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, session) in sessions.enumerated() {
                    let isBad = number % 3 == 0
                    group.addTask {
                        let commit = Sample.room(session, events: ["a", isBad ? "bad" : "b", "c"])
                        let isRefused = try await Self.isRefused(commit, by: store)
                        #expect(isRefused == isBad)
                    }
                }
                try await group.waitForAll()
            }
            let check = try await StoreCheck(of: store)
            #expect(check.fault == nil && check.entries == 250 + 30 + 20 * 3)
            try await store.engine.pool.write { try $0.execute(sql: "DROP TRIGGER temp.trap") }
            try await store.close()
        }
    }

    private static func isRefused(_ commit: Commit, by store: SQLiteStore) async throws -> Bool {
        do {
            try await store.put(commit)
            return false
        } catch is StorageError {
            return true
        }
    }

    private static func setTrap(_ place: String, _ how: String, _ store: SQLiteStore) async throws {
        try await store.engine.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TEMP TRIGGER trap \(place)
                    BEGIN SELECT RAISE(\(how), 'trapped'); END
                    """)
        }
    }

    /// A commit that writes every table.
    private static func everything() throws -> Commit {
        var session = Sample.session()
        session.status = "in_session"
        var commit = Sample.opened(session)
        commit.sessionChange?.events = [EventRecord(kind: "room.a", payload: [1])]
        commit.sessionChange?.commandResult = try Sample.result("k1")
        commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: 1, text: "a")]
        commit.sessionChange?.minutes = Sample.minutes()
        commit.caseChange = CaseChange(
            record: Sample.caseRecord(), expectedVersion: 1,
            events: [
                EventRecord(kind: "case.a", payload: [1], cites: SessionID("s-1")),
                EventRecord(kind: "case.b", payload: [2]),
            ])
        commit.answering = AnsweredRequest(
            account: AccountID("a-1"), request: CommandID("r-1"), digest: [1], caseID: CaseID("c-1"),
            status: 200, at: Sample.at(1))
        return commit
    }

    @Test(arguments: [
        "UPDATE tree_edge SET hashes = x'00'", "UPDATE tree_edge SET size = 7", "DELETE FROM tree_edge",
    ])
    func `An edge that is damaged is made anew by the next commit out of the hashes`(
        sql: String
    ) async throws {
        try await withDirectory { directory in
            let store = try await Self.filled(directory)
            try await Self.alter(store, sql)
            #expect(try await StoreCheck(of: store).fault != nil)
            try await store.put(Sample.room(events: ["after"]))
            let check = try await StoreCheck(of: store)
            #expect(check.fault == nil && check.entries == 301)
            try await store.close()
        }
    }

    @Test func `Nobody signs over a tree whose hashes don't give its edge`() async throws {
        try await withDirectory { directory in
            let store = try await Self.filled(directory)
            for sql in [
                "UPDATE tree_hash SET hash = randomblob(32)",
                "UPDATE journal SET kind = 'x' WHERE sequence = 300",
            ] {
                try await Self.alter(store, sql)
                await #expect(throws: RecordFault.self) {
                    try await StoredTree(of: store)?.checkedEdge()
                }
            }
            try await store.close()
        }
    }
}
