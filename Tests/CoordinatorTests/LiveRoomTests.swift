import Foundation
import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault
import Wire

@testable import Coordinator

@Suite("A live room behind its sockets", .serialized, .timeLimit(.minutes(10)))
struct LiveRoomTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor func whoHasNoCredentialIsTurnedAway() async throws {
        let bench = try await RoomBench.open()
        let stranger = bench.peer()
        bench.say(
            #"{"type":"hello","seatCredential":"s-1.2.1.AAAA","page":"p","device":"d","seq":0,"links":[]}"#,
            stranger)
        #expect(await bench.sockets.waitForClose(of: stranger) == .notSignedIn)
        let officer = bench.peer()
        bench.say(#"{"type":"hello","session":"s-1","page":"p","device":"d","seq":0,"links":[]}"#, officer)
        #expect(await bench.sockets.waitForClose(of: officer) == .notSignedIn)
    }

    @Test @LoopActor func whatIsNoHelloIsNotRead() async throws {
        let bench = try await RoomBench.open()
        let peer = bench.peer()
        bench.say(#"{"type":"ready","id":"a"}"#, peer)
        #expect(await bench.sockets.waitForClose(of: peer) == .helloExpected)
    }

    @Test @LoopActor func aTableOfThreeIsLinkedAndSignalsPassAsTheyCame() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        let body = #"{"kind":"restart"}"#
        bench.say(#"{"type":"signal","to":1,"epoch":1,"body":\#(body)}"#, petitioner)
        let signal = await bench.sockets.wait(host, for: #""type":"signal""#)
        #expect(signal.hasSuffix(#""type":"signal","from":2,"epoch":1,"body":{"kind":"restart"}}"#))
    }

    @Test @LoopActor func aSignalToWhoIsNotLinkedIsRefusedAndAnotherEpochIsDropped() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        let before = bench.sockets.count(host)
        bench.say(#"{"type":"signal","to":1,"epoch":9,"body":{"kind":"restart"}}"#, petitioner)
        bench.say(#"{"type":"signal","to":7,"epoch":1,"body":{"kind":"restart"}}"#, petitioner)
        _ = await bench.sockets.wait(petitioner, for: "not_linked")
        #expect(bench.sockets.count(host) == before)
    }

    @Test @LoopActor func anotherFingerprintOfAPageIsRefused() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        func offer(_ print: String) -> String {
            #"{"type":"signal","to":1,"epoch":1,"body":{"kind":"description","n":1,"sdp":{"type":"offer","sdp":"a=fingerprint:\#(print)\r\n"}}}"#
        }
        bench.say(offer(SampleFingerprint.one), petitioner)
        _ = await bench.sockets.wait(host, for: SampleFingerprint.one)
        bench.say(offer(SampleFingerprint.other), petitioner)
        _ = await bench.sockets.wait(petitioner, for: "fingerprint_changed")
        #expect(bench.sockets.sent[host]?.contains { $0.contains(SampleFingerprint.other) } == false)
    }

    @Test @LoopActor func aRepeatedCommandRunsOnceAndGetsTheSameAnswer() async throws {
        let bench = try await RoomBench.open()
        let host = await bench.host()
        let edit = #""type":"edit","section":"petitioner","text":"问","base":0"#
        let first = await bench.ask(host, "e1", edit)
        let again = await bench.ask(host, "e1", edit)
        #expect(first.contains(#""revision":1"#) && again.contains(#""revision":1"#))
        let reused = await bench.ask(host, "e1", #""type":"edit","section":"petitioner","text":"答","base":1"#)
        #expect(reused.contains("id_reused"))
        #expect(try await bench.store.drafts(ofSession: bench.session).map(\.text) == ["问"])
    }

    @Test @LoopActor func aCommandIsKnownAfterAKillToo() async throws {
        let bench = try await RoomBench.open()
        let host = await bench.host()
        let edit = #""type":"edit","section":"petitioner","text":"问","base":0"#
        _ = await bench.ask(host, "e1", edit)
        bench.restart()
        let again = await bench.ask(await bench.host(page: "page-1"), "e1", edit)
        #expect(again.contains(#""revision":1"#))
    }

    @Test @LoopActor func whoComesBackInTheSameRunGetsWhatWasMissedAndNothingElse() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        let last = bench.sockets.count(petitioner)
        bench.door.closed(petitioner)
        _ = await bench.ask(host, "p1", #""type":"present","on":true"#)
        let run = bench.rooms.run
        let back = bench.hello(2, page: "page-2", run: run, seq: last)
        let welcome = await bench.sockets.wait(back, for: #""type":"welcome""#)
        #expect(welcome.contains(#""replay":true"#) && !welcome.contains(#""seq""#))
        let missed = await bench.sockets.wait(back, for: #""presenting":true"#)
        #expect(missed.hasPrefix(#"{"seq":\#(last + 1),"#) || missed.hasPrefix(#"{"seq":\#(last + 2),"#))
    }

    @Test(
        "what a page has acknowledged is not kept for a replay, be it said with a signal or alone",
        arguments: [
            (#"{"type":"ack","seq":3}"#, false),
            (#"{"type":"signal","to":1,"epoch":1,"ack":3,"body":{"kind":"restart"}}"#, false),
            // Refused, or dropped, and yet read.
            (#"{"type":"signal","to":7,"epoch":1,"ack":3,"body":{"kind":"restart"}}"#, false),
            (#"{"type":"signal","to":1,"epoch":9,"ack":3,"body":{"kind":"restart"}}"#, false),
            // Nothing acknowledged, or more than was ever said.
            (#"{"type":"signal","to":1,"epoch":1,"body":{"kind":"restart"}}"#, true),
            (#"{"type":"signal","to":1,"epoch":1,"ack":900,"body":{"kind":"restart"}}"#, true),
        ])
    @LoopActor func whatIsAcknowledgedIsForgotten(said: String, isReplayed: Bool) async throws {
        let bench = try await RoomBench.open()
        let (_, petitioner, _) = await bench.table()
        bench.say(said, petitioner)
        bench.door.closed(petitioner)
        let back = bench.hello(2, page: "page-2", run: bench.rooms.run, seq: 1)
        let welcome = await bench.sockets.wait(back, for: #""type":"welcome""#)
        #expect(welcome.contains(#""replay":\#(isReplayed)"#))
    }

    @Test @LoopActor func anotherRunGetsASnapshotWithTheSameEpochs() async throws {
        let bench = try await RoomBench.open()
        _ = await bench.table()
        let run = bench.rooms.run
        bench.restart()
        let back = bench.hello(2, page: "page-2", run: run, seq: 900)
        let welcome = await bench.sockets.wait(back, for: #""type":"welcome""#)
        #expect(welcome.contains(#""replay":false"#) && welcome.contains(#""epoch":1"#))
    }

    @Test @LoopActor func theEndAttachesTheMinutesToTheCaseInOneStep() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        _ = await bench.ask(host, "e1", #""type":"edit","section":"result","text":"双方同意。","base":0"#)
        let answer = await bench.ask(host, "z", #""type":"end","reason":"agreement","note":"""#)
        #expect(answer.contains(#""digest":"#))
        #expect(await bench.sockets.waitForClose(of: petitioner) == .sessionOver)
        let minutes = try #require(try await bench.store.minutes(ofSession: bench.session).first)
        #expect(String(decoding: minutes.document, as: UTF8.self).contains("双方同意。"))
        let desk = CaseDesk(store: bench.store, clock: Clock { bench.time.now })
        let file = try await desk.open(CaseID("c-1")).file
        #expect(file.dialogue.openSession == nil)
        #expect(file.dialogue.sessions.first?.end?.minutes?.label == "unsigned")
    }

    @Test @LoopActor func aFailedCommitClosesTheRoomAndNothingOfItWasShown() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        try await bench.store.close()
        let before = bench.sockets.count(petitioner)
        bench.say(#"{"type":"present","id":"p","on":true}"#, host)
        #expect(await bench.sockets.waitForClose(of: host) == .fault)
        #expect(await bench.sockets.waitForClose(of: petitioner) == .fault)
        #expect(bench.sockets.count(petitioner) == before)
        #expect(bench.rooms.live(bench.session) == nil)
    }

    @Test @LoopActor func aFloodIsClosedAndLeavesTheOthersAlone() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, _) = await bench.table()
        for _ in 0..<400 { bench.say(#"{"type":"ack","seq":1}"#, petitioner) }
        #expect(await bench.sockets.waitForClose(of: petitioner) == .tooFast)
        #expect(bench.sockets.closed[host] == nil)
    }

    @Test @LoopActor func whoWatchesSeesTheLobbyAndHoldsNoSeat() async throws {
        let bench = try await RoomBench.open()
        let watcher = bench.peer(cookies: bench.cookie)
        bench.say(
            #"{"type":"hello","session":"s-1","page":"w","device":"d-1","seq":0,"links":[],"watch":true}"#,
            watcher)
        _ = await bench.sockets.wait(watcher, for: #""type":"welcome""#)
        _ = await bench.guest(2)
        _ = await bench.sockets.wait(watcher, for: #""link_opened""#)
        #expect(bench.rooms.live(bench.session)?.room.isHostHere == false)
        bench.say(#"{"type":"admit","id":"x","seat":2}"#, watcher)
        _ = await bench.sockets.wait(watcher, for: "not_permitted")
    }

    /// After a restart everybody comes at once: each welcome waits until it is durable, and others come in meanwhile.
    @Test @LoopActor func `Who comes in while a welcome is on its way is told by it or after it`()
        async throws
    {
        let bench = try await RoomBench.open()
        _ = await bench.table()
        bench.restart()
        let first = bench.hello(2, page: "page-2")
        let second = bench.hello(3, page: "page-3")
        _ = await bench.sockets.wait(first, for: #""type":"welcome""#)
        _ = await bench.sockets.wait(second, for: #""type":"welcome""#)
        // What was said before it has left before it.
        _ = await bench.ask(first, "e2", #""type":"word","text":"在吗？""#)
        _ = await bench.ask(second, "e3", #""type":"word","text":"在吗？""#)
        for (peer, other) in [(first, 3), (second, 2)] {
            let told = try bench.sockets.sent[peer, default: []].compactMap(Seats.init(in:)).last
            let seat = try #require(told?.seats.first { $0.seat == other })
            #expect(seat.presence == "here")
        }
    }

    /// The seats as a welcome or an update tells them.
    private struct Seats: Decodable {
        struct Seat: Decodable {
            let seat: Int
            let presence: String
        }
        private struct Message: Decodable {
            let state: Seats?
            let seats: [Seat]?
        }
        let seats: [Seat]

        init(from decoder: any Decoder) throws {
            seats = try decoder.container(keyedBy: Key.self).decode([Seat].self, forKey: .seats)
        }

        private enum Key: CodingKey { case seats }

        /// Nil when the message tells none.
        init?(in text: String) throws {
            let message = try JSONDecoder().decode(Message.self, from: Data(text.utf8))
            guard let seats = message.seats ?? message.state?.seats else { return nil }
            self.seats = seats
        }
    }
}
