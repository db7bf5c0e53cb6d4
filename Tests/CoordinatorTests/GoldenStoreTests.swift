import Cryptography
import Foundation
import Journal
import Mediation
import Records
import Storage
import StorageSQLite
import Testing
import Transport
import Vault

@testable import Coordinator

/// A store as the release of November 2026 left it: a talk of two sides with a wall, a word from outside and minutes that were
/// reopened, a case that went through every kind of event, one that was just registered, one that is erased. It is
/// opened as it stands, without a step by hand, and tells what it told then.
@Suite(.timeLimit(.minutes(10))) struct GoldenStoreTests {
    init() { LoopActor.startThread() }

    private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("GoldenStore")
    /// The store's master key. It opens the invented people beside this file and nothing else.
    private static let key = "9435fb962375d899be46e7a106d345cc695e6c5f9a3a7c10ea848777d9e7fb07"
    private static let session = SessionID("s-1")
    /// When its answers were given.
    private static let then = Instant(milliseconds: 1_773_282_414_000)

    /// The store in a folder of its own: git keeps neither the key's permissions nor the file from being written to.
    private static func opened<Value: Sendable>(
        _ body: (SQLiteStore) async throws -> Value
    ) async throws -> Value {
        let folder = NSTemporaryDirectory() + "trialogue-golden-" + SecureRandom.identifier()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try copy(to: folder)
        let store = try await SQLiteStore.open(directory: folder, creating: false)
        let value = try await body(store)
        try await store.close()
        return value
    }

    /// A copy of its own in a folder that does not exist yet.
    static func copy(to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let database = golden.appendingPathComponent("trialogue.sqlite")
        let files = [
            "trialogue.sqlite": try Data(contentsOf: database),
            "master.key": Data(try #require(Hex.decode(key))),
        ]
        for (name, bytes) in files {
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            FileManager.default.createFile(
                atPath: folder + "/" + name, contents: bytes, attributes: attributes)
        }
    }

    private static func answer(_ name: String) throws -> JSONValue {
        let data = try Data(contentsOf: golden.appendingPathComponent("answers/\(name).json"))
        return try JSONDecoder().decode(JSONValue.self, from: data)
    }

    /// Where `now` doesn't say what `then` said; a member that is new says more and contradicts nothing.
    private static func differences(_ then: JSONValue, _ now: JSONValue?, at place: String) -> [String] {
        switch (then, now) {
        case (.object(let then), .object(let now)):
            return then.members.sorted { $0.key < $1.key }.flatMap {
                differences($0.value, now[$0.key], at: "\(place).\($0.key)")
            }
        // What a reader could do is still possible; pages offer more by now.
        case (.list(let then), .list(let now)) where place.hasSuffix(".may"):
            return then.filter { !now.contains($0) }.map { "\(place): no longer \($0)" }
        case (.list(let then), .list(let now)) where then.count == now.count:
            return zip(then, now).enumerated().flatMap {
                differences($1.0, $1.1, at: "\(place)[\($0)]")
            }
        default: return then == now ? [] : ["\(place): \(then), now \(now.map { "\($0)" } ?? "nothing")"]
        }
    }

    private static func tells(_ name: String, _ body: [UInt8]) throws -> [String] {
        let now = try JSONDecoder().decode(JSONValue.self, from: Data(body))
        return differences(try answer(name), now, at: name)
    }

    private static func reader(_ role: Role) -> Account {
        role == .seniorOfficer
            ? Account(id: AccountID("a-G003"), staffNo: "G003", name: "周砚", role: role, unit: "信访科")
            : Account(id: AccountID("a-J"), staffNo: "J", name: "督察", role: role, unit: "督察")
    }

    @Test func `the cases of the golden store are listed, and nothing is unreadable`() async throws {
        let listed = try await Self.opened { store in
            let page = try await store.cases(of: .main, officer: nil, statuses: [], after: nil, limit: 50)
            #expect(page.cases.unreadable.isEmpty)
            return CaseCodec().summaries(of: page.cases.rows)
        }
        #expect(listed.unreadable.isEmpty)
        #expect(listed.map(\.caseNo).sorted() == ["青信〔2026〕0001", "青信〔2026〕0007", "青信〔2026〕0088"])
    }

    @Test(arguments: ["c-1", "c-2", "c-7"])
    func `a case of the golden store is what its events make of it, and is shown as it was`(
        _ id: String
    ) async throws {
        try await Self.opened { store in
            let record = try #require(try await store.caseFile(CaseID(id)))
            let opened = try CaseCodec().open(record)
            let events = try await store.events(ofCase: CaseID(id)).whole()
                .filter { $0.kind.hasPrefix(CaseEvent.storedPrefix) }
                .map { try CaseEvent(kind: $0.kind, payload: $0.payload) }
            #expect(CaseFile(folding: events) == opened.file)
            for role in [Role.inspector, .seniorOfficer] {
                let view = CaseView(
                    opened.file, version: opened.version, for: Self.reader(role), at: Self.then)
                guard let view else {
                    Issue.record("\(role) no longer sees the case")
                    continue
                }
                #expect(try Self.tells("case-\(id)-\(role.rawValue)", Response.json(view).body) == [])
            }
        }
    }

    @Test func `the record of the golden talk tells what it told`() async throws {
        try await Self.opened { store in
            let record = try await MinutesRoutes.record(of: Self.session, in: store, until: Self.then)
            #expect(record.status == 200)
            #expect(try Self.tells("record", record.body) == [])
        }
    }

    @Test func `the room of the golden talk is folded, with its drafts, its notes and its answers`()
        async throws
    {
        try await Self.opened { store in
            let codec = RoomCodec()
            let room = try await codec.room(of: Self.session, in: store)
            #expect(room.phase == .ended)
            #expect(room.paper.draft.text(of: .result) == "约定十点后不施工。")
            #expect(room.paper.draft.text(of: .petitioner) == "夜里睡不着。")
            #expect(room.paper.note.text == "先分开谈")
            #expect(room.paper.frozen?.version == 2)
            let attached = try await store.minutes(ofSession: Self.session).whole()
            #expect(attached.map(\.version) == [2])
            let frozen = room.paper.frozen.map { Array($0.document.text.utf8) }
            #expect(attached.last?.document == frozen)
            for minutes in attached { #expect(Digest.sha256(minutes.document) == minutes.digest) }
            _ = try await codec.answers(of: Self.session, in: store)
            for result in try await store.commandResults(ofSession: Self.session).whole() {
                #expect(throws: Never.self) { try CommandResult(encoded: result.result) }
            }
            // Most kinds of events stand in it; the rest have their golden lines.
            let kinds = Set(try await store.events(ofSession: Self.session).whole().map(\.kind))
            #expect(kinds.count == 33, "\(kinds.sorted())")
        }
    }

    @Test func `the people of the golden store can sign in`() async throws {
        try await Self.opened { store in
            let accounts = try await store.accounts().whole().map { try Account($0) }
            #expect(accounts.map(\.staffNo) == ["G003", "L001"])
            #expect(accounts.last?.fields == "邻里纠纷、噪声")
        }
    }

    @Test func `the golden store is intact, and its erased case stays erased`() async throws {
        try await Self.opened { store in
            let check = try await StoreCheck(of: store)
            // Of the 89 of then, four cases'; what the log says of them, the cases' counts, and that rows were counted.
            #expect(check.fault == nil && check.entries == 89 + 1 + 4 + 1 && check.documents == 1)
            await #expect(throws: StorageError(.erased)) { try await store.caseFile(CaseID("c-9")) }
        }
    }

    /// What is there can be gone on with: a step of today's on a case and a journal of then.
    @Test func `a case of the golden store goes on`() async throws {
        try await Self.opened { store in
            let codec = CaseCodec()
            let opened = try codec.open(try #require(try await store.caseFile(CaseID("c-2"))))
            let event = CaseEvent(
                at: opened.file.updatedAt, by: Self.reader(.seniorOfficer).reference,
                change: .registration(.taken))
            let step = try codec.step(opened, [event])
            try await store.commit(step.commit(at: event.at))
            let again = try codec.open(try #require(try await store.caseFile(CaseID("c-2"))))
            #expect(again.file == step.file && again.file.registration.firstOfficer?.staffNo == "G003")
            #expect(try await StoreCheck(of: store).fault == nil)
        }
    }
}
