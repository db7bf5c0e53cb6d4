import Mediation
import TestKit
import Testing

@Suite("Speaking alone with one side", .timeLimit(.minutes(10)))
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
        #expect(play.room.log.happenings.last?.what == .caucusCancelled)
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
        try play.say(4, .word("我也想说两句。"))
        try play.say(1, .caucus(members: [s(3)], minutes: nil))
        #expect(play.room.wall.words.map(\.seat) == [s(4)], "who is inside now speaks for themselves")
        try play.say(1, .endCaucus)
        try play.say(1, .caucus(members: [s(3)], minutes: nil))
        #expect(play.room.wall.words.isEmpty)
    }

    @Test func whatHappensInsideChangesNothingThatIsSeenOutside() throws {
        var play = try sealed()
        let before = play.room.view(.all, for: s(3))
        try play.handle(.media(seat: s(2), MediaState(microphone: .live, camera: .muted)))
        try play.say(1, .edit(section: .petitioner, text: "里面说的话", base: 0))
        try play.say(1, .privateNote(text: "愿意补偿一半", base: 0))
        #expect(throws: Refusal(.wrongState)) { try play.say(1, .freeze) }
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

    @Test func whatHappensOutsideIsNotToldInsideEither() throws {
        var play = try sealed()
        let before = play.room.view(.all, for: s(2))
        try play.handle(.media(seat: s(3), MediaState(microphone: .live, camera: .live)))
        try play.lose(4)
        try play.say(3, .word("请问还要多久？"))
        #expect(play.room.view(.all, for: s(2)) == before)
        #expect(play.room.view(.seats, for: .bureau).seats?.first { $0.seat == s(4) }?.presence == .lost)
    }

    @Test func whoWaitsInFrontOfTheRoomFeelsNothingOfACaucus() throws {
        var play = RoomDriver(guests: 3)
        try play.hello(1)
        for seat in [2, 3] {
            try play.bring(seat)
            try play.say(1, .admit(s(seat)))
        }
        try play.bring(4)
        let before = play.room.view(.all, for: s(4))
        try play.say(1, .caucus(members: [s(2)], minutes: 10))
        try play.say(1, .wallClosed(1))
        try play.say(2, .wallClosed(1))
        try play.handle(.media(seat: s(1), MediaState(microphone: .live, camera: .live)))
        #expect(play.room.view(.all, for: s(4)) == before)
    }

    @Test func whoIsLetInDuringACaucusStandsOutsideAndIsToldSo() throws {
        var play = RoomDriver(guests: 3)
        try play.hello(1)
        for seat in [2, 3] {
            try play.bring(seat)
            try play.say(1, .admit(s(seat)))
        }
        try play.say(1, .caucus(members: [s(2)], minutes: 10))
        try play.bring(4)
        play.wait(.seconds(7))
        let effects = try play.say(1, .admit(s(4)))
        #expect(effects.contains { if case .publish(let told) = $0 { told.contains(.wall) } else { false } })
        #expect(play.room.links(of: s(4)).isEmpty)
        let wall = try #require(play.room.view(.wall, for: s(4)).wall)
        #expect(wall.phase == .sealing && wall.outsideSince == play.now)
    }

    @Test func aPageThatComesBackWithAConnectionAcrossConfirmsAnewBeforeItHasAnyLink() throws {
        var play = try sealed()
        try play.lose(2)
        try play.hello(2, holds: [1, 3])
        #expect(play.room.links(of: s(2)).isEmpty && !play.room.hears(s(2), s(1)))
        try play.say(2, .wallClosed(play.room.wall.number))
        #expect(play.room.links(of: s(2)).map(\.peer) == [s(1)])
        // A page that holds what is listed goes on as it was.
        let epoch = play.room.epoch(SeatPair(s(1), s(2)))
        try play.lose(2)
        try play.hello(2, holds: [1])
        #expect(play.room.epoch(SeatPair(s(1), s(2))) == epoch)
        // Its socket may be replaced before the old one is known to be dead.
        try play.hello(2, holds: [1, 4])
        #expect(play.room.links(of: s(2)).isEmpty)
    }

    @Test func anotherDeviceOfAMemberIsOutsideUntilItIsAdmittedAndAskedIn() throws {
        var play = try sealed()
        try play.hello(2, page: "phone", device: "phone", takeOver: true)
        try play.say(1, .decideClaim(s(2), DeviceID("phone"), allow: true))
        try play.hello(2, page: "phone", device: "phone", takeOver: true, approved: true)
        #expect(play.room.wall.members == [s(1)] && play.room.linkedPairs.isEmpty)
        try play.say(2, .consent(notice: "2026-11"))
        try play.say(2, .ready)
        try play.say(1, .admit(s(2)))
        #expect(play.room.wall.isOutside(s(2)) && play.room.linkedPairs.isEmpty)
        try play.say(1, .caucus(members: [s(2)], minutes: 10))
        try play.say(1, .wallClosed(2))
        try play.say(2, .wallClosed(2))
        #expect(play.room.wall.phase == .sealed && play.room.hears(s(2), s(1)))
    }

    @Test func whoLeavesTheTableIsNotWaitedForAnyMore() throws {
        var play = try table()
        try play.say(1, .caucus(members: [s(2), s(4)], minutes: nil))
        try play.say(1, .wallClosed(1))
        try play.say(2, .wallClosed(1))
        try play.say(4, .leave)
        #expect(play.room.wall.phase == .sealed && play.room.wall.members == [s(1), s(2)])
    }

    @Test func theWallStaysWhenTheLastMemberLeaves() throws {
        var play = try sealed()
        try play.say(2, .leave)
        #expect(play.room.wall.phase == .sealed && play.room.linkedPairs.isEmpty)
    }

    @Test func eachOutsideHasWaitedSinceItWentOutside() throws {
        var play = try sealed()
        let raised = play.now
        play.wait(.seconds(90))
        try play.say(1, .caucus(members: [s(3)], minutes: 5))
        #expect(play.room.view(.wall, for: s(2)).wall?.outsideSince == play.now)
        #expect(play.room.view(.wall, for: s(4)).wall?.outsideSince == raised)
        #expect(play.room.view(.wall, for: s(3)).wall?.outsideSince == nil)
        #expect(play.room.wall.caucus?.raisedAt == play.now)
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
