import Cryptography
import Foundation
import Logging
import Mediation
import Storage
import StorageMemory
import StorageSQLite
import TestKit
import Transport
import Vault

@testable import Coordinator

/// A request that no transport brought: what a route answers is kept.
@LoopActor
final class ListedExchange: Exchange {
    let method: String
    let path: String
    let query: [(String, String)]
    let remoteAddress = "127.0.0.1"
    let body: [UInt8]
    private let headers: [String: String]
    private let answered: CheckedContinuation<Reply, Never>

    init(
        _ method: String, _ path: String, query: [(String, String)], headers: [String: String], body: String,
        answered: CheckedContinuation<Reply, Never>
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = Array(body.utf8)
        self.answered = answered
    }

    func header(_ name: String) -> String? { headers[name] }

    func respond(status: Int, headers: [(String, String)], contentType: String, body: [UInt8]) {
        answered.resume(
            returning: Reply(
                status: status, headers: Dictionary(headers) { $1 }, contentType: contentType,
                text: String(decoding: body, as: UTF8.self)))
    }
}

/// What a route answered.
struct Reply: Sendable {
    let status: Int
    let headers: [String: String]
    let contentType: String
    let text: String

    private struct Named: Decodable {
        let id: String?
        let code: String?
        let field: String?
        let version: Int?
    }

    private var named: Named? { try? JSONDecoder().decode(Named.self, from: Data(text.utf8)) }
    var id: String { named?.id ?? "" }
    var code: String { named?.code ?? "" }
    var field: String? { named?.field }
    var version: Int { named?.version ?? 0 }
}

/// The routes of a server without its transport, on a store of their own, and an officer who is signed in.
@LoopActor
final class RouteBench {
    let store: any ProjectionStore
    let time = TestTime()
    let directory: String
    private let inviteKey: InviteKey
    let cookie: String
    private(set) var router: Router
    private(set) var rooms: Rooms

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    static func open() async throws -> RouteBench {
        let directory = folder
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        return try await RouteBench(directory, store, try store.inviteKey())
    }

    /// On an engine without a disk.
    static func inMemory(disk: (any SimulatedDisk)? = nil) async throws -> RouteBench {
        let key = SealingKey()
        let store = SealedStore(
            over: MemoryEngine(keeping: try Keeping(masterKey: key), disk: disk), masterKey: key)
        return try await RouteBench("", store, try store.inviteKey())
    }

    /// Over a copy of the store of November 2026, which has the officer.
    static func golden() async throws -> RouteBench {
        let directory = folder
        try GoldenStoreTests.copy(to: directory)
        let store = try await SQLiteStore.open(directory: directory, creating: false)
        return try await RouteBench(directory, store, try store.inviteKey(), isNew: false)
    }

    private static var folder: String {
        NSTemporaryDirectory() + "trialogue-routes-" + SecureRandom.identifier()
    }

    private init(
        _ directory: String, _ store: any ProjectionStore, _ inviteKey: InviteKey, isNew: Bool = true
    ) async throws {
        self.directory = directory
        self.store = store
        self.inviteKey = inviteKey
        let officer = Account(
            id: AccountID("a-G003"), staffNo: "G003", name: "周砚", role: .seniorOfficer, unit: "信访科")
        if isNew { try await store.add(AccountRecord(officer, passwordHash: "x", createdAt: time.now)) }
        let token = SignInToken()
        cookie = "\(Gate.cookieName)=\(token.cookie)"
        try await store.add(
            SignInRecord(
                tokenDigest: token.digest, accountID: officer.id, createdAt: time.now,
                expiresAt: time.now.adding(.hours(9)), lastSeenAt: time.now))
        (router, rooms) = try Self.routes(store, inviteKey, time)
    }

    /// Everything in memory anew, as after a kill.
    func restart() throws { (router, rooms) = try Self.routes(store, inviteKey, time) }

    private static func routes(
        _ store: any ProjectionStore, _ inviteKey: InviteKey, _ time: TestTime
    ) throws -> (Router, Rooms) {
        let configuration = Configuration(
            isDemo: false, origins: ["https://127.0.0.1"], relay: nil, build: "test")
        let clock = Clock { time.now }
        let logger = Logger(label: "test")
        let gate = Gate(
            configuration: configuration, store: store, clock: clock, inviteKey: inviteKey)
        let live = LiveServices(
            configuration: configuration, store: store, cases: CaseDesk(store: store, clock: clock),
            sockets: ListedSockets(), clock: clock, logger: logger)
        let rooms = Rooms(services: live)
        let router = Router(gate: gate, logger: logger)
        router.add(RouteServices(gate: gate, rooms: rooms, live: live))
        return (router, rooms)
    }

