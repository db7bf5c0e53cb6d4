import CoreMetrics
import Cryptography
import Dispatch
import Foundation
import Logging
import Mediation
import MetricsTestKit
import Storage
import StorageMemory
import Telemetry
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator
@testable import StorageSQLite

/// Answers requests, and says a text back as often as it is told.
@LoopActor
private final class Flood: ServerHandler {
    var loop: LoopServer?
    private(set) var peers: [PeerID] = []

    func bodyPlan(of exchange: HTTPExchange) -> BodyPlan { .whole(limit: nil) }
    func handle(_ exchange: HTTPExchange) {
        exchange.respond(status: 204, headers: [], contentType: "", body: [])
    }
    func upgrade(_ request: UpgradeRequest) -> UpgradeRefusal? { nil }
    func opened(_ peer: PeerID, request: UpgradeRequest) -> UnsafeMutableRawPointer? {
        peers.append(peer)
        return nil
    }
    func received(_ peer: PeerID, attachment: UnsafeMutableRawPointer?, text: UnsafeRawBufferPointer) {
        loop?.send(peer, text)
    }
    func closed(_ peer: PeerID, code: UInt16?) {}

    /// Sends until the peer's outbox is full; it reads nothing.
    func fill(_ peer: PeerID) {
        let message = [UInt8](repeating: 98, count: 32_768)
        for _ in 0..<2_000 where loop?.send(peer, message) != .overflowed {}
    }
}

