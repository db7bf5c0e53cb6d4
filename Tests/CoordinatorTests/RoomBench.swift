import Cryptography
import Foundation
import Logging
import Mediation
import Storage
import StorageSQLite
import Synchronization
import TestKit
import Testing
import Transport
import Vault
import Wire

@testable import Coordinator

/// Sockets that keep what they were given, clocks that ring when told.
@LoopActor
final class ListedSockets: Sockets {
    private(set) var sent: [PeerID: [String]] = [:]
    private(set) var closed: [PeerID: CloseCode] = [:]
    private var alarms: [Int: (due: Int64, ring: @LoopActor () -> Void)] = [:]
    private var nextAlarm = 0
    /// Woken whenever something was sent or closed, so that a test waits for an event and not for a time.
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func send(_ bytes: [UInt8], to peer: PeerID) {
        sent[peer, default: []].append(String(decoding: bytes, as: UTF8.self))
        wake()
    }

    func send(_ text: OutgoingText, to peer: PeerID) { send(text.bytes, to: peer) }

    func close(_ peer: PeerID, _ code: CloseCode) {
        if closed[peer] == nil { closed[peer] = code }
        wake()
    }

    func after(milliseconds: Int64, _ body: @escaping @LoopActor () -> Void) -> @LoopActor () -> Void {
        nextAlarm += 1
        let number = nextAlarm
        alarms[number] = (milliseconds, body)
        return { self.alarms[number] = nil }
    }

    /// Rings what was set to ring within `milliseconds` of its setting, each once.
    func ring(within milliseconds: Int64) {
        for (number, alarm) in alarms.sorted(by: { $0.key < $1.key }) where alarm.due <= milliseconds {
            guard alarms.removeValue(forKey: number) != nil else { continue }
            alarm.ring()
        }
    }

    private func wake() {
        for watcher in watchers { watcher.resume() }
        watchers = []
    }

    /// Returns when `peer` was sent something that holds `words`; what came before `from` doesn't count. Nothing is waited
    /// for longer than `patience`: the test then fails with what was sent.
    func wait(_ peer: PeerID, for words: String, from index: Int = 0) async -> String {
        let found = await event {
            self.sent[peer, default: []].dropFirst(index).first { $0.contains(words) }
        }
        if found == nil {
            Issue.record(
                "\(words) did not come; sent: \(sent[peer, default: []].suffix(3)), closed: \(closed[peer] as Any)"
            )
        }
        return found ?? ""
    }

    func waitForClose(of peer: PeerID) async -> CloseCode? {
        let code = await event { self.closed[peer] }
        if code == nil { Issue.record("not closed; sent: \(sent[peer, default: []].suffix(3))") }
        return code
    }

    /// Against hanging only: beside a build, and with all tests at once on two cores, a turn of the loop was seen to come after 20 s.
    static let patience = Duration.seconds(180)

    /// Looks again whenever something was sent or closed, until there is a value or patience ends.
    private func event<Value>(_ look: () -> Value?) async -> Value? {
        let end = ContinuousClock.now + Self.patience
        let alarm = Task { @LoopActor in
            try await Task.sleep(until: end, clock: .continuous)
            self.wake()
        }
        defer { alarm.cancel() }
        while ContinuousClock.now < end {
            if let value = look() { return value }
            await withCheckedContinuation { watchers.append($0) }
        }
        return look()
    }

    func count(_ peer: PeerID) -> Int { sent[peer]?.count ?? 0 }
}

/// A store, a case with two sides, a launched session and the door, as the server puts them together.
@LoopActor
final class RoomBench {
    let directory: String
    let store: SQLiteStore
    let sockets = ListedSockets()
    let time: TestTime
    private(set) var rooms: Rooms
    private(set) var door: SocketDoor
    let gate: Gate
    let session: SessionID
    let cookie: String
    private var otherCookie: String?
    private let configuration: Configuration
    private var nextSlot: UInt32 = 0
    private var attached: [PeerID: SocketDoor.Socket] = [:]

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Opens everything in a folder of its own.
    static func open() async throws -> RoomBench {
        let directory = NSTemporaryDirectory() + "trialogue-room-" + SecureRandom.identifier()
        return try await RoomBench(directory)
    }

