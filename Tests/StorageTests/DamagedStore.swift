import Foundation
import GRDB
import Journal
import Mediation
import Storage
import Testing
import Vault

@testable import StorageSQLite

/// A store with two of everything, whose tables take any value, and every verb to call on it. The first of each is what is
/// damaged; the second must stay as it was.
enum DamagedStore {
    static let other = (
        caseID: CaseID("c-2"), session: SessionID("s-2"), account: AccountID("a-2"), caseNo: "XF-c-2",
        bureau: Bureau(id: BureauID("harbour"), name: "海港分局", phone: "100-0000-0220", mark: "港信"),
        unit: unit(2), lawyer: lawyer(2)
    )

    static func lawyer(_ number: Int) -> Lawyer {
        Lawyer(
            id: LawyerID("l-\(number)"), bureau: .main, licenceNo: "A-\(number)", name: "律师", firm: "所",
            capacity: .duty)
    }

    static func unit(_ number: Int) -> BureauUnit {
        BureauUnit(id: UnitID("u-\(number)"), bureau: .main, name: "单位\(number)", kind: .station)
    }

    static func make(in directory: String) async throws {
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        for (id, number) in [("a-1", "G001"), ("a-2", "G002")] {
            try await store.add(Sample.account(id, staffNo: number))
            try await store.add(signIn(of: AccountID(id)))
        }
        try await store.put(other.bureau)
        try await store.change([.unit(unit(1), from: nil), .unit(unit(2), from: nil)])
        try await store.change([.lawyer(lawyer(1), from: nil), .lawyer(lawyer(2), from: nil)])
        _ = try await store.nextCaseNumber(of: .main, year: 2026)
        for index in 1...2 {
            try await store.keep(request(index))
            var record = Sample.caseRecord("c-\(index)", due: Int64(index))
            record.summary = Sample.bytes("line")
            record.counted = CountedColumns(channel: "visit", receivedAt: Sample.at(1))
            var registered = Sample.newCase(record)
            registered.caseChange?.marks = [SearchMark(kind: .phone, text: "110")]
            registered.caseChange?.months = [Sample.month(index)]
            try await store.put(registered)
            let session = Sample.session("s-\(index)", of: "c-\(index)")
            var commit = Sample.opened(session)
            commit.sessionChange?.commandResult = try Sample.result("k1")
            commit.sessionChange?.drafts = [
                DraftRecord(section: "facts", revision: 3, text: "a"),
                DraftRecord(section: "result", revision: 1, text: "b"),
            ]
            commit.sessionChange?.minutes = Sample.minutes(of: session)
            try await store.put(commit)
            commit = Sample.room(session)
            commit.sessionChange?.commandResult = try Sample.result("k2")
            try await store.put(commit)
        }
        try await store.close()
        try loosen(directory)
    }

    static func request(_ index: Int) -> AnsweredRequest {
        AnsweredRequest(
            account: AccountID("a-\(index)"), request: CommandID("r-\(index)"), digest: [1, 2],
            caseID: CaseID("c-\(index)"), status: 201, at: Sample.at(1))
    }

    static func signIn(of account: AccountID) -> SignInRecord {
        SignInRecord(
            tokenDigest: [UInt8](account.text.utf8), accountID: account, createdAt: Sample.at(1),
            expiresAt: Sample.at(9000), lastSeenAt: Sample.at(1))
    }

