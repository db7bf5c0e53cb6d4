import Cryptography
import Foundation
import GRDB
import Journal
import Mediation
import Storage
import Testing
import Vault

@testable import StorageSQLite

/// What is SQLite's own: the promises that rest on pragmas, triggers, files and the writer.
@Suite(.timeLimit(.minutes(10))) struct SQLiteTests {
    private func withSQLite(_ body: (SQLiteStore, String) async throws -> Void) async throws {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            try await body(store, directory)
            try await store.close()
        }
    }

    @Test
    func `The writer syncs each commit to the disk, erases what it deletes, and leaves no temporary file`()
        async throws
    {
        try await withSQLite { store, _ in
            let pragmas = try await store.engine.pool.writeWithoutTransaction { db in
                try ["synchronous", "secure_delete", "foreign_keys", "temp_store"].map {
                    try Int.fetchOne(db, sql: "PRAGMA \($0)")
                }
            }
            #expect(pragmas == [2, 1, 1, 2])
            let mode = try await store.engine.pool.read {
                try String.fetchOne($0, sql: "PRAGMA journal_mode")
            }
            #expect(mode == "wal")
        }
    }

    @Test(arguments: [
        "UPDATE journal SET kind = 'x'", "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT sequence, 0, case_id, session_id, kind, payload, previous, hash, position, content, cites FROM journal",
        "INSERT INTO journal SELECT sequence + 9, at, case_id, session_id, kind, payload, previous, hash, position, content, cites FROM journal",
        "UPDATE minutes SET label = 'signed'", "DELETE FROM minutes",
        "INSERT OR REPLACE INTO minutes SELECT session_id, version, case_id, x'00', frozen_at, label FROM minutes",
        "UPDATE minutes_document SET document = x'00'", "DELETE FROM minutes_document",
        "INSERT OR REPLACE INTO minutes_document SELECT session_id, version, case_id, x'00' FROM minutes_document",
    ])
    func `The journal and minutes can't be changed by SQL`(sql: String) async throws {
        try await withSQLite { store, _ in
            try await store.put(Sample.newCase())
            var commit = Sample.opened()
            commit.sessionChange?.minutes = Sample.minutes()
            try await store.put(commit)
            await #expect(throws: StorageError(.immutable)) {
                try await store.engine.commits.commit { try $0.execute(sql: sql) }
            }
            #expect(try await store.minutes(ofSession: SessionID("s-1")).rows == [Sample.minutes()])
        }
    }

    @Test func `One byte altered behind the triggers is found, and names its entry`() async throws {
        try await withSQLite { store, _ in
            try await store.put(Sample.newCase(events: ["a", "b", "c", "d"]))
            try await store.engine.pool.write { db in
                try db.execute(sql: "DROP TRIGGER journal_no_update")
                let payload = try Data.fetchOne(db, sql: "SELECT payload FROM journal WHERE sequence = 3")
                var altered = try #require(payload)
                altered[altered.startIndex + 14] ^= 1
                try db.execute(sql: "UPDATE journal SET payload = ? WHERE sequence = 3", arguments: [altered])
            }
            #expect(try await StoreCheck(of: store).fault == "entry 3: hash_mismatch")
            let events = try await store.events(ofCase: CaseID("c-1"))
            #expect(events.map(\.sequence) == [1, 2, 4])
            #expect(events.unreadable == [UnreadableRow(table: "journal", id: "3", column: "payload")])
            #expect(throws: StorageError(.corrupt)) { _ = try events.whole() }
        }
    }

    @Test func `A sealed value moved to another row does not open`() async throws {
        try await withSQLite { store, _ in
            try await store.put(Sample.newCase())
            var commit = Sample.opened()
            commit.sessionChange?.drafts = [
                DraftRecord(section: "facts", revision: 1, text: "a"),
                DraftRecord(section: "result", revision: 1, text: "b"),
            ]
            try await store.put(commit)
            try await store.engine.pool.write { db in
                try db.execute(
                    sql: "UPDATE draft SET text = (SELECT text FROM draft WHERE section = 'facts')")
            }
            let drafts = try await store.drafts(ofSession: SessionID("s-1"))
            #expect(drafts.map(\.text) == ["a", nil])
            #expect(drafts.unreadable == [UnreadableRow(table: "draft", id: "s-1/result", column: "text")])
        }
    }

    /// A command of a session of that number, which is added where it is not there yet.
    private static func result(_ id: String, _ number: Int) throws -> Commit {
        var commit = Sample.opened(Sample.session("s-\(number)", number: number))
        commit.sessionChange?.commandResult = try Sample.result(id)
        return commit
    }

    @Test func `Commits that wait behind a slow one share a transaction, and the failing one fails alone`()
        async throws
    {
        try await withSQLite { store, _ in
            try await store.put(Sample.newCase())
            for number in 1...9 { try await store.put(Self.result("before", number)) }
            let gate = DispatchSemaphore(value: 0)
            let transactions = CommitCount()
            store.engine.pool.add(transactionObserver: transactions, extent: .databaseLifetime)
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            let slow = Task {
                try await store.engine.commits.commit { _ in
                    beginning.finish()
                    gate.wait()
                }
            }
            for await _ in began {}
            let others = (0..<9).map { index in
                Task { try await store.put(Self.result(index == 5 ? "before" : "k", index + 1)) }
            }
            while store.engine.commits.waitingCount < 9 { await Task.yield() }
            gate.signal()
            try await slow.value
            var failures: [StorageError.Code] = []
            for other in others {
                do { _ = try await other.value } catch let error as StorageError {
                    failures.append(error.code)
                }
            }
            #expect(failures == [.commandRepeated])
            // The slow one's, and one for the nine.
            #expect(transactions.count == 2)
            for number in 1...9 {
                let results = try await store.commandResults(ofSession: SessionID("s-\(number)"))
                #expect(results.count == (number == 6 ? 1 : 2))
            }
        }
    }

    @Test func `A full disk refuses the commit that does not fit, keeps nothing of it, and serves on`()
        async throws
    {
        try await withSQLite { store, _ in
            try await store.put(Sample.newCase())
            try await store.engine.pool.writeWithoutTransaction { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages + 8)")
            }
            let large = Sample.newCase(
                Sample.caseRecord("c-2", body: String(repeating: "长", count: 100_000)), events: ["x", "y"])
            let head = try await store.head()
            await #expect(throws: StorageError(.full)) { try await store.put(large) }
            #expect(try await store.head() == head)
            #expect(try await store.caseFile(CaseID("c-2")) == nil)
            try await store.put(Sample.opened())
            #expect(try await store.session(SessionID("s-1")) != nil)
        }
    }

    @Test func `On a full disk the commits that shared a transaction with the large one still get through`()
        async throws
    {
        try await withSQLite { store, _ in
            try await store.put(Sample.newCase())
            try await store.put(Sample.opened())
            try await store.engine.pool.writeWithoutTransaction { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages + 8)")
            }
            let gate = DispatchSemaphore(value: 0)
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            let slow = Task {
                try await store.engine.commits.commit { _ in
                    beginning.finish()
                    gate.wait()
                }
            }
            for await _ in began {}
            let small = Task { try await store.put(Sample.room(events: ["small"])) }
            let large = Task {
                let record = Sample.caseRecord("c-2", body: String(repeating: "长", count: 100_000))
                return try await store.put(Sample.newCase(record))
            }
            while store.engine.commits.waitingCount < 2 { await Task.yield() }
            gate.signal()
            try await slow.value
            await #expect(throws: StorageError(.full)) { _ = try await large.value }
            #expect(try await small.value == Committed(sessionRevision: 3))
            #expect(try await store.events(ofSession: SessionID("s-1")).map(\.kind).last == "room.small")
        }
    }

    @Test func `An erased case can't be found in any byte of the files, its wrapped key neither`()
        async throws
    {
        try await withSQLite { store, directory in
            try await store.put(Sample.newCase())
            var commit = Sample.opened()
            commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: 1, text: "秘密")]
            commit.sessionChange?.minutes = Sample.minutes()
            try await store.put(commit)
            let gone = try await store.engine.pool.read { db in
                try [
                    "wrapped FROM case_key", "body FROM case_file", "text FROM draft",
                    "document FROM minutes_document",
                ]
                .compactMap { try Data.fetchOne(db, sql: "SELECT \($0)") }
            }
            #expect(gone.count == 4)
            try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(9))
            for name in ["trialogue.sqlite", "trialogue.sqlite-wal"] {
                let file = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
                for value in gone { #expect(file.range(of: value) == nil) }
            }
        }
    }

    @Test func `Personal text never stands in the files in the open`() async throws {
        try await withSQLite { store, directory in
            try await store.put(Sample.newCase(Sample.caseRecord(body: "林晚舟在春熙路"), events: ["x"]))
            for name in ["trialogue.sqlite", "trialogue.sqlite-wal"] {
                let file = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
                #expect(file.range(of: Data("林晚舟".utf8)) == nil)
                #expect(file.range(of: Data("payload of".utf8)) == nil)
            }
        }
    }

    @Test func `A page of cases reads a range of an index and never the whole table`() async throws {
        try await withSQLite { store, _ in
            let cursor = CaseCursor(after: Sample.caseRecord(due: 5))
            for officer in [Sample.officer, nil] {
                for statuses in [[], ["a"], ["a", "b"]] {
                    let list = CaseList(
                        bureau: .main, officer: officer, statuses: statuses, cursor: cursor, limit: 20)
                    let plan = try await store.engine.pool.read { db in
                        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + list.sql, arguments: list.arguments)
                            .map { $0["detail"] as String }
                    }
                    #expect(!plan.contains { $0.contains("SCAN case_file") })
                    let ranges = plan.filter {
                        $0.contains("USING INDEX case_by_") && $0.contains("(due_order,id)>(?,?)")
                    }
                    #expect(ranges.count == max(1, statuses.count))
                }
            }
        }
    }
}