/// What is counted in the real parts reaches a metrics factory: every instrument of the closed lists.
@Suite(.timeLimit(.minutes(10))) struct TelemetryTests {
    init() { LoopActor.startThread() }

    private let metrics = TestMetrics()

    /// As the pulse does, by a reporter of its own: what was counted counts from the start.
    private func tell(_ readings: ServerReadings) {
        var reporter = Reporter(to: metrics)
        reporter.report(readings)
    }

    @Test @LoopActor func `Every instrument is fed by what it counts`() async throws {
        try await useTheLoop()
        try await useTheStore()
        try await useRooms()
        try await useDuties()
        for total in Total.allCases {
            #expect(metrics.counterTotal(label: total.name) > 0, "nothing feeds \(total.name)")
        }
        for level in Level.allCases {
            let values = try metrics.expectMeter(level.name).values
            #expect(values.contains { $0 > 0 }, "nothing feeds \(level.name)")
        }
        for coded in Coded.allCases {
            let told = coded.codes.filter {
                metrics.counterTotal(label: coded.name, dimensions: [(Coded.label, $0)]) > 0
            }
            #expect(!told.isEmpty, "nothing feeds \(coded.name)")
        }
    }

    // MARK: The parts

    @LoopActor
    private func useTheLoop() async throws {
        var options = ListenOptions(
            address: "127.0.0.1", port: 0, certificatePath: nil, privateKeyPath: nil)
        options.requestsPerAddress = 2
        options.headSeconds = 300
        options.idleSeconds = 300
        let loop = try LoopServer(options: options, staticFiles: nil)
        let flood = Flood()
        flood.loop = loop
        loop.handler = flood
        let port = loop.port
        let slow = try await onThread { try Self.slowClient(port) }
        let asking = try await onThread { try Self.askAndCrowd(port) }
        flood.fill(try #require(flood.peers.first))
        holdTheLoop()
        await withCheckedContinuation { next in LoopTimer.schedule(after: 32) { next.resume() } }
        tell(ServerReadings(loop: loop.takeTally()))
        withExtendedLifetime((slow.value, asking.value)) {}
        loop.stop(grace: 0)
        await withCheckedContinuation { gone in loop.whenStopped { gone.resume() } }
        flood.loop = nil
    }

    /// A client that is used by one thread after another.
    private struct Handed<Value>: @unchecked Sendable { let value: Value }

    private static func slowClient(_ port: UInt16) throws -> Handed<WebSocketClient> {
        let client = try WebSocketClient(port: port, receiveBuffer: 4_096)
        try client.send("hello")
        _ = try client.read()
        return Handed(value: client)
    }

    /// Two that ask, as many as there may be, and a third that is turned away.
    private static func askAndCrowd(_ port: UInt16) throws -> Handed<[SocketClient]> {
        let clients = [try SocketClient(port: port), try SocketClient(port: port)]
        for client in clients { _ = try client.get("/api/any") }
        #expect(try SocketClient(port: port).isClosedByServer())
        return Handed(value: clients)
    }

    /// One act that takes its time, while a timer is set.
    @LoopActor
    private func holdTheLoop() {
        LoopTimer.schedule(after: 0) {}
        let end = ContinuousClock.now + .milliseconds(100)
        while ContinuousClock.now < end {}
    }

    @LoopActor
    private func useTheStore() async throws {
        let bench = try await RoomBench.open()
        let engine = bench.store.engine
        let gate = DispatchSemaphore(value: 0)
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let slow = Task {
            try await engine.commits.commit { _ in
                beginning.finish()
                gate.wait()
            }
        }
        for await _ in began {}
        let behind = Task { try await engine.commits.commit { _ in throw StorageError(.conflict) } }
        while engine.commits.waitingCount < 1 { await Task.yield() }
        let (reads, reading) = AsyncStream.makeStream(of: Void.self)
        let reader = Task {
            try await engine.read { _ in
                reading.finish()
                gate.wait()
            }
        }
        for await _ in reads {}
        let held = try #require(bench.store.takeTally())
        #expect(held.waiting == 1 && held.readers == 1)
        tell(ServerReadings(store: held))
        gate.signal()
        gate.signal()
        try await slow.value
        try await reader.value
        await #expect(throws: StorageError(.conflict)) { try await behind.value }
        let done = try #require(bench.store.takeTally())
        #expect(done.refused == held.refused + 1 && done.commits == held.commits + 1)
        #expect(done.waiting == 0 && done.readers == 0)
        tell(ServerReadings(store: done))
        #expect(bench.store.takeTally()?.longest == 0)
    }

    @LoopActor
    private func useRooms() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        bench.say(
            #"{"type":"stats","links":[{"peer":1,"epoch":1,"state":"failed"}]}"#, petitioner)
        _ = await bench.sockets.wait(host, for: #""verdict":"down""#)
        bench.say(
            #"{"type":"stats","links":[{"peer":1,"epoch":1,"state":"failed"}]}"#, petitioner)
        bench.say(#"{"type":"present"}"#, petitioner)
        _ = await bench.sockets.wait(petitioner, for: "missing_field")
        tell(readings(bench))
        // Once, however often the page tells of it.
        #expect(bench.rooms.services.tally.linksDown == 1)
        #expect(bench.rooms.standing == (1, 3))
        #expect(bench.rooms.services.tally.refusals == [.missingField: 1])
        #expect(bench.rooms.services.tally.events[.admitted] == 2)

        bench.restart()
        let back = await bench.host(page: "page-1")
        try await bench.store.close()
        bench.say(#"{"type":"present","id":"p","on":true}"#, back)
        #expect(await bench.sockets.waitForClose(of: back) == .fault)
        _ = try? await bench.rooms.host(bench.session)
        tell(readings(bench))
    }

    @LoopActor
    private func readings(_ bench: RoomBench) -> ServerReadings {
        ServerReadings(tally: bench.rooms.services.tally, rooms: bench.rooms.standing)
    }

    @LoopActor
    private func useDuties() async throws {
        let bench = try await RoomBench.open()
        let scheduler = Scheduler(
            [Retention(store: bench.store)], sockets: bench.sockets, clock: bench.time.clock,
            logger: Logger(label: "test"))
        scheduler.start()
        for isClosed in [false, true] {
            if isClosed { try await bench.store.close() }
            bench.time.wait(.days(2))
            bench.sockets.ring(within: Scheduler.look.milliseconds)
            await scheduler.running?.value
        }
        tell(ServerReadings(duties: scheduler.tally))
    }

    // MARK: The lists

    /// Counts each thing as often as its place in its list.
    private struct Numbered: Readings {
        var times: Int64 = 1

        private func place<Each: CaseIterable & Equatable>(_ each: Each) -> Int64 {
            times * Int64((Array(Each.allCases).firstIndex(of: each) ?? 0) + 1)
        }

        func total(_ total: Total) -> Int64 { place(total) }
        func level(_ level: Level) -> Int64 { place(level) }
        func coded(_ coded: Coded) -> [String: Int64] {
            Dictionary(
                uniqueKeysWithValues: coded.codes.enumerated().map { ($1, times * Int64($0 + 1)) })
        }
    }

    @Test func `Each value goes to its own instrument, and a total by what was added`() throws {
        var reporter = Reporter(to: metrics)
        reporter.report(Numbered())
        reporter.report(Numbered(times: 3))
        for (index, total) in Total.allCases.enumerated() {
            #expect(try metrics.expectCounter(total.name).values == [Int64(index + 1), Int64(2 * index + 2)])
        }
        for (index, level) in Level.allCases.enumerated() {
            #expect(try metrics.expectMeter(level.name).values == [Double(index + 1), Double(3 * index + 3)])
        }
        for coded in Coded.allCases {
            for (index, code) in coded.codes.enumerated() {
                let counter = try metrics.expectCounter(coded.name, [(Coded.label, code)])
                #expect(counter.totalValue == Int64(3 * index + 3))
            }
        }
    }

    @Test func `No instrument has a label but the codes of its list`() {
        tell(ServerReadings())
        let codes = Coded.allCases.reduce(0) { $0 + $1.codes.count }
        #expect(metrics.counters.count == Total.allCases.count + codes)
        #expect(metrics.meters.count == Level.allCases.count)
        #expect(metrics.recorders.isEmpty && metrics.timers.isEmpty)
        let names = Total.allCases.map(\.name) + Level.allCases.map(\.name) + Coded.allCases.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `The operator's table is the list`() throws {
        var rows = Total.allCases.map { "| `\($0.name)` | total | \($0.unit.rawValue) | \($0.meaning) |" }
        rows += Level.allCases.map { "| `\($0.name)` | level | \($0.unit.rawValue) | \($0.meaning) |" }
        rows += Coded.allCases.map { "| `\($0.name)` | total by `\(Coded.label)` | — | \($0.meaning) |" }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = try String(
            contentsOf: root.appendingPathComponent("docs/operations.md"), encoding: .utf8)
        let chapters = document.components(separatedBy: "\n## ")
        let chapter = try #require(chapters.first { $0.hasPrefix("What the server counts\n") })
        let found = chapter.components(separatedBy: "\n").filter { $0.hasPrefix("| `trialogue.") }
        #expect(found == rows, "the table is:\n\(rows.joined(separator: "\n"))")
    }

    // MARK: The server

    @Test @LoopActor func `A server tells its factory what it has done, at the latest when it stops`()
        async throws
    {
        let key = SealingKey()
        let store = SealedStore(over: MemoryEngine(keeping: try Keeping(masterKey: key)), masterKey: key)
        let options = ListenOptions(
            address: "127.0.0.1", port: 0, certificatePath: nil, privateKeyPath: nil)
        let server = try Server(
            options: options, staticFiles: nil, store: store, inviteKey: try store.inviteKey(),
            metrics: metrics, logger: Logger(label: "test"))
        server.open(Configuration(isDemo: false, origins: ["https://127.0.0.1"], relay: nil, build: "test"))
        let port = server.port
        let status = try await onThread { try SocketClient(port: port).get("/api/me").status }
        #expect(status == 401)
        server.stop()
        #expect(metrics.counterTotal(label: Total.requests.name) == 1)
        let refusals = try metrics.expectCounter(
            Coded.refusals.name, [(Coded.label, Refusal.Code.notSignedIn.rawValue)])
        #expect(refusals.totalValue == 1)
    }

    @Test @LoopActor func `The pulse reports every ten seconds until it is stopped`() {
        let sockets = ListedSockets()
        var duties: Int64 = 0
        let pulse = Pulse(to: metrics, sockets: sockets) {
            duties += 1
            return ServerReadings(duties: (duties, 0))
        }
        pulse.start()
        for _ in 0..<3 { sockets.ring(within: Pulse.interval.milliseconds) }
        #expect(metrics.counterTotal(label: Total.dutiesDone.name) == 3)
        pulse.stop()
        sockets.ring(within: Pulse.interval.milliseconds)
        #expect(metrics.counterTotal(label: Total.dutiesDone.name) == 4)
    }
}