    /// Takes the types and guards off, so that a column can hold what a damaged page may give.
    private static func loosen(_ directory: String) throws {
        let queue = try DatabaseQueue(path: directory + "/trialogue.sqlite")
        try queue.writeWithoutTransaction { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_schema SET sql = replace(replace(replace(replace(sql,
                        ') STRICT, WITHOUT ROWID', ') WITHOUT ROWID'), ') STRICT', ')'),
                        ' NOT NULL', ''), ' TEXT', '')
                    WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%';
                    PRAGMA writable_schema = RESET;
                    """)
        }
        try queue.close()
    }

    static func columns(of table: String, in directory: String) throws -> [String] {
        let queue = try DatabaseQueue(path: directory + "/trialogue.sqlite")
        defer { try? queue.close() }
        return try queue.read {
            try String.fetchAll($0, sql: "SELECT name FROM pragma_table_info('\(table)')")
        }
    }

    /// Alters the first row; false when SQLite itself takes no such value there.
    static func alter(
        _ table: String, _ column: String, to value: DatabaseValue, in directory: String
    ) throws -> Bool {
        let first = [
            "account": "id = 'a-1'", "sign_in": "account_id = 'a-1'", "case_key": "case_id = 'c-1'",
            "case_number": "year = 2026", "bureau": "id = 'main'", "case_file": "id = 'c-1'",
            "session": "id = 's-1'",
            "draft": "session_id = 's-1' AND section = 'facts'",
            "command_result": "session_id = 's-1' AND command_id = 'k1'", "minutes": "session_id = 's-1'",
            "minutes_document": "session_id = 's-1'", "journal": "sequence = 1",
            "store_value": "name = 'master key check'", "answered_request": "request = 'r-1'",
            "tree_edge": "one = 1", "case_mark": "case_id = 'c-1'", "kept_sum": "one = 1",
            "unit": "id = 'u-1'", "lawyer": "id = 'l-1'",
            "case_month": "case_id = 'c-1'", "month_total": "month = 24300 AND tally = 0",
        ]
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(
            path: directory + "/trialogue.sqlite", configuration: configuration)
        defer { try? queue.close() }
        do {
            try queue.write { db in
                try db.execute(
                    sql: "UPDATE \(table) SET \(column) = ? WHERE \(first[table] ?? "0")", arguments: [value])
                try #require(db.changesCount == 1)
            }
            return true
        } catch is DatabaseError {
            return false
        }
    }

    /// Opens the store and calls every verb. Whatever is asked of the damaged row may be refused by a `StorageError`; what
    /// is asked of its neighbours must be done.
    static func useEverything(in directory: String, after what: String) async throws {
        let store = try await SQLiteStore.open(directory: directory)
        try await readLists(store, what)
        try await readNeighbours(store, what)
        await readDamaged(store)
        try await write(store, what)
        try await store.close()
        let reader = try await SQLiteStore.openReading(directory: directory)
        _ = try await StoreCheck(of: reader)
        try await reader.close()
    }

    private static func readLists(_ store: SQLiteStore, _ what: String) async throws {
        #expect(try await store.accounts().contains { $0.staffNo == "G002" }, "\(what)")
        #expect(try await store.bureaus().contains(other.bureau), "\(what)")
        #expect(try await store.units().contains(other.unit), "\(what)")
        #expect(try await store.lawyers().contains(other.lawyer), "\(what)")
        #expect(try await store.signIns().contains { $0.accountID == other.account }, "\(what)")
        #expect(try await !store.wasChangedElsewhere(), "\(what)")
        for officer in [Sample.officer, nil] {
            let page = try await store.sealedCases(
                of: .main, officer: officer, statuses: [], after: nil, limit: 10)
            let lines = try await store.opened(page.cases)
            #expect(lines.contains { $0.id == other.caseID }, "\(what)")
        }
        let found = try await store.sealedCases(
            of: .main, officer: nil, matching: [SearchMark.marks(ofPhone: "110")], limit: 10)
        #expect(try await store.opened(found).contains { $0.id == other.caseID }, "\(what)")
        _ = try await store.counts(of: .main, receivedIn: Sample.at(0)..<Sample.at(9))
        let months = Sample.months(1...2)
        #expect(try await store.monthTotals(of: .main, in: months).contains { $0.unit == "2" }, "\(what)")
        _ = try await store.revisits(.within90Days, of: .main, in: months)
        let counted = try await store.sealedCases(
            MonthSelection(of: .main, in: months, facts: TallySet(.received)), after: nil, limit: 10)
        #expect(counted.cases.contains { $0.id == other.caseID }, "\(what)")
        #expect(try await store.openSessions().contains { $0.id == other.session }, "\(what)")
        #expect(try await store.entries(from: 1, limit: 100).count >= 5, "\(what)")
        #expect(try await store.head() != nil, "\(what)")
    }

    private static func readNeighbours(_ store: SQLiteStore, _ what: String) async throws {
        #expect(try await store.account(other.account)?.staffNo == "G002", "\(what)")
        #expect(try await store.account(staffNo: "G002")?.id == other.account, "\(what)")
        #expect(try await store.bureau(other.bureau.id) == other.bureau, "\(what)")
        let digest = [UInt8](other.account.text.utf8)
        #expect(try await store.holder(tokenDigest: digest)?.signIn.accountID == other.account, "\(what)")
        #expect(
            try await store.answered(CommandID("r-2"), of: other.account)?.caseID == other.caseID, "\(what)")
        #expect(try await store.caseFile(other.caseID)?.caseNo == other.caseNo, "\(what)")
        #expect(try await store.caseFile(caseNo: other.caseNo)?.id == other.caseID, "\(what)")
        #expect(try await store.caseID(caseNo: other.caseNo) == other.caseID, "\(what)")
        #expect(try await store.events(ofCase: other.caseID).count == 3, "\(what)")
        #expect(try await store.session(other.session)?.caseID == other.caseID, "\(what)")
        #expect(try await store.sessions(ofCase: other.caseID).count == 1, "\(what)")
        #expect(try await store.events(ofSession: other.session).count == 2, "\(what)")
        #expect(try await store.drafts(ofSession: other.session).count == 2, "\(what)")
        #expect(try await store.commandResults(ofSession: other.session).count == 2, "\(what)")
        #expect(try await store.minutes(ofSession: other.session).count == 1, "\(what)")
    }

    /// A refusal is as good as an answer here; only a trap is not.
    private static func readDamaged(_ store: SQLiteStore) async {
        func refusable(_ body: () async throws -> Void) async {
            do { try await body() } catch { #expect(error is StorageError) }
        }
        let (id, session) = (CaseID("c-1"), SessionID("s-1"))
        await refusable { _ = try await store.account(AccountID("a-1")) }
        await refusable { _ = try await store.account(staffNo: "G001") }
        await refusable { _ = try await store.bureau(.main) }
        await refusable { try await store.put(Bureau.first) }
        await refusable { _ = try await store.holder(tokenDigest: Array("a-1".utf8)) }
        await refusable { _ = try await store.answered(CommandID("r-1"), of: AccountID("a-1")) }
        await refusable { try await store.keep(request(1)) }
        await refusable { _ = try await store.caseFile(id) }
        await refusable { _ = try await store.caseFile(caseNo: "XF-c-1") }
        await refusable { _ = try await store.caseID(caseNo: "XF-c-1") }
        await refusable { _ = try await store.events(ofCase: id) }
        await refusable { _ = try await store.session(session) }
        await refusable { _ = try await store.sessions(ofCase: id) }
        await refusable { _ = try await store.events(ofSession: session) }
        await refusable { _ = try await store.revision(ofSession: session) }
        await refusable { _ = try await store.drafts(ofSession: session) }
        await refusable { _ = try await store.commandResults(ofSession: session) }
        await refusable { _ = try await store.minutes(ofSession: session) }
        await refusable {
            try await store.touch(tokenDigest: [1], seenAt: Sample.at(5), expiresAt: Sample.at(6))
        }
        await refusable { try await store.setPassword(of: AccountID("a-1"), hash: "y") }
        await refusable { try await store.setDisabled(AccountID("a-1"), at: nil) }
        await refusable {
            let account = Sample.account()
            try await store.change([.change(account, from: account, signsOut: true)])
        }
        await refusable { try await store.change([.unit(unit(1), from: unit(1))]) }
        await refusable { try await store.change([.lawyer(lawyer(1), from: lawyer(1))]) }
        await refusable {
            var commit = Sample.room()
            commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: 4, text: "c")]
            commit.sessionChange?.commandResult = try Sample.result("k9")
            try await store.put(commit)
        }
        await refusable {
            try await store.put(Sample.changed(Sample.caseRecord()))
        }
        await refusable { try await store.destroyKey(of: id, at: Sample.at(99)) }
    }

    private static func write(_ store: SQLiteStore, _ what: String) async throws {
        try await store.removeExpiredSignIns(now: Sample.at(2))
        try await store.forgetAnswers(before: Sample.at(2))
        try await store.setPassword(of: other.account, hash: "y")
        try await store.setDisabled(other.account, at: nil)
        try await store.put(other.bureau)
        try await store.change([.unit(other.unit, from: other.unit)])
        try await store.change([.lawyer(other.lawyer, from: other.lawyer)])
        try await store.add(signIn(of: other.account))
        try await store.removeSignIn(tokenDigest: [UInt8](other.account.text.utf8))
        #expect(try await store.nextCaseNumber(of: .main, year: 2026) > 0, "\(what)")
        try await store.put(
            Sample.changed(
                Sample.caseRecord("c-2", due: 2), events: [EventRecord(kind: "case.x", payload: [1])]))
        var commit = Sample.room(Sample.session("s-2", of: "c-2"))
        commit.sessionChange?.drafts = [DraftRecord(section: "facts", revision: 4, text: "c")]
        commit.sessionChange?.commandResult = try Sample.result("k3")
        commit.sessionChange?.minutes = Sample.minutes(version: 2, of: Sample.session("s-2", of: "c-2"))
        try await store.put(commit)
        try await store.put(Sample.newCase(Sample.caseRecord("c-3")))
        #expect(try await store.events(ofSession: other.session).count == 3, "\(what)")
    }
}