extension SQLiteTests {
    @Test func `A case's events are read by indexes, its sessions' among them`() async throws {
        try await withSQLite { store, _ in
            let plan = try await store.engine.pool.read { db in
                try Row.fetchAll(
                    db, sql: "EXPLAIN QUERY PLAN " + JournalRows.ofCase, arguments: ["c-1", "c-1"]
                )
                .map { $0["detail"] as String }
            }
            #expect(!plan.contains { $0.contains("SCAN journal") || $0.contains("SCAN session") })
            #expect(plan.contains { $0.contains("journal_of_case") })
            #expect(plan.contains { $0.contains("journal_by_session") })
        }
    }

    /// So what a month's page costs grows with the months that it shows, and with nothing before them.
    @Test func `The month's figures and the cases behind them are read by indexes, and no table is`()
        async throws
    {
        try await withSQLite { store, _ in
            let months = Sample.months(1...12)
            var queries: [(String, StatementArguments)] = [
                (MonthQueries.totals, ["main", months.lowerBound.serial, months.upperBound.serial])
            ]
            for kind in Revisit.allCases {
                queries.append((MonthQueries.revisits(kind), MonthQueries.arguments(kind, .main, months)))
            }
            for (without, revisit) in [
                (TallySet(), nil), (TallySet(.satisfied), nil), (TallySet(.firstResolved), .untilEnd),
                (TallySet(), .within90Days),
            ] as [(TallySet, Revisit?)] {
                let selection = MonthSelection(
                    of: .main, in: months, facts: TallySet(.first), without: without, revisit: revisit)
                queries.append(
                    (
                        MonthQueries.page(selection),
                        MonthQueries.arguments(selection, after: nil, limit: 50)
                    ))
            }
            let asked = queries
            for (sql, arguments) in asked {
                let plan = try await store.engine.pool.read { db in
                    try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
                        .map { $0["detail"] as String }
                }
                #expect(!plan.contains { $0.contains("SCAN") }, "\(plan)")
                #expect(!plan.contains { $0.contains("TEMP B-TREE FOR ORDER BY") }, "\(plan)")
                #expect(plan.contains { $0.contains("bureau_id=?") && $0.contains("month>") }, "\(plan)")
            }
        }
    }

