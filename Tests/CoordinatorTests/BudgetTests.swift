import Mediation
import TestKit
import Testing
import Transport

@testable import Coordinator

@Suite("What one seat may ask for", .serialized, .timeLimit(.minutes(10)))
struct BudgetTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor func aGuestThatRenewsALinkAllTheTimeWritesLittleAndAnHonestOneIsNeverRefused()
        async throws
    {
        let bench = try await RoomBench.open()
        let (_, petitioner, _) = await bench.table()
        func renew(_ number: Int, epoch: Int) async -> String {
            await bench.ask(petitioner, "r\(number)", #""type":"renew_link","peer":3,"epoch":\#(epoch)"#)
        }
        // Four hundred and eighty in ten seconds, as was tried.
        var epoch = 1
        for number in 0..<480 {
            if number.isMultiple(of: 48) { bench.time.wait(.seconds(1)) }
            let answer = await renew(number, epoch: epoch)
            if answer.contains("result") { epoch += 1 }
        }
        #expect(epoch < 70)
        #expect(await renew(1000, epoch: epoch).contains("slow_down"))
        // An hour of an honest page on the worst of lines: each of three links given up every twenty seconds.
        bench.time.wait(.minutes(5))
        for number in 0..<180 {
            bench.time.wait(.seconds(7))
            let answer = await renew(2000 + number, epoch: epoch)
            #expect(answer.contains("result"))
            epoch += 1
        }
    }

    @Test @LoopActor func aSeatThatFlapsIsSlowedOnAllOfItsSocketsTogether() async throws {
        let bench = try await RoomBench.open()
        _ = await bench.host()
        var welcomed = 0
        var slowed: CloseCode?
        for number in 0..<100 {
            let peer = bench.peer()
            bench.hello(peer, seat: 2, page: "page-\(number)", device: "d-2", takeOver: true)
            _ = await bench.sockets.wait(peer, for: #""type":"#)
            if bench.sockets.sent[peer]?.first?.contains("welcome") == true { welcomed += 1 }
            slowed = slowed ?? bench.sockets.closed[peer].flatMap { $0 == .tooFast ? $0 : nil }
            bench.door.closed(peer)
        }
        #expect(welcomed == 60 && slowed == .tooFast)
        bench.time.wait(.seconds(3))
        _ = await bench.guest(2)
    }

    @Test @LoopActor func reportsAndSignalsOfOneSeatAreBoundedToo() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, respondent) = await bench.table()
        let before = bench.sockets.count(respondent)
        for number in 0..<150 {
            let state = number.isMultiple(of: 2) ? "live" : "muted"
            bench.say(#"{"type":"media","microphone":"\#(state)","camera":"off"}"#, petitioner)
        }
        _ = await bench.sockets.wait(petitioner, for: "slow_down")
        #expect(bench.sockets.count(respondent) - before <= 60)
        bench.time.wait(.seconds(10))
        let line = "a=x:" + String(repeating: "0", count: 40)
        let sdp = String(repeating: line + #"\r\n"#, count: 480)
        for _ in 0..<60 {
            bench.say(
                #"{"type":"signal","to":1,"epoch":1,"body":{"kind":"description","n":1,"sdp":{"type":"offer","sdp":"a=fingerprint:sha-256 AA\r\n\#(sdp)"}}}"#,
                petitioner)
        }
        _ = await bench.sockets.wait(petitioner, for: "too_many_signals")
        #expect(bench.sockets.closed[host] == nil && bench.sockets.closed[petitioner] == nil)
    }

    @Test(
        "a measurement that can't be true is refused, and the record stays readable",
        arguments: [
            #""rttMs":1e308"#, #""rttMs":-5"#, #""freezes":-9223372036854775808"#, #""path":"<b>relay</b>""#,
            #""lossPercent":101"#, #""audioKbps":1e300"#, #""framesDecoded":-1"#, #""framesPerSecond":1e9"#,
            #""jitterMs":-0.5"#, #""concealedPercent":1000"#, #""videoKbps":-1"#, #""path":"relay/sctp""#,
        ])
    @LoopActor func impossibleMeasurements(field: String) async throws {
        let bench = try await RoomBench.open()
        let (_, petitioner, _) = await bench.table()
        bench.say(
            #"{"type":"stats","links":[{"peer":1,"epoch":1,"state":"connected",\#(field)}]}"#, petitioner)
        let refused = await bench.sockets.wait(petitioner, for: "bad_field")
        #expect(refused.contains(String(field.dropFirst().prefix { $0 != "\"" })))
        bench.say(
            #"{"type":"stats","links":[{"peer":1,"epoch":1,"state":"connected","path":"relay/udp","rttMs":34}]}"#,
            petitioner)
        let host = try #require(bench.rooms.live(bench.session))
        try await host.handle(.revoke(seat: RoomDriver.seat(3)))
        let journal = try await RoomJournal.read(bench.store, bench.session)
        #expect(SessionHistory(folding: journal.events)?.edges.first?.rttMs == 34)
    }
}
