import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault
import Wire

@testable import Coordinator

/// What a room leaves behind when it is over or its store fails it.
@Suite(.timeLimit(.minutes(10))) struct EndedRoomTests {
    init() { LoopActor.startThread() }

    private static func hello(_ page: String) throws -> ClientMessage.Hello {
        let text =
            #"{"type":"hello","session":"s-1","page":"\#(page)","device":"d","seq":0,"links":[],"takeOver":true}"#
        let message = try Array(text.utf8).withUnsafeBytes { try ClientMessage($0, type: "hello") }
        guard case .hello(let hello) = message else { throw Refusal(.malformed) }
        return hello
    }

    private static func speaker(_ seat: Int, generation: Int = 1, page: String) -> Speaker {
        Speaker(
            session: SessionID("s-1"), right: .guest(RoomDriver.seat(seat), generation: generation),
            page: PageID(page), device: DeviceID("d-\(seat)"), isWatching: false)
    }

    @Test @LoopActor
    func
        `When a commit fails, whoever waits behind it is answered and closed, and who comes too late as well`()
        async throws
    {
        let bench = try await RoomBench.open()
        let (host, _, _) = await bench.table()
        let room = try #require(bench.rooms.live(bench.session))
        try await bench.store.close()
        bench.say(#"{"type":"present","id":"p","on":true}"#, host)
        // The commit is under way; these stand in the queue behind it.
        let (arriving, refused, watching) = (bench.peer(), bench.peer(), bench.peer())
        room.hello(
            try Self.hello("new"), of: Self.speaker(2, page: "new"), peer: arriving, browser: "b")
        room.hello(
            try Self.hello("old"), of: Self.speaker(3, generation: 9, page: "old"), peer: refused,
            browser: "b")
        room.watch(watching, page: PageID("w"))
        let request = Task { @LoopActor in try await room.handle(.revoke(seat: RoomDriver.seat(3))) }
        await #expect(throws: Refusal(.storeFailed)) { try await request.value }
        for peer in [arriving, refused, watching] {
            #expect(await bench.sockets.waitForClose(of: peer) == .fault)
            #expect(bench.sockets.sent[peer]?.last?.contains("store_failed") == true)
        }
        #expect(await bench.sockets.waitForClose(of: host) == .fault)

        let (late, lateWatcher) = (bench.peer(), bench.peer())
        room.hello(try Self.hello("late"), of: Self.speaker(2, page: "late"), peer: late, browser: "b")
        room.watch(lateWatcher, page: PageID("lw"))
        for peer in [late, lateWatcher] {
            #expect(bench.sockets.closed[peer] == .fault)
            #expect(bench.sockets.sent[peer]?.last?.contains("store_failed") == true)
        }
        await #expect(throws: Refusal(.storeFailed)) {
            try await room.handle(.revoke(seat: RoomDriver.seat(2)))
        }
    }

    @Test @LoopActor func `A room that is over is freed with its streams, its timers and its sockets' state`()
        async throws
    {
        let bench = try await RoomBench.open()
        weak var room: RoomHost?
        weak var stream: SeatStream?
        weak var socket: SocketDoor.Socket?
        let peers = await bench.table()
        do {
            room = bench.rooms.live(bench.session)
            stream = room?.delivery.stream(of: RoomDriver.seat(2))
            socket = bench.attachment(of: peers.1)
            #expect(room != nil && stream != nil && socket != nil)
        }
        let watcher = bench.peer(cookies: bench.cookie)
        bench.say(
            #"{"type":"hello","session":"s-1","page":"w","device":"d-1","seq":0,"links":[],"watch":true}"#,
            watcher)
        _ = await bench.sockets.wait(watcher, for: #""type":"welcome""#)
        _ = await bench.ask(peers.0, "z", #""type":"end","reason":"agreement","note":"""#)
        for peer in [peers.0, peers.1, peers.2, watcher] {
            #expect(await bench.sockets.waitForClose(of: peer) == .sessionOver)
            bench.gone(peer)
        }
        // What was under way when the last socket went lets go within a few turns of the loop.
        for _ in 0..<1000 where room != nil || stream != nil || socket != nil { await Task.yield() }
        #expect(room == nil && stream == nil && socket == nil)
    }
}
