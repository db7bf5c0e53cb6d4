import Cryptography
import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault
import Wire

@testable import Coordinator

/// The machine's clock is set in the middle of things.
@Suite(.timeLimit(.minutes(10))) struct RoomClockTests {
    init() { LoopActor.startThread() }

    @Test(arguments: [Span.minutes(10), Span.minutes(-10), .days(365), .days(-365)])
    @LoopActor
    func `A clock that is set in a talk changes no span, turns no time round, and stands in the record`(
        by step: Span
    )
        async throws
    {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        bench.time.wait(.seconds(30))
        bench.time.set(by: step)
        bench.rooms.noteClockStep()
        bench.rooms.noteClockStep()
        bench.time.wait(.seconds(20))
        bench.door.closed(petitioner)
        bench.time.wait(.seconds(12))
        let back = bench.hello(2, page: "page-2")
        _ = await bench.sockets.wait(back, for: #""type":"welcome""#)
        bench.time.wait(.seconds(60))
        _ = await bench.ask(host, "z", #""type":"end","reason":"agreement","note":"""#)

        let journal = try await RoomJournal.read(bench.store, bench.session)
        #expect(journal.events.map(\.at) == journal.events.map(\.at).sorted())
        let history = try #require(SessionHistory(folding: journal.events))
        let began = try #require(history.stage.startedAt)
        let ended = try #require(history.stage.end?.at)
        #expect(ended.since(began) == .seconds(122))
        let guest = try #require(history.attendees.first { $0.seat == RoomDriver.seat(2) })
        #expect(guest.interruptions.map(\.seconds) == [12] && guest.presentSeconds == 110)
        #expect(
            history.events.filter { $0.what == "clock_stepped" }.map(\.detail) == [
                String(step.milliseconds / 1000)
            ])
        let desk = CaseDesk(store: bench.store, clock: bench.time.clock)
        #expect(try await desk.open(CaseID("c-1")).file.dialogue.sessions.first?.end?.at == ended)
        let row = try #require(try await bench.store.session(bench.session))
        #expect(row.startedAt == began && row.endedAt == ended)
    }

    @Test @LoopActor
    func `After a start with an earlier clock a session goes on from its last moment, and says so`()
        async throws
    {
        let bench = try await RoomBench.open()
        _ = await bench.table()
        bench.time.set(by: .hours(-1))
        bench.restart()
        let host = await bench.host(page: "page-1")
        bench.time.wait(.seconds(40))
        _ = await bench.ask(host, "z", #""type":"end","reason":"agreement","note":"""#)
        let journal = try await RoomJournal.read(bench.store, bench.session)
        #expect(journal.events.map(\.at) == journal.events.map(\.at).sorted())
        let history = try #require(SessionHistory(folding: journal.events))
        #expect(history.events.filter { $0.what == "clock_stepped" }.map(\.detail) == ["-3600"])
        let began = try #require(history.stage.startedAt)
        let ended = try #require(history.stage.end?.at)
        #expect(ended.since(began) == .seconds(40))
    }

    @Test @LoopActor func `A clock that is led, or a little off, is no step`() async throws {
        let bench = try await RoomBench.open()
        _ = await bench.host()
        for _ in 0..<50 {
            bench.time.wait(.seconds(1))
            bench.time.set(by: Span(milliseconds: 500))
            bench.rooms.noteClockStep()
        }
        let journal = try await RoomJournal.read(bench.store, bench.session)
        #expect(!journal.events.contains { $0.event.name == .clockStepped })
    }

    @Test(arguments: [Span.hours(2), Span.hours(-2)])
    @LoopActor func `A clock that is set makes nobody silent and no timer late`(by step: Span) async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        bench.time.set(by: step)
        bench.time.wait(.seconds(10))
        bench.sockets.ring(within: ConnectionTimes.beat.milliseconds)
        #expect(bench.sockets.closed[host] == nil && bench.sockets.closed[petitioner] == nil)
        // Lost now: the grace is a minute by any clock.
        bench.door.closed(petitioner)
        _ = await bench.sockets.wait(host, for: #""presence":"lost""#)
        bench.time.wait(RoomLimits.partyGrace)
        bench.sockets.ring(within: RoomLimits.partyGrace.milliseconds)
        _ = await bench.sockets.wait(host, for: #""presence":"absent""#)
    }
}
