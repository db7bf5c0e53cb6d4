import Mediation
import TestKit
import Testing

@Suite("Speaking alone with one side")
struct WallTests {
    private func s(_ number: Int) -> SeatNumber { RoomDriver.seat(number) }

    private func table(_ guests: Int = 3) throws -> RoomDriver {
        var play = RoomDriver(guests: guests)
        try play.seatEveryone()
        return play
    }

    @Test func theAnnouncementPartsWhatLeadsAcrossAtOnce() throws {
        var play = try table()
        try play.say(1, .caucus(members: [s(2)], minutes: 10))
        #expect(play.room.wall.phase == .sealing)
        #expect(play.room.allowed(s(1), s(2)))
        for (one, other) in [(1, 3), (1, 4), (2, 3), (2, 4), (3, 4)] {
            #expect(!play.room.allowed(s(one), s(other)), "\(one)-\(other)")
        }
        #expect(!play.room.hears(s(1), s(2)), "microphones rest until everyone has confirmed")
    }

    @Test func onlyWhenAllHaveConfirmedIsItSealed() throws {
        var play = try table()
        try play.say(1, .caucus(members: [s(2)], minutes: nil))
        try play.say(1, .wallClosed(1))
        #expect(play.room.wall.phase == .sealing)
        try play.say(2, .wallClosed(1))
        #expect(play.room.wall.phase == .sealed)
        #expect(play.room.hears(s(1), s(2)) && play.room.hears(s(2), s(1)))
    }

    @Test func whoIsSilentIsLeftOutsideAndTheRestSealAnew() throws {
        var play = try table()
        try play.say(1, .caucus(members: [s(2), s(4)], minutes: nil))
        try play.say(1, .wallClosed(1))
        try play.say(2, .wallClosed(1))
        try play.handle(.timer(.seal))
        #expect(play.room.wall.members == [s(1), s(2)])
        #expect(play.room.wall.number == 2 && play.room.wall.phase == .sealing)
        #expect(throws: Refusal(.wallMoved, field: "wall")) { try play.say(1, .wallClosed(1)) }
        try play.say(1, .wallClosed(2))
        try play.say(2, .wallClosed(2))
        #expect(play.room.wall.phase == .sealed)
    }

    @Test func aSilentHostCancelsIt() throws {
        var play = try table()
        try play.say(1, .caucus(members: [s(2)], minutes: nil))
        try play.say(2, .wallClosed(1))
        try play.handle(.timer(.seal))
        #expect(play.room.wall.isOpen)
        #expect(play.room.happenings.last?.what == .caucusCancelled)
    }