    @Test func `A room's step that leaves the session's row as it is does not write it`() async throws {
        try await withSQLite { store, _ in
            try await store.put(Sample.newCase())
            try await store.put(Sample.opened())
            let writes = SessionWrites()
            store.engine.pool.add(transactionObserver: writes, extent: .databaseLifetime)
            try await store.put(Sample.opened())
            #expect(writes.count == 0)
            var ended = Sample.opened()
            ended.sessionChange?.summary?.endedAt = Sample.at(9)
            try await store.put(ended)
            #expect(writes.count == 1)
            #expect(try await store.session(SessionID("s-1"))?.endedAt == Sample.at(9))
        }
    }
}

/// Counts the writes of sessions' rows.
private final class SessionWrites: TransactionObserver, @unchecked Sendable {
    private let lock = NSLock()
    private var written = 0
    var count: Int { lock.withLock { written } }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { eventKind.tableName == "session" }
    func databaseDidChange(with event: DatabaseEvent) { lock.withLock { written += 1 } }
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}
}

/// Counts the transactions that were committed with changes.
private final class CommitCount: TransactionObserver, @unchecked Sendable {
    private let lock = NSLock()
    private var committed = 0
    var count: Int { lock.withLock { committed } }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { lock.withLock { committed += 1 } }
    func databaseDidRollback(_ db: Database) {}
}
