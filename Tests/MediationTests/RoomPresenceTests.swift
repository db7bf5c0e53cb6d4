import Mediation
import TestKit
import Testing

@Suite("Coming back, and what happens meanwhile", .timeLimit(.minutes(10)))
struct RoomPresenceTests {
    @Test func whoComesBackWithinGraceIsAtTheTableWithTheSameLinks() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        let before = play.room.links(of: RoomDriver.seat(2))
        try play.lose(2)
        #expect(play.room.links(of: RoomDriver.seat(2)) == before)
        play.wait(.seconds(20))
        try play.hello(2)
        #expect(play.room.links(of: RoomDriver.seat(2)) == before)
        #expect(play.room.log.happenings.last?.seconds == 20)
    }

    @Test func aReloadRaisesTheEpochsOfItsOwnLinksAlone() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        let others = play.room.epoch(SeatPair(RoomDriver.seat(1), RoomDriver.seat(3)))
        let own = play.room.epoch(SeatPair(RoomDriver.seat(1), RoomDriver.seat(2)))
        try play.lose(2)
        try play.hello(2, page: "reloaded")
        #expect(play.room.seat(RoomDriver.seat(2))?.standing == .admitted)
        #expect(play.room.epoch(SeatPair(RoomDriver.seat(1), RoomDriver.seat(2))) == own + 1)
        #expect(play.room.epoch(SeatPair(RoomDriver.seat(1), RoomDriver.seat(3))) == others)
    }

    @Test func beyondGraceTheLinksGoAndComeBackUnderANewEpoch() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        try play.lose(2)
        let effects = try play.handle(.timer(.grace(RoomDriver.seat(2))))
        #expect(!effects.isEmpty)
        #expect(play.room.links(of: RoomDriver.seat(2)).isEmpty)
        try play.hello(2)
        #expect(play.room.links(of: RoomDriver.seat(2)).map(\.epoch) == [2, 2])
    }

    @Test func withoutTheBureauTheSessionPausesAndNobodyIsLinked() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        try play.lose(1)
        #expect(!play.room.links(of: RoomDriver.seat(2)).isEmpty)
        try play.handle(.timer(.grace(.bureau)))
        #expect(play.room.phase == .paused)
        #expect(play.room.links(of: RoomDriver.seat(2)).isEmpty)
        try play.hello(1, page: "again")
        #expect(play.room.phase == .inSession)
        #expect(play.room.links(of: RoomDriver.seat(2)).count == 2)
    }

    @Test func aPauseThatNobodyEndsEndsTheSessionAndKeepsTheDraft() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        try play.say(1, .edit(section: .petitioner, text: "问：谁推的？", base: 0))
        try play.lose(1)
        try play.handle(.timer(.grace(.bureau)))
        let effects = try play.handle(.timer(.pause))
        #expect(play.room.phase == .ended)
        #expect(play.room.table.stage.end?.reason == .hostAbsent)
        let attached = effects.compactMap { if case .commit(let change) = $0 { change.minutes } else { nil } }
        #expect(attached.first?.document.text.contains("谁推的") == true)
    }

    @Test func aRestartOfTheServerGivesEveryoneAWholeGrace() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        let effects = try play.handle(.restarted)
        #expect(play.room.seats.allSatisfy { $0.presence == .lost })
        #expect(effects.contains(.setTimer(.grace(.bureau), at: play.now.adding(.seconds(120)))))
        try play.hello(2)
        #expect(play.room.links(of: RoomDriver.seat(2)).map(\.epoch) == [1, 1])
    }

    @Test func aCloseOfAnOlderSocketIsNoLoss() throws {
        var play = RoomDriver()
        try play.hello(2)
        try play.hello(2, page: "newer", takeOver: true)
        try play.handle(.disconnected(seat: RoomDriver.seat(2), page: PageID("page-2")))
        #expect(play.room.seat(RoomDriver.seat(2))?.presence == .here)
    }

    @Test func bothEndsGivingUpRaiseTheEpochOnce() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        try play.say(2, .renewLink(peer: RoomDriver.seat(3), epoch: 1))
        #expect(throws: Refusal(.staleEpoch, field: "epoch")) {
            try play.say(3, .renewLink(peer: RoomDriver.seat(2), epoch: 1))
        }
        #expect(play.room.epoch(SeatPair(RoomDriver.seat(2), RoomDriver.seat(3))) == 2)
    }

    @Test func aPageIsBoundToItsFirstFingerprint() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        try play.handle(.fingerprint(seat: RoomDriver.seat(2), "sha-256 AA"))
        try play.handle(.fingerprint(seat: RoomDriver.seat(2), "sha-256 BB"))
        #expect(play.room.links.fingerprint(of: RoomDriver.seat(2)) == "sha-256 AA")
        #expect(play.journal.contains { $0.event == .links(.fingerprintRefused(seat: RoomDriver.seat(2))) })
    }

    @Test func howALinkWasIsInTheRecordHoweverShortTheTalk() throws {
        func report(_ rtt: Double, _ path: String?) -> LinkReport {
            LinkReport(
                peer: RoomDriver.seat(2), epoch: 1, state: path == nil ? .connecting : .connected, path: path,
                rttMs: rtt,
                jitterMs: nil, lossPercent: 0, audioKbps: 30, videoKbps: 400, framesDecoded: nil,
                framesPerSecond: nil, freezes: nil, concealedPercent: nil)
        }
        var play = RoomDriver()
        try play.seatEveryone()
        try play.handle(.statistics(seat: .bureau, [report(0, nil)]))
        play.wait(.seconds(5))
        try play.handle(.statistics(seat: .bureau, [report(40, "relay/udp")]))
        play.wait(.seconds(5))
        try play.handle(.statistics(seat: .bureau, [report(60, "relay/udp")]))
        try play.say(2, .leave)
        let history = try #require(
            SessionHistory(folding: play.journal, tallies: play.room.links.tallies.all))
        let edge = try #require(history.edges.first)
        #expect(edge.path == "relay/udp" && edge.samples == 2 && edge.rttMs == 50)
    }
}