    private init(_ directory: String) async throws {
        self.directory = directory
        time = TestTime()
        let clock = time.clock
        store = try await SQLiteStore.open(directory: directory, creating: true)
        configuration = Configuration(
            isDemo: false, origins: ["https://127.0.0.1"], relay: nil, build: "test")
        let officer = Account(
            id: AccountID("a-G003"), staffNo: "G003", name: "周砚", role: .seniorOfficer, unit: "信访科")
        try await store.add(AccountRecord(officer, passwordHash: "x", createdAt: clock.now))
        let token = SignInToken()
        cookie = "\(Gate.cookieName)=\(token.cookie)"
        try await store.add(
            SignInRecord(
                tokenDigest: token.digest, accountID: officer.id, createdAt: clock.now,
                expiresAt: clock.now.adding(.hours(1)), lastSeenAt: clock.now))
        gate = Gate(
            configuration: configuration, store: store, clock: clock, inviteKey: try store.inviteKey())
        let desk = CaseDesk(store: store, clock: clock)
        let services = LiveServices(
            configuration: configuration, store: store, cases: desk, sockets: sockets, clock: clock,
            logger: Logger(label: "test"))
        rooms = Rooms(services: services)
        door = SocketDoor(gate: gate, rooms: rooms, services: services)
        session = try await Self.launch(desk, rooms, officer)
    }

    private static func launch(_ desk: CaseDesk, _ rooms: Rooms, _ officer: Account) async throws -> SessionID
    {
        let people = [
            Party(id: PartyID("p-1"), role: .petitioner, name: "林晚舟"),
            Party(id: PartyID("p-2"), role: .respondent, name: "贺长风"),
        ]
        let registration = Registration(
            title: "测试事项", channel: .visit, visitKind: .first, contentClass: .appealRequest, claims: "诉求",
            facts: "事实", issueLocation: "西苑", concernedUnit: "西苑派出所", headCount: 1, parties: people,
            receivedAt: RoomDriver().now)
        let opened = try await desk.register(registration, id: CaseID("c-1"), by: officer)
        let id = SessionID("s-1")
        let launch = try SessionLaunch(
            id, of: opened, by: officer, kind: .petitionTalk, inviting: people.map(\.id),
            at: SessionLaunch.Place(office: "青禾区公安分局", phone: "100-0000-0110", paths: .direct),
            expiresAt: RoomDriver().now.adding(.hours(8)), now: RoomDriver().now)
        _ = try await rooms.found(launch)
        return id
    }

    /// Forgets everything in memory, as a kill does; the store is what is left.
    func restart() {
        let clock = time.clock
        let services = LiveServices(
            configuration: configuration, store: store, cases: CaseDesk(store: store, clock: clock),
            sockets: sockets, clock: clock, logger: Logger(label: "test"))
        rooms = Rooms(services: services)
        door = SocketDoor(gate: gate, rooms: rooms, services: services)
    }

    /// A socket that was opened at its room's address, unless told otherwise.
    func peer(cookies: String? = nil, at room: RoomAddress? = nil) -> PeerID {
        nextSlot += 1
        let peer = PeerID(slot: nextSlot, generation: 1)
        attached[peer] = door.opened(
            peer, at: room ?? .room(session), address: NetworkAddress("127.0.0.1")?.group, cookies: cookies,
            userAgent: "Chrome/120 Linux")
        return peer
    }

    func say(_ text: String, _ peer: PeerID) {
        // As the transport does: what comes on a socket that is being closed is not read.
        guard let socket = attached[peer], sockets.closed[peer] == nil else { return }
        Array(text.utf8).withUnsafeBytes { door.received($0, from: socket) }
    }

