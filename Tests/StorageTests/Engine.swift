import Cryptography
import Foundation
import Mediation
import Storage
import StorageMemory
import StorageSQLite
import Synchronization
import Testing
import Vault

/// An engine under test: it opens an empty store of its own, which is gone after the test.
struct Engine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (_ directory: String) async throws -> any ProjectionStore

    static let all = [
        Engine(testDescription: "SQLite") { try await SQLiteStore.open(directory: $0, creating: true) },
        Engine(testDescription: "memory") { try Memories.open($0) },
    ]

    func withStore(_ body: (any ProjectionStore) async throws -> Void) async throws {
        try await withDirectory { directory in
            let store = try await open(directory)
            try await body(store)
            try await store.close()
        }
    }
}

/// What stands in the place of a folder for the engine without a disk: the rows and their master key, by the folder's name.
private enum Memories {
    private static let all = Mutex<[String: (memory: MemoryEngine.Memory, masterKey: SealingKey)]>([:])

    static func open(_ directory: String) throws -> any ProjectionStore {
        let found = all.withLock { all in
            let found = all[directory] ?? (MemoryEngine.Memory(), SealingKey())
            all[directory] = found
            return found
        }
        let engine = MemoryEngine(on: found.memory, keeping: try Keeping(masterKey: found.masterKey))
        return SealedStore(over: engine, masterKey: found.masterKey)
    }
}

/// A directory that does not exist yet, removed afterwards.
func withDirectory(_ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)")
        .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
}

/// Short forms of the records that tests write again and again.
enum Sample {
    static let officer = AccountID("a-1")

    static func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }
    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func account(
        _ id: String = "a-1", staffNo: String = "G001", of bureau: BureauID = .main
    ) -> AccountRecord {
        AccountRecord(
            id: AccountID(id), bureau: bureau, staffNo: staffNo, name: "演示警官", role: "senior_officer",
            unit: "信访科",
            passwordHash: "$scrypt$", profile: bytes("{}"), createdAt: at(1))
    }

    static func caseRecord(
        _ id: String = "c-1", status: String = "accepted", officer: AccountID = officer, due: Int64? = nil,
        body: String = "张三的信访事项", of bureau: BureauID = .main
    ) -> CaseRecord {
        CaseRecord(
            id: CaseID(id), bureau: bureau, caseNo: "XF-\(id)", status: status, officerID: officer,
            contentClass: "appeal_request", dueAt: due.map(at), updatedAt: at(2), body: bytes(body))
    }

    /// A month of 2025, with a unit of its own.
    static func month(_ number: Int) -> MonthRow {
        MonthRow(
            month: months(number...number).lowerBound, facts: TallySet(.received, .lettersAndVisits),
            numbers: [3, 0, 0, 0, 0], unit: "\(number)")
    }

    static func months(_ numbers: ClosedRange<Int>) -> ClosedRange<CivilMonth> {
        let first = CivilMonth(Instant(milliseconds: 1_735_689_600_000))
        return first.adding(months: numbers.lowerBound - 1)...first.adding(months: numbers.upperBound - 1)
    }

    static func newCase(_ record: CaseRecord = caseRecord(), events: [String] = ["registered"]) -> Commit {
        Commit(
            caseID: record.id, at: at(3),
            caseChange: CaseChange(
                record: record, expectedVersion: 0,
                events: events.map { EventRecord(kind: "case.\($0)", payload: bytes("payload of \($0)")) }))
    }

    static func changed(
        _ record: CaseRecord, from version: Int = 1, events: [EventRecord] = []
    ) -> Commit {
        Commit(
            caseID: record.id, at: at(9),
            caseChange: CaseChange(record: record, expectedVersion: version, events: events))
    }

    static func session(_ id: String = "s-1", of caseID: String = "c-1", number: Int = 1) -> SessionRecord {
        SessionRecord(
            id: SessionID(id), caseID: CaseID(caseID), number: number, status: "waiting", hostID: officer,
            createdAt: at(4))
    }

    /// A step of a new session; `Store.put` finds the revision of another.
    static func room(_ session: SessionRecord = session(), events: [String] = ["created"]) -> Commit {
        Commit(
            caseID: session.caseID, at: at(5),
            sessionChange: SessionChange(
                id: session.id, expectedRevision: 0,
                events: events.map { EventRecord(kind: "room.\($0)", payload: bytes("payload of \($0)")) }))
    }

    static func opened(_ session: SessionRecord = session()) -> Commit {
        var commit = room(session)
        commit.sessionChange?.summary = session
        return commit
    }

    static func minutes(version: Int = 1, of session: SessionRecord = session()) -> MinutesRecord {
        MinutesRecord(
            sessionID: session.id, caseID: session.caseID, version: version,
            digest: [UInt8](repeating: 7, count: 32), document: bytes("双方同意。"), frozenAt: at(6),
            label: "unsigned")
    }

    static func result(_ id: String, seat: Int = 2) throws -> CommandResultRecord {
        guard let seat = SeatNumber(seat) else { throw StorageError(.failed) }
        return CommandResultRecord(
            seat: seat, commandID: CommandID(id), digest: [1, 2, 3], result: bytes("result of \(id)"))
    }
}

extension Store {
    /// Commits with whatever revision the session has, for tests of other things.
    @discardableResult
    func put(_ commit: Commit) async throws -> Committed {
        var commit = commit
        if let id = commit.sessionChange?.id {
            commit.sessionChange?.expectedRevision = try await revision(ofSession: id)
        }
        return try await self.commit(commit)
    }
}

/// Changes of accounts, bureaus and sign-ins with events of no meaning, for tests of the rows.
extension Store {
    private func note(_ kind: String) -> BureauNote {
        BureauNote(EventRecord(kind: "bureau.\(kind)", payload: Sample.bytes(kind)), at: Sample.at(7))
    }

    func add(_ account: AccountRecord) async throws { try await add(account, noting: note("account_added")) }
    func add(_ signIn: SignInRecord) async throws { try await add(signIn, noting: note("signed_in")) }
    func put(_ bureau: Bureau) async throws { try await put(bureau, noting: note("bureau_set")) }

    func change(_ changes: [StaffChange], answering answer: AnsweredRequest? = nil) async throws {
        try await change(changes, noting: [note("account_changed")], answering: answer)
    }

    func setPassword(of id: AccountID, hash: String) async throws {
        try await setPassword(of: id, hash: hash, noting: note("password_set"))
    }

    func setDisabled(_ id: AccountID, at: Instant?) async throws {
        try await setDisabled(id, at: at, noting: note(at == nil ? "account_enabled" : "account_disabled"))
    }
}
