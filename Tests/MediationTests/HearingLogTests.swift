import Mediation
import TestKit
import Testing

@Suite("Who could hear whom, told from the journal", .timeLimit(.minutes(10)))
struct HearingLogTests {
    private func s(_ number: Int) -> SeatNumber { RoomDriver.seat(number) }

    @Test func theCaucusIsASilenceForWhoWasOutside() throws {
        var play = RoomDriver(guests: 2)
        try play.seatEveryone()
        let began = play.now
        play.wait(.seconds(60))
        try play.say(1, .caucus(members: [s(2)], minutes: 10))
        let raised = play.now
        play.wait(.seconds(2))
        try play.say(1, .wallClosed(1))
        try play.say(2, .wallClosed(1))
        let sealed = play.now
        play.wait(.seconds(300))
        try play.say(1, .endCaucus)
        let lowered = play.now
        play.wait(.seconds(30))
        let log = try #require(HearingLog(folding: play.journal, until: play.now))
        let outside = log.intervals.filter { $0.from == .bureau && $0.to == s(3) }
        #expect(outside.map(\.since) == [began, lowered] && outside.map(\.until) == [raised, play.now])
        // While it was being sealed nobody heard anybody, not even inside.
        let inside = log.intervals.filter { $0.from == .bureau && $0.to == s(2) }
        #expect(inside.contains { $0.since == sealed })
        #expect(!inside.contains { $0.since < sealed && $0.until > raised })
        let caucus = try #require(log.caucuses.first)
        #expect(log.caucuses.count == 1 && caucus.members == [.bureau, s(2)])
        #expect(caucus.since == raised && caucus.sealedAt == sealed && caucus.until == lowered)
        #expect(caucus.confirmations.map(\.seat) == [.bureau, s(2)] && caucus.leftOutside.isEmpty)
    }

    @Test func aShieldedVoiceIsHeardInOneDirectionOnly() throws {
        var play = RoomDriver(guests: 2)
        try play.seatEveryone()
        try play.say(1, .shield(Shield(s(2), from: s(3), by: .voice), on: true))
        let shielded = play.now
        play.wait(.seconds(10))
        let log = try #require(HearingLog(folding: play.journal, until: play.now))
        #expect(!log.intervals.contains { $0.from == s(2) && $0.to == s(3) && $0.until > shielded })
        #expect(log.intervals.contains { $0.from == s(3) && $0.to == s(2) && $0.until == play.now })
    }

    @Test func whoIsLostHearsNothing() throws {
        var play = RoomDriver(guests: 2)
        try play.seatEveryone()
        play.wait(.seconds(10))
        try play.lose(2)
        let lost = play.now
        play.wait(.seconds(20))
        try play.hello(2)
        let back = play.now
        play.wait(.seconds(5))
        let log = try #require(HearingLog(folding: play.journal, until: play.now))
        #expect(!log.intervals.contains { $0.to == s(2) && $0.since < back && $0.until > lost })
    }
}