    /// A page says hello and is welcomed.
    func host(page: String = "page-1") async -> PeerID {
        let peer = peer(cookies: cookie)
        say(
            #"{"type":"hello","session":"s-1","page":"\#(page)","device":"d-1","seq":0,"links":[],"takeOver":true}"#,
            peer)
        _ = await sockets.wait(peer, for: #""type":"welcome""#)
        return peer
    }

    func attachment(of peer: PeerID) -> SocketDoor.Socket? { attached[peer] }

    /// The socket is gone, and nothing here remembers it.
    func gone(_ peer: PeerID) {
        door.closed(peer)
        attached[peer] = nil
    }

    /// Changes accounts as a command does beside the running server.
    func elsewhere(_ change: @Sendable (SQLiteAccounts) async throws -> Void) async throws {
        let accounts = try await SQLiteStore.openAccounts(directory: directory)
        try await change(accounts)
        try await accounts.close()
    }

    /// The cookie of an officer who is signed in and hosts nothing here.
    func otherOfficersCookie() async throws -> String {
        if let otherCookie { return otherCookie }
        let officer = Account(
            id: AccountID("a-G004"), staffNo: "G004", name: "沈既白", role: .seniorOfficer, unit: "信访科")
        try await store.add(AccountRecord(officer, passwordHash: "x", createdAt: time.now))
        let token = SignInToken()
        try await store.add(
            SignInRecord(
                tokenDigest: token.digest, accountID: officer.id, createdAt: time.now,
                expiresAt: time.now.adding(.hours(1)), lastSeenAt: time.now))
        let cookie = "\(Gate.cookieName)=\(token.cookie)"
        otherCookie = cookie
        return cookie
    }

    /// A guest's credential as it was given for that generation of the link.
    func credential(_ seat: Int, generation: Int = 1) -> String {
        gate.credential(session: session, seat: RoomDriver.seat(seat), generation: generation)
    }

    /// Says a hello by a link on a socket that may have said other things before.
    func hello(
        _ peer: PeerID, seat: Int, generation: Int = 1, page: String, device: String, takeOver: Bool = false
    ) {
        say(
            #"{"type":"hello","seatCredential":"\#(credential(seat, generation: generation))","page":"\#(page)","device":"\#(device)","seq":0,"links":[],"takeOver":\#(takeOver)}"#,
            peer)
    }

    func hello(_ seat: Int, page: String, run: String? = nil, seq: Int = 0) -> PeerID {
        let credential = credential(seat)
        let peer = peer()
        let runText = run.map { "\"\($0)\"" } ?? "null"
        say(
            #"{"type":"hello","seatCredential":"\#(credential)","page":"\#(page)","device":"d-\#(seat)","run":\#(runText),"seq":\#(seq),"links":[]}"#,
            peer)
        return peer
    }

    func guest(_ seat: Int, page: String? = nil) async -> PeerID {
        let peer = hello(seat, page: page ?? "page-\(seat)")
        _ = await sockets.wait(peer, for: #""type":"welcome""#)
        return peer
    }

    /// Sends a request and returns its answer.
    func ask(_ peer: PeerID, _ id: String, _ members: String) async -> String {
        let before = sockets.count(peer)
        say(#"{"id":"\#(id)",\#(members)}"#, peer)
        return await sockets.wait(peer, for: #""id":"\#(id)""#, from: before)
    }

    /// Host and both guests at the table.
    func table() async -> (PeerID, PeerID, PeerID) {
        let host = await host()
        var guests: [PeerID] = []
        for seat in 2...3 {
            let guest = await guest(seat)
            _ = await ask(guest, "c\(seat)", #""type":"consent","notice":"2026-11""#)
            _ = await ask(guest, "r\(seat)", #""type":"ready""#)
            _ = await ask(host, "a\(seat)", #""type":"admit","seat":\#(seat)"#)
            guests.append(guest)
        }
        return (host, guests[0], guests[1])
    }
}

/// A clock that a test sets.
final class TestTime: Sendable {
    private let value = Mutex((now: RoomDriver().now, steady: Instant(milliseconds: 5000)))
    var now: Instant { value.withLock { $0.now } }
    var steady: Instant { value.withLock { $0.steady } }

    func wait(_ span: Span) {
        value.withLock { $0 = ($0.now.adding(span), $0.steady.adding(span)) }
    }

    /// Somebody sets the machine's clock.
    func set(by span: Span) { value.withLock { $0.now = $0.now.adding(span) } }

    var clock: Clock { Clock({ self.now }, steady: { self.steady }) }
}
