import Cryptography
import Foundation
import GRDB
import Journal
import Mediation
import Projections
import Storage
import StorageSQLite
import TestKit
import Testing
import Vault

@testable import Coordinator

/// The sums over rows that are written over: what is found by them, by which name, and what no sum can find.
@Suite(.timeLimit(.minutes(10))) struct RowSumTests {
    private static let session = SessionID("s-8")
    private static let now = Instant(milliseconds: 1_774_100_000_000)

    private static func faults(_ folder: String) async throws -> [String] {
        try await Proof(of: folder).faults
    }

    private static func execute(_ sql: String, in folder: String) throws {
        try AlteredRows.execute(sql, in: folder)
    }

    /// Opens the store for writing, and closes it.
    private static func opened(_ folder: String, _ body: (SQLiteStore) async throws -> Void = { _ in })
        async throws
    {
        let store = try await SQLiteStore.open(directory: folder)
        try await body(store)
        try await store.close()
    }

    private static func draft(
        _ section: String, _ revision: Int, _ text: String, in store: SQLiteStore, events: [EventRecord] = []
    ) async throws {
        var change = SessionChange(
            id: session, expectedRevision: try await store.revision(ofSession: session), events: events)
        change.drafts = [DraftRecord(section: section, revision: revision, text: text)]
        try await store.commit(Commit(caseID: CaseID("c-2"), at: now, sessionChange: change))
    }

    /// Rows of some tables as another copy of the store has them, put in place of those that stand.
    private static func putBack(_ tables: [String], from earlier: String, in folder: String) throws {
        for table in tables {
            try execute(
                """
                ATTACH '\(earlier)/trialogue.sqlite' AS earlier;
                DELETE FROM main.\(table); INSERT INTO main.\(table) SELECT * FROM earlier.\(table);
                """, in: folder)
        }
    }

    // MARK: What is found

    @Test(arguments: [
        ("UPDATE draft SET revision = 1 WHERE section = 'private_note' AND session_id = 's-8'", "draft s-8"),
        ("DELETE FROM draft WHERE section = 'private_note' AND session_id = 's-8'", "missing: 1 (draft s-8)"),
        ("DELETE FROM draft WHERE session_id = 's-8'", "missing: 2 (draft s-8)"),
        ("UPDATE command_result SET digest = zeroblob(32) WHERE command_id = 'k-2'", "command_result s-8"),
        ("DELETE FROM command_result WHERE command_id = 'k-1'", "missing: 1 (command_result s-8)"),
        ("DELETE FROM answered_request WHERE request = 'r-2'", "missing: 1 (answered_request c-2)"),
        ("UPDATE answered_request SET status = 201 WHERE request = 'r-1'", "answered_request c-2"),
        (
            "UPDATE draft SET section = section || char(0) || 'x' WHERE section = 'private_note' AND session_id = 's-8'",
            "draft s-8"
        ),
        ("UPDATE case_number SET last = last + 1", "case_number main"),
        ("UPDATE sign_in SET expires_at = expires_at + 1000", "sign_in a-G003"),
        ("UPDATE case_file SET status = 'registered', officer_id = 'x' WHERE id = 'c-9'", "case_file c-9"),
        ("DELETE FROM kept_sum", "kept_sum 1"),
        ("UPDATE kept_sum SET sealed = zeroblob(length(sealed))", "kept_sum 1"),
    ])
    func `A row that is written over, altered or gone, is told by its table and its owner`(
        _ alteration: String, _ words: String
    ) async throws {
        try await ProofStore.with { store in
            try Self.execute(alteration, in: store.folder)
            let faults = try await Self.faults(store.folder)
            #expect(faults.count == 1 && faults[0].contains(words), "\(faults)")
        }
    }

    @Test func `Rows of more than one owner are found, and no owner is named`() async throws {
        try await ProofStore.with { store in
            try Self.execute(
                "UPDATE case_number SET last = last + 1; DELETE FROM draft WHERE session_id = 's-8'; DELETE FROM sign_in",
                in: store.folder)
            let faults = try await Self.faults(store.folder)
            #expect(faults.count == 1 && faults[0].contains("of more than one owner"), "\(faults)")
        }
    }

    @Test func `A version within what its history allows is found when it is not the one that stood`()
        async throws
    {
        try await ProofStore.with { store in
            for version in 1...9 {
                try Self.execute(
                    "UPDATE case_file SET version = version + 1 WHERE id = 'c-1'", in: store.folder)
                #expect(try await !Self.faults(store.folder).isEmpty, "raised by \(version)")
            }
            try Self.execute("UPDATE case_file SET version = version - 9 WHERE id = 'c-1'", in: store.folder)
            #expect(try await Self.faults(store.folder) == [])
        }
    }

    @Test func `A sign-in that was signed out and is put back is found`() async throws {
        try await ProofStore.with { store in
            let copy = store.folder + "-before"
            try FileManager.default.copyItem(atPath: store.folder, toPath: copy)
            try await Self.opened(store.folder) {
                try await $0.removeSignIn(tokenDigest: Digest.sha256(Array("one".utf8)))
            }
            #expect(try await Self.faults(store.folder) == [])
            try Self.putBack(["sign_in"], from: copy, in: store.folder)
            let faults = try await Self.faults(store.folder)
            #expect(faults.count == 1 && faults[0].contains("too many: 1 (sign_in a-G003)"), "\(faults)")
        }
    }

    /// Who puts the sums back along with the rows needs the record's end as well.
    @Test func `Drafts put back with their sums are found as soon as the record has one entry more`()
        async throws
    {
        try await ProofStore.with { store in
            let copy = store.folder + "-before"
            try FileManager.default.copyItem(atPath: store.folder, toPath: copy)
            try await Self.opened(store.folder) { writer in
                try await Self.draft("private_note", 3, "改口", in: writer)
                try await writer.add(
                    SignInRecord(
                        tokenDigest: Digest.sha256([3]), accountID: AccountID("a-G003"), createdAt: Self.now,
                        expiresAt: Self.now, lastSeenAt: Self.now))
            }
            try Self.putBack(["draft", "kept_sum"], from: copy, in: store.folder)
            #expect(try await !Self.faults(store.folder).isEmpty)
            try Self.putBack(["sign_in"], from: copy, in: store.folder)
            let faults = try await Self.faults(store.folder)
            #expect(faults.count == 1 && faults[0].contains("another end of the record"), "\(faults)")
            // And it stays so: the server that goes on makes nothing good.
            try await Self.opened(store.folder) { try await Self.draft("result", 9, "再谈", in: $0) }
            #expect(try await Self.faults(store.folder).contains { $0.contains("another end of the record") })
        }
    }

    /// The bound of it: everything since some moment, the record's end among it. Only what is kept elsewhere tells.
    @Test func `A whole store put back to an earlier state is found by nothing in it`() async throws {
        try await ProofStore.with { store in
            #expect(try await Self.faults(store.earlier) == [])
            let (size, newer) = try await (Self.entries(store.earlier), Self.entries(store.folder))
            #expect(size < newer)
        }
    }

    private static func entries(_ folder: String) async throws -> UInt64 {
        let reader = try await SQLiteStore.openReading(directory: folder)
        let check = try await StoreCheck(of: reader)
        try await reader.close()
        return check.entries
    }

    // MARK: What makes no fault

    @Test func `Commits that fail among others leave the sums right`() async throws {
        try await ProofStore.with { store in
            try await Self.opened(store.folder) { writer in
                var failed = 0
                for round in 0..<8 {
                    failed += try await withThrowingTaskGroup(of: Bool.self) { group in
                        for number in 0..<12 {
                            group.addTask {
                                do {
                                    // Every third repeats a request that is answered, or a number of before.
                                    try await writer.keep(
                                        AnsweredRequest(
                                            account: AccountID("a-G003"),
                                            request: CommandID("q-\(round)-\(number - number % 3)"),
                                            digest: Digest.sha256([UInt8(number)]), caseID: CaseID("c-2"),
                                            status: 200, at: Self.now))
                                    _ = try await writer.nextCaseNumber(of: .main, year: 2026)
                                    return true
                                } catch let error as StorageError where error.code == .commandRepeated {
                                    return false
                                }
                            }
                        }
                        return try await group.reduce(0) { $0 + ($1 ? 0 : 1) }
                    }
                }
                #expect(failed == 8 * 8)
                try await writer.forgetAnswers(before: Self.now.adding(.minutes(-1)))
                try await writer.removeExpiredSignIns(now: Self.now.adding(.hours(1)))
                try await writer.destroyKey(of: CaseID("c-7"), at: Self.now)
            }
            #expect(try await Self.faults(store.folder) == [])
        }
    }

    @Test func `What another process writes beside the server is summed up as the server's own`() async throws
    {
        try await ProofStore.with { store in
            try await Self.opened(store.folder) { server in
                try await Self.draft("result", 5, "一", in: server)
                let accounts = try await SQLiteStore.openAccounts(directory: store.folder)
                try await accounts.setPassword(of: AccountID("a-G003"), hash: "$scrypt$x", at: Self.now)
                try await Self.draft("result", 6, "二", in: server)
                try await accounts.close()
                try await Self.draft("result", 7, "三", in: server)
                let proof = try await StoreProof(of: server)
                #expect(proof.faults == [])
            }
            #expect(try await Self.faults(store.folder) == [])
        }
    }

    // MARK: When rows are counted

    @Test func `A store of before is counted once, and an entry says so`() async throws {
        try await ProofStore.with { store in
            let reader = try await SQLiteStore.openReading(directory: store.folder)
            let kinds = try await reader.entries(of: .bureau, after: 0, limit: 1000).map(\.kind)
            guard case .asWritten(let rows, let countedAt) = try await StoreProof(of: reader).kept else {
                Issue.record("the rows are as written")
                return
            }
            try await reader.close()
            #expect(rows > 10 && countedAt == 89 + 1 + 4 + 1)
            #expect(kinds.count { $0 == LogKind.rowsCounted } == 1)
        }
    }

    @Test
    func
        `Sums that somebody deletes are not made again by a start, nor by a step of the schema that is taken anew`()
        async throws
    {
        try await ProofStore.with { store in
            let born = store.folder + "-born"
            try await SQLiteStore.open(directory: born, creating: true).close()
            try await Self.opened(born) { try await $0.begin(at: Self.now) }
            #expect(try await Self.faults(born) == [])
            for folder in [store.folder, born] {
                try Self.execute("DELETE FROM kept_sum", in: folder)
                try await Self.opened(folder)
                #expect(try await Self.faults(folder).count == 1)
                try Self.execute(
                    "DROP TABLE kept_sum; DELETE FROM grdb_migrations WHERE identifier LIKE '%written over%'",
                    in: folder)
                try await Self.opened(folder)
                let faults = try await Self.faults(folder)
                #expect(faults.count == 1 && faults[0].contains("are missing"), "\(faults)")
            }
        }
    }

    @Test func `A rebuild takes what stands for good, tells so, and the record says it`() async throws {
        try await ProofStore.with { store in
            try Self.execute("DELETE FROM draft WHERE session_id = 's-8'", in: store.folder)
            try await Self.opened(store.folder) { writer in
                let rebuild = try await Rebuild(of: writer)
                #expect(rebuild.counted?.table == "draft" && rebuild.counted?.row == "s-8")
                #expect(try await Rebuild(of: writer).counted == nil)
                let kinds = try await writer.entries(of: .bureau, after: 0, limit: 1000).map(\.kind)
                #expect(kinds.count { $0 == LogKind.rowsCounted } == 2)
            }
            #expect(try await Self.faults(store.folder) == [])
        }
    }

    // MARK: Sums

    /// Stores have sums of rows that were spelled so.
    @Test func `A row is spelled by its table and by each value with its type and its length`() {
        var row = KeptRow(of: .signIn)
        row.append(text: "a-1")
        row.append(blob: [7, 0])
        row.append(Int64(-2))
        row.append(1.5)
        row.appendNull()
        #expect(
            Hex.encode(row.bytes)
                == "7369676e5f696e00" + "0300000003612d31" + "04000000020700"
                + "0100000008fffffffffffffffe" + "02000000083ff8000000000000" + "00")
        #expect(row.group == KeptGroup(table: .signIn, owner: "a-1") && row.code == row.group.code)
        row.begin(.caseNumber)
        row.append(Int64(3))
        #expect(row.group == KeptGroup(table: .caseNumber, owner: "") && row.code == row.group.code)
        #expect(row.bytes.starts(with: Array("case_number\0".utf8)) && row.bytes.count == 25)
        row.begin(.draft)
        #expect(row.group.owner.isEmpty)
    }

    @Test func `Sums are the same in every order, and a difference names the one group that it is of`() throws
    {
        let rows = (0..<40).map { number in
            (
                Digest.sha256([UInt8(number)]),
                KeptGroup(table: number % 2 == 0 ? .draft : .signIn, owner: "o-\(number % 5)")
            )
        }
        var (forth, back) = (KeptSums(), KeptSums())
        for (digest, group) in rows { forth.add(digest, of: group.code) }
        for (digest, group) in rows.reversed() { back.add(digest, of: group.code) }
        #expect(forth == back && forth.rows == 40)
        #expect(
            KeptSums(bytes: forth.bytes) == forth && KeptSums(bytes: Array(forth.bytes.dropLast())) == nil)
        let groups = Set(rows.map(\.1))
        #expect(groups.count == 10)
        for group in groups {
            var altered = forth
            altered.remove(try #require(rows.first { $0.1 == group }).0, of: group.code)
            let difference = altered - forth
            #expect(groups.filter(difference.isAll) == [group] && difference.rows == -1)
        }
        for (digest, group) in rows { back.remove(digest, of: group.code) }
        #expect(back.isZero && (forth - forth).isZero && (forth + back) == forth)
    }
}
