import Mediation
import TestKit
import Testing

/// What links measured stands in a row that is replaced; the journal has changes, and the whole at the end.
@Suite(.timeLimit(.minutes(10))) struct LinkTallyTests {
    /// What this page receives from `peer`.
    private func report(
        _ peer: Int, epoch: Int = 1, rtt: Double = 40, state: LinkReport.State = .connected
    ) -> LinkReport {
        LinkReport(
            peer: RoomDriver.seat(peer), epoch: epoch, state: state, path: "relay/udp", rttMs: rtt,
            jitterMs: 1, lossPercent: 0, audioKbps: 30, videoKbps: 400, framesDecoded: nil,
            framesPerSecond: nil, freezes: 2, concealedPercent: nil)
    }

    private struct Hour {
        var play = RoomDriver(guests: 3)
        /// How often the row was written.
        var rows = 0

        mutating func say(_ seat: Int, _ reports: [LinkReport]) throws {
            for case .commit(let change) in try play.handle(
                .statistics(seat: RoomDriver.seat(seat), reports)) where change.hasTallies
            {
                rows += 1
            }
        }

        var told: [[EdgeTally]] {
            play.journal.compactMap { if case .links(.tallied(let told)) = $0.event { told } else { nil } }
        }
    }

    /// Four people report every 5 s for so many minutes; `rtt` is what seat 1 measures of seat 2.
    private func go(_ hour: inout Hour, minutes: Int, rtt: Double = 40) throws {
        for _ in 0..<(minutes * 12) {
            hour.play.wait(.seconds(5))
            for seat in 1...4 {
                let reports = (1...4).filter { $0 != seat }.map { peer in
                    report(peer, rtt: seat == 1 && peer == 2 ? rtt : 40)
                }
                try hour.say(seat, reports)
            }
        }
    }

    @Test func `An hour without changes is four entries and a row each half minute`() throws {
        var hour = Hour()
        try hour.play.seatEveryone()
        try go(&hour, minutes: 60)
        #expect(hour.told.count == 4)
        #expect(hour.rows <= 121)
        #expect(!hour.play.journal.contains { $0.event.name == .measured })
        try hour.play.say(1, .end(.agreement, note: ""))
        #expect(hour.told.count == 5)
        // The record is told by the journal alone, as if each sample were in it.
        let history = try #require(SessionHistory(folding: hour.play.journal))
        #expect(history.edges.count == 12)
        for edge in history.edges {
            #expect(edge.samples >= 120 && edge.samples <= 121)
            #expect(edge.rttMs == 40 && edge.freezes == 2 && edge.path == "relay/udp")
        }
    }

    @Test func `A verdict that changes is an entry of its edge, once, and so is the way back`() throws {
        var hour = Hour()
        try hour.play.seatEveryone()
        try go(&hour, minutes: 2)
        let before = hour.told.count
        try go(&hour, minutes: 2, rtt: 900)
        #expect(hour.told.count == before + 1)
        let bad = try #require(hour.told.last)
        #expect(bad.map(\.edge) == [Edge(from: RoomDriver.seat(2), to: RoomDriver.seat(1))])
        #expect(bad.first?.verdict == .poor)
        try go(&hour, minutes: 2)
        #expect(hour.told.count == before + 2)
        #expect(hour.told.last?.first?.verdict == .good)
    }

    @Test func `While it goes on the row tells what the journal does not yet`() throws {
        var hour = Hour()
        try hour.play.seatEveryone()
        try go(&hour, minutes: 10)
        let journal = try #require(SessionHistory(folding: hour.play.journal))
        #expect(journal.edges.allSatisfy { $0.samples == 1 })
        let whole = try #require(
            SessionHistory(folding: hour.play.journal, tallies: hour.play.room.links.tallies.all))
        #expect(whole.edges.allSatisfy { $0.samples >= 20 })
        // A row that is older than the journal takes nothing back.
        let old = try #require(SessionHistory(folding: hour.play.journal, tallies: []))
        #expect(old.edges == journal.edges)
    }

    @Test func `After a restart the row goes on, and the end tells all of it`() throws {
        var hour = Hour()
        try hour.play.seatEveryone()
        try go(&hour, minutes: 10)
        let kept = hour.play.room.links.tallies
        var room = try #require(Room(folding: hour.play.journal))
        room.restore(kept.all, revision: kept.revision)
        hour.play.room = room
        try hour.play.handle(.restarted)
        for seat in 1...4 { try hour.play.hello(seat) }
        let before = kept.all.map(\.samples).min() ?? 0
        try go(&hour, minutes: 10)
        #expect(hour.play.room.links.tallies.revision > kept.revision)
        try hour.play.say(1, .end(.agreement, note: ""))
        let history = try #require(SessionHistory(folding: hour.play.journal))
        #expect(history.edges.allSatisfy { $0.samples >= before + 20 })
    }

    @Test func `A journal of before there were tallies is told as it was, and goes on`() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        var journal = play.journal
        for rtt in [40.0, 60] {
            journal.append((.links(.measured(seat: .bureau, [report(2, rtt: rtt)])), play.now))
        }
        let old = try #require(SessionHistory(folding: journal))
        #expect(old.edges.count == 1)
        #expect(old.edges.first?.rttMs == 50 && old.edges.first?.samples == 2)
        #expect(old.edges.first?.verdict == nil)
        // Its room is rebuilt by this release, measures once more and ends.
        play.room = try #require(Room(folding: journal))
        play.wait(.seconds(60))
        var events = journal
        for input in [
            RoomInput.statistics(seat: .bureau, [report(2, rtt: 80)]),
            .command(seat: .bureau, .table(.end(.agreement, note: ""))),
        ] {
            for case .commit(let change) in try play.handle(input) {
                events += change.events.map { ($0, play.now) }
            }
        }
        let whole = try #require(SessionHistory(folding: events))
        #expect(whole.edges.first?.samples == 3 && whole.edges.first?.rttMs == 60)
    }

    @Test func `Who leaves has the last report counted, and counted once`() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        for rtt in [40.0, 60] {
            play.wait(.seconds(5))
            try play.handle(.statistics(seat: .bureau, [report(2, rtt: rtt)]))
        }
        try play.say(2, .leave)
        try play.say(1, .end(.agreement, note: ""))
        let edge = try #require(SessionHistory(folding: play.journal)?.edges.first)
        #expect(edge.samples == 2 && edge.rttMs == 50)
    }
}
