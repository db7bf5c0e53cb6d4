import Cryptography
import Foundation
import GRDB
import Journal
import Mediation
import Projections
import Records
import Storage
import StorageSQLite
import Vault

@testable import Coordinator

/// A small store with something in every table: the golden one, gone on with by today's program. `earlier` is what it was
/// some steps before its last state.
struct ProofStore {
    let folder: String
    let earlier: String

    static let now = Instant(milliseconds: 1_774_000_000_000)
    static let officer = Account(
        id: AccountID("a-G003"), staffNo: "G003", name: "周砚", role: .seniorOfficer, unit: "信访科")

    /// Makes one; `body` gets it, and the folders go.
    static func with<Value>(_ body: (ProofStore) async throws -> Value) async throws -> Value {
        let root = NSTemporaryDirectory() + "trialogue-proof-" + SecureRandom.identifier()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let store = ProofStore(folder: root + "/now", earlier: root + "/earlier")
        try GoldenStoreTests.copy(to: store.folder)
        try await store.begin()
        try FileManager.default.copyItem(atPath: store.folder, toPath: store.earlier)
        try await store.goOn()
        return try await body(store)
    }

    private func opened(_ body: (SQLiteStore) async throws -> Void) async throws {
        let store = try await SQLiteStore.open(directory: folder)
        try await body(store)
        try await store.close()
    }

    /// What an installation does that is brought up: rows of before are filled. Then a talk is launched.
    private func begin() async throws {
        try await opened { store in
            try await store.begin(at: Self.now)
            _ = try await Rebuild.fill(store)
            while try await store.nextCaseNumber(of: .main, year: 2026) < 88 { continue }
            try await store.add(signIn("one"))
            let station = try UnitForm(name: "西苑派出所", kind: .station)
            try await StaffDesk(store: store, of: .main).perform(
                .addUnit(UnitID("u-1"), station), at: Self.now)
            let lawyer = try LawyerForm(licenceNo: "A-1", name: "闻笛", firm: "值班站", capacity: .duty)
            try await LawyerDesk(store: store, of: .main).perform(
                .add(LawyerID("l-1"), lawyer), at: Self.now)
            try await store.keep(answer("r-1", of: "c-2", nil))
            try await launch("s-8", of: "c-2", in: store)
        }
    }

    /// Drafts, answers and steps that the earlier state does not have.
    private func goOn() async throws {
        try await opened { store in
            for revision in 1...2 {
                var change = SessionChange(
                    id: SessionID("s-8"),
                    expectedRevision: try await store.revision(ofSession: SessionID("s-8")))
                change.drafts = [
                    DraftRecord(section: "result", revision: revision, text: "经过 \(revision)"),
                    DraftRecord(section: "private_note", revision: revision, text: "先分开谈 \(revision)"),
                ]
                change.commandResult = CommandResultRecord(
                    seat: .bureau, commandID: CommandID("k-\(revision)"),
                    digest: Digest.sha256([UInt8(revision)]),
                    result: try CommandResult(revision: revision).encoded())
                try await store.commit(
                    Commit(caseID: CaseID("c-2"), at: Self.now, sessionChange: change))
            }
            try await step(.handling(.note("又来电询问")), on: "c-2", in: store)
            try await step(.handling(.note("已答复")), on: "c-7", in: store)
            try await store.add(signIn("two"))
            try await store.keep(answer("r-2", of: "c-2", SessionID("s-8")))
            try await store.touch(
                tokenDigest: Digest.sha256(Array("one".utf8)), seenAt: Self.now.adding(.minutes(3)),
                expiresAt: Self.now.adding(.hours(9)))
        }
    }

    func signIn(_ name: String) -> SignInRecord {
        SignInRecord(
            tokenDigest: Digest.sha256(Array(name.utf8)), accountID: Self.officer.id, createdAt: Self.now,
            expiresAt: Self.now.adding(.hours(8)), lastSeenAt: Self.now)
    }

    func answer(_ request: String, of id: String, _ session: SessionID?) -> AnsweredRequest {
        AnsweredRequest(
            account: Self.officer.id, request: CommandID(request), digest: Digest.sha256(Array(request.utf8)),
            caseID: CaseID(id), sessionID: session, status: 200, at: Self.now)
    }

    private func file(_ id: String, in store: SQLiteStore) async throws -> CaseCodec.Opened {
        guard let record = try await store.caseFile(CaseID(id)) else { throw StorageError(.notFound) }
        return try CaseCodec().open(record)
    }

    func step(_ command: CaseCommand, on id: String, in store: SQLiteStore) async throws {
        let opened = try await file(id, in: store)
        // Each in an instant of its own, as people act.
        let now = opened.file.updatedAt.adding(.minutes(1))
        let events = try opened.file.decide(command, by: Self.officer, at: now)
        try await store.commit(try CaseCodec().step(opened, events).commit(at: now))
    }

    private func launch(_ session: String, of id: String, in store: SQLiteStore) async throws {
        let opened = try await file(id, in: store)
        let event = CaseEvent(at: Self.now, by: Self.officer.reference, change: .registration(.taken))
        try await store.commit(try CaseCodec().step(opened, [event]).commit(at: Self.now))
        for (number, role) in [PartyRole.petitioner, .respondent].enumerated() {
            let person = Party(
                id: PartyID("p-9\(number)"), role: role, name: number == 0 ? "霍星野" : "贺长风",
                phone: "100-0000-209\(number)")
            try await step(.registration(.addParty(person)), on: id, in: store)
        }
        let taken = try await file(id, in: store)
        let now = taken.file.updatedAt.adding(.minutes(1))
        let launch = try SessionLaunch(
            SessionID(session), of: taken, by: Self.officer, kind: .petitionTalk,
            inviting: taken.file.registration.parties.suffix(2).map(\.id),
            at: SessionLaunch.Place(office: "接访室", phone: "100-0000-0110", paths: .direct),
            expiresAt: now.adding(.hours(8)), now: now)
        try await store.commit(launch.commit)
    }
}

/// What is wrong with a store, by every means that `trialogue verify` has.
struct Proof {
    let faults: [String]

    init(of folder: String) async throws {
        var faults: [String] = []
        do {
            let store = try await SQLiteStore.openReading(directory: folder)
            let check = try await StoreCheck(of: store)
            if let fault = check.fault { faults.append(fault) }
            faults += try await store.damagedPages()
            faults += try await store.schemaFaults()
            faults += try await StoreProof(of: store).faults.map(\.description)
            faults += try await StaffProof(of: store).faults
            faults += try await store.checkBlobs(inStore: folder).faults
            try await store.close()
        } catch {
            faults.append("\(error)")
        }
        self.faults = faults
    }
}