    @Test func aDeadSocketIsNoMember() throws {
        var play = try table()
        try play.lose(2)
        #expect(throws: Refusal(.wrongState, field: "members")) {
            try play.say(1, .caucus(members: [s(2)], minutes: nil))
        }
    }

    @Test func everybodyIsNoCaucusAndNobodyNeither() throws {
        var play = try table(2)
        #expect(throws: Refusal(.badField, field: "members")) {
            try play.say(1, .caucus(members: [s(2), s(3)], minutes: nil))
        }
        #expect(throws: Refusal(.missingField, field: "members")) {
            try play.say(1, .caucus(members: [], minutes: nil))
        }
    }

    @Test func aReloadInsideHasNoLinkBeforeItConfirms() throws {
        var play = try sealed()
        let before = play.room.epoch(SeatPair(s(1), s(2)))
        try play.lose(2)
        try play.hello(2, page: "reloaded")
        #expect(play.room.links(of: s(2)).isEmpty)
        try play.say(2, .wallClosed(play.room.wall.number))
        #expect(play.room.links(of: s(2)).map(\.peer) == [s(1)])
        #expect(play.room.epoch(SeatPair(s(1), s(2))) > before)
    }

    @Test func aReloadOutsideOpensNothing() throws {
        var play = try sealed()
        try play.lose(3)
        try play.hello(3, page: "reloaded")
        #expect(play.room.links(of: s(3)).isEmpty)
        #expect(throws: Refusal(.notPermitted)) { try play.say(3, .wallClosed(play.room.wall.number)) }
    }

    @Test func aKillInTheCaucusLeavesTheWallUp() throws {
        var play = try sealed()
        var again = try #require(Room(folding: play.journal))
        let context = RoomContext(now: play.now, notice: "2026-11") { _ in "d" }
        _ = try again.handle(.restarted, in: context)
        #expect(again.wall.phase == .sealed && again.wall.members == [s(1), s(2)])
        #expect(!again.allowed(s(1), s(3)))
        play.room = again
        try play.hello(3)
        #expect(play.room.links(of: s(3)).isEmpty)
    }

    @Test func movingToTheOtherSideSealsAnew() throws {
        var play = try sealed()
        try play.say(1, .caucus(members: [s(3)], minutes: nil))
        #expect(!play.room.allowed(s(1), s(2)) && play.room.allowed(s(1), s(3)))
        #expect(play.room.wall.phase == .sealing && play.room.wall.number == 2)
    }

    @Test func theEndBringsEveryoneBackUnderNewEpochs() throws {
        var play = try sealed()
        try play.say(1, .endCaucus)
        #expect(play.room.wall.isOpen && play.room.links(of: s(3)).count == 3)
        #expect(play.room.epoch(SeatPair(s(1), s(3))) == 2)
    }

    @Test func aHostWhoIsAwayTooLongPausesAndFindsTheWallAgain() throws {
        var play = try sealed()
        try play.lose(1)
        try play.handle(.timer(.grace(.bureau)))
        #expect(play.room.linkedPairs.isEmpty)
        try play.hello(1)
        #expect(play.room.wall.phase == .sealed)
        #expect(play.room.linkedPairs == [SeatPair(s(1), s(2))])
    }

    @Test func aLineFromOutsideReachesTheBureauAlone() throws {
        var play = try sealed()
        #expect(throws: Refusal(.wrongState)) { try play.say(2, .word("我在里面")) }
        try play.say(3, .word("请问还要多久？"))
        #expect(play.room.view(.wall, for: .bureau).wall?.words?.first?.text == "请问还要多久？")
        #expect(play.room.view(.wall, for: s(2)).wall?.words == nil)
        #expect(play.room.view(.wall, for: s(4)).wall?.words == nil)
    }

    @Test func whatHappensInsideChangesNothingThatIsSeenOutside() throws {
        var play = try sealed()
        let before = play.room.view(.all, for: s(3))
        try play.handle(.media(seat: s(2), MediaState(microphone: .live, camera: .muted)))
        try play.say(1, .edit(section: .petitioner, text: "里面说的话", base: 0))
        try play.say(1, .privateNote(text: "愿意补偿一半", base: 0))
        try play.lose(2)
        try play.hello(2, page: "again")
        try play.say(2, .wallClosed(play.room.wall.number))
        #expect(play.room.view(.all, for: s(3)) == before)
        #expect(throws: Refusal(.wrongState)) { try play.say(1, .present(true)) }
    }

    @Test func aShieldHoldsInItsDirectionThroughReloadAndLateJoining() throws {
        var play = RoomDriver(guests: 2)
        try play.say1Shield(s(2), from: s(3), .face)
        try play.seatEveryone()
        #expect(!play.room.allowed(from: s(2), to: s(3), .face))
        #expect(play.room.allowed(from: s(3), to: s(2), .face))
        #expect(play.room.allowed(from: s(2), to: s(3), .voice))
        try play.lose(2)
        try play.hello(2, page: "again")
        let link = play.room.view(.links, for: s(2)).links?.first { $0.peer == s(3) }
        #expect(link?.send.face == false && link?.send.voice == true && link?.receive.face == true)
    }

    @Test func whenNothingMayPassThereIsNoLink() throws {
        var play = try table(2)
        for (one, other) in [(2, 3), (3, 2)] {
            for medium in [Medium.voice, .face] {
                try play.say(1, .shield(Shield(s(one), from: s(other), by: medium), on: true))
            }
        }
        #expect(!play.room.allowed(s(2), s(3)))
    }

    @Test func aShieldedNameStandsNowhereInWhatTheOtherIsSent() throws {
        var play = try table(2)
        let name = try #require(play.room.seat(s(2))?.name)
        try play.say(1, .shield(Shield(s(2), from: s(3), by: .name), on: true))
        try play.say(1, .edit(section: .petitioner, text: "\(name)说没看清。", base: 0))
        try play.say(1, .present(true))
        let view = play.room.view(.all, for: s(3))
        #expect(view.seats?.first { $0.seat == s(2) }?.nameHidden == true)
        #expect(!String(describing: view).contains(name))
        #expect(String(describing: play.room.view(.all, for: .bureau)).contains(name))
    }

    private func sealed() throws -> RoomDriver {
        var play = try table()
        try play.say(1, .caucus(members: [s(2)], minutes: 10))
        try play.say(1, .wallClosed(1))
        try play.say(2, .wallClosed(1))
        return play
    }
}

extension RoomDriver {
    /// A shield set before anyone but the host is there.
    mutating func say1Shield(_ subject: SeatNumber, from reader: SeatNumber, _ medium: Medium) throws {
        try hello(1)
        try say(1, .shield(Shield(subject, from: reader, by: medium), on: true))
        try say(1, .leave)
    }
}

/// All pairs of seats in all phases: the function against its meaning, written down a second time and differently.
@Suite("The wall, pair by pair")
struct WallTableTests {
    @Test func allPairsInAllPhases() {
        let seats = (1...8).compactMap { SeatNumber($0) }
        for mask in 0..<256 {
            let members = Set(seats.filter { mask & (1 << Int($0.rawValue - 1)) != 0 })
            for phase in [Wall.Phase.open, .sealing, .sealed] {
                for confirmedMask in [0, 0b101, 0b1111_1111] {
                    var wall = Wall()
                    wall.phase = phase
                    wall.members = members
                    wall.confirmed = members.filter { confirmedMask & (1 << Int($0.rawValue - 1)) != 0 }
                    for one in seats {
                        for other in seats where one != other {
                            let inside = members.contains(one) && members.contains(other)
                            let said = wall.confirmed.contains(one) && wall.confirmed.contains(other)
                            let expected = phase == .open || inside && (phase == .sealing || said)
                            #expect(wall.lets(one, other) == expected)
                            #expect(wall.lets(one, other) == wall.lets(other, one))
                        }
                    }
                }
            }
        }
    }
}