    func post(_ path: String, _ body: String) async -> Reply { await ask("POST", path, body: body) }

    func get(_ path: String, _ query: (String, String)...) async -> Reply {
        await ask("GET", path, query: query)
    }

    /// The cookie of another account, signed in.
    func signedIn(
        _ role: Role, _ staffNo: String, unit: String, of bureau: BureauID = .main
    ) async throws -> String {
        let account = Account(
            id: AccountID("a-\(staffNo)"), bureau: bureau, staffNo: staffNo, name: "陆平", role: role,
            unit: unit)
        try await store.add(AccountRecord(account, passwordHash: "x", createdAt: time.now))
        let token = SignInToken()
        try await store.add(
            SignInRecord(
                tokenDigest: token.digest, accountID: account.id, createdAt: time.now,
                expiresAt: time.now.adding(.hours(9)), lastSeenAt: time.now))
        return "\(Gate.cookieName)=\(token.cookie)"
    }

    func ask(
        _ method: String, _ path: String, query: [(String, String)] = [], body: String = "",
        cookie other: String? = nil
    ) async -> Reply {
        let headers = [
            "cookie": other ?? cookie, "origin": "https://127.0.0.1", "content-type": "application/json",
        ]
        return await withCheckedContinuation { answered in
            router.handle(
                ListedExchange(method, path, query: query, headers: headers, body: body, answered: answered))
        }
    }

    /// The same request so many times at once.
    func post(_ times: Int, _ path: String, _ body: @escaping @Sendable (Int) -> String) async -> [Reply] {
        let tasks = (0..<times).map { index in
            Task { @LoopActor in await self.post(path, body(index)) }
        }
        var replies: [Reply] = []
        for task in tasks { replies.append(await task.value) }
        return replies
    }

    // MARK: Bodies

    nonisolated static func registration(
        _ request: String, title: String = "楼上楼下夜间噪声", headCount: String = "1",
        birthDate: String = "1980-04-02"
    ) -> String {
        #"{"request":"\#(request)","title":"\#(title)","channel":"visit","visitKind":"first","#
            + #""contentClass":"appeal_request","claims":"夜里十点后停止装修。","facts":"每晚十一点仍有电钻声。","#
            + #""headCount":\#(headCount),"parties":[{"role":"petitioner","name":"霍星野","birthDate":"\#(birthDate)"},"#
            + #"{"role":"respondent","name":"贺长风"}]}"#
    }

    nonisolated static func person(_ request: String, name: String = "苏见微", birthDate: String = "") -> String
    {
        #"{"request":"\#(request)","role":"witness","name":"\#(name)","birthDate":"\#(birthDate)"}"#
    }

    /// A registered case and its path.
    func registered(_ request: String = "r-0") async -> String {
        "/api/cases/" + (await post("/api/cases", Self.registration(request))).id
    }

    /// A launched session of a new case and its path.
    func launched(_ request: String = "l-0") async throws -> (path: String, caseID: CaseID, id: SessionID) {
        let path = await registered("r-of-\(request)")
        let id = CaseID(String(path.dropFirst("/api/cases/".count)))
        let body = try await launchBody(request, id)
        let session = await post("\(path)/sessions", body).id
        return ("/api/sessions/\(session)", id, SessionID(session))
    }

    func launchBody(_ request: String, _ id: CaseID) async throws -> String {
        guard let record = try await store.caseFile(id) else { throw Refusal(.notFound) }
        let people = try CaseCodec().open(record).file.registration.parties.prefix(2).map { "\"\($0.id)\"" }
        return
            #"{"request":"\#(request)","kind":"petition_talk","invite":[\#(people.joined(separator: ","))]}"#
    }

    func journal(_ id: SessionID) async throws -> [String] {
        try await store.events(ofSession: id).map(\.kind)
    }

    func file(_ id: CaseID) async throws -> CaseFile {
        guard let record = try await store.caseFile(id) else { throw Refusal(.notFound) }
        return try CaseCodec().open(record).file
    }
}
