import Foundation
import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// What a session keeps while it goes on, and what its end takes along.
@Suite(.timeLimit(.minutes(10))) struct KeptBytesTests {
    init() { LoopActor.startThread() }

    private struct Record: Decodable {
        struct Edge: Decodable {
            let from: Int
            let to: Int
            let verdict: String?
            let rttMs: Double?
            let samples: Int
        }
        let edges: [Edge]
    }

    @LoopActor private func record(_ bench: RoomBench) async throws -> Record {
        let response = try await MinutesRoutes.record(
            of: bench.session, in: bench.store, until: bench.time.now)
        return try JSONDecoder().decode(Record.self, from: Data(response.body))
    }

    /// Seat 2 measures the officer's picture so many times, 30 s apart; returns when all of it is kept.
    @LoopActor private func measure(
        _ bench: RoomBench, _ petitioner: PeerID, by host: PeerID, times: Int, rtt: Int, _ name: String
    ) async {
        for number in 0..<times {
            bench.time.wait(.seconds(30))
            let room = bench.rooms.live(bench.session)?.room
            let epoch = room?.links(of: RoomDriver.seat(2)).first { $0.peer == .bureau }?.epoch ?? 0
            bench.say(
                #"{"type":"stats","links":[{"peer":1,"epoch":\#(epoch),"state":"connected","path":"relay/udp","rttMs":\#(rtt)}]}"#,
                petitioner)
            _ = await bench.ask(host, "\(name)-\(number)", #""type":"present","on":true"#)
        }
    }

    @Test @LoopActor
    func `Measurements are a row while nothing changes, the record tells them, and a restart keeps them`()
        async throws
    {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        await measure(bench, petitioner, by: host, times: 10, rtt: 40, "m")
        func kinds() async throws -> [String] {
            try await bench.store.events(ofSession: bench.session).map(\.kind)
        }
        #expect(try await kinds().count { $0 == "room.tallied" } == 1)
        #expect(try await !kinds().contains("room.measured"))
        let edge = try #require(try await record(bench).edges.first)
        #expect(edge.from == 1 && edge.to == 2 && edge.samples == 10 && edge.rttMs == 40)
        #expect(edge.verdict == "good")

        bench.restart()
        let again = await bench.host(page: "page-1")
        let back = await bench.guest(2, page: "page-2")
        await measure(bench, back, by: again, times: 5, rtt: 900, "n")
        #expect(try await kinds().count { $0 == "room.tallied" } == 2)
        _ = await bench.ask(again, "z", #""type":"end","reason":"agreement","note":"""#)
        #expect(try await kinds().count { $0 == "room.tallied" } == 3)
        let whole = try #require(try await record(bench).edges.first)
        #expect(whole.samples == 15 && whole.verdict == "poor")
        let journal = try await RoomJournal.read(bench.store, bench.session)
        #expect(SessionHistory(folding: journal.events)?.edges.first?.samples == 15)
    }

    @Test @LoopActor
    func
        `The end takes the stored answers along, and whoever repeats a command then is told that it is over`()
        async throws
    {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        #expect(try await !bench.store.commandResults(ofSession: bench.session).isEmpty)
        _ = await bench.ask(host, "z", #""type":"end","reason":"agreement","note":"""#)
        for peer in [host, petitioner] {
            #expect(await bench.sockets.waitForClose(of: peer) == .sessionOver)
        }
        #expect(try await bench.store.commandResults(ofSession: bench.session).isEmpty)
        // Whose answer was lost says hello before it repeats.
        let officer = bench.peer(cookies: bench.cookie)
        bench.say(
            #"{"type":"hello","session":"s-1","page":"page-1","device":"d-1","seq":0,"links":[],"takeOver":true}"#,
            officer)
        let guest = bench.hello(2, page: "page-2")
        for peer in [officer, guest] {
            #expect(await bench.sockets.wait(peer, for: "refused").contains("session_over"))
            #expect(await bench.sockets.waitForClose(of: peer) == .sessionOver)
        }
        bench.restart()
        await #expect(throws: Refusal(.sessionOver)) { _ = try await bench.rooms.host(bench.session) }
    }
}
