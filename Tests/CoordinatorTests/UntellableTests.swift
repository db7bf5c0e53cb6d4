import Mediation
import TestKit
import Testing
import Transport

@testable import Coordinator
@testable import Wire

/// What can't be said in JSON is no message, and never an empty one.
@Suite(.timeLimit(.minutes(10))) struct UntellableTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor
    func `A page that can't be told is told of a fault and let go, and those beside it go on`() async throws {
        let bench = try await RoomBench.open()
        let (host, petitioner, counterparty) = await bench.table()
        let delivery = try #require(bench.rooms.live(bench.session)?.delivery)
        let unsayable = ServerMessage(["rttMs": Double.nan], isSequenced: true)
        let before = bench.sockets.count(petitioner)
        delivery.deliver(unsayable, to: RoomDriver.seat(2))
        #expect(await bench.sockets.waitForClose(of: petitioner) == .fault)
        #expect(
            bench.sockets.sent[petitioner, default: []].dropFirst(before) == [
                #"{"type":"refused","code":"fault"}"#
            ])
        bench.gone(petitioner)
        for (peer, number) in [(host, 1), (counterparty, 3)] {
            #expect(bench.sockets.closed[peer] == nil)
            let answer = await bench.ask(peer, "w\(number)", #""type":"mute","seat":\#(number),"on":true"#)
            #expect(answer.contains(#""id":"w\#(number)""#))
        }
        // Nothing of it counts: the page that comes back is welcomed at the number where it stood.
        let back = await bench.guest(2, page: "page-2")
        #expect(bench.sockets.closed[back] == nil)
    }
}
