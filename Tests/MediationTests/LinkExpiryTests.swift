import Mediation
import TestKit
import Testing

@Suite("The end of a link, and who is inside by then", .timeLimit(.minutes(10)))
struct LinkExpiryTests {
    private var lifetime: Span { RoomDriver.founding.expiresAt.since(RoomDriver().now) }

    @Test func aSessionThatNobodyCameToEndsWithItsLinks() throws {
        var play = RoomDriver()
        try play.hello(1)
        play.wait(lifetime)
        try play.handle(.timer(.expiry))
        #expect(play.room.phase == .ended && play.room.table.stage.end?.reason == .uncontactable)
    }

    @Test func whoOpenedTheLinkInTimeKeepsTheSeatAndIsAdmittedAfterItsEnd() throws {
        var play = RoomDriver()
        try play.hello(1)
        try play.hello(2)
        play.wait(lifetime)
        let effects = try play.handle(.timer(.expiry))
        #expect(effects.contains(.setTimer(.expiry, at: play.now.adding(.seconds(60)))))
        #expect(play.room.phase == .waiting)
        try play.say(2, .consent(notice: "2026-11"))
        try play.say(2, .ready)
        try play.say(1, .admit(RoomDriver.seat(2)))
        #expect(play.room.phase == .inSession)
    }

    @Test func whoIsCutOffAtThatMomentHasAWholeGraceToComeBack() throws {
        var play = RoomDriver()
        try play.bring(2)
        play.wait(lifetime)
        try play.lose(2)
        try play.handle(.timer(.expiry))
        #expect(play.room.phase == .waiting)
        try play.handle(.timer(.grace(RoomDriver.seat(2))))
        try play.handle(.timer(.expiry))
        #expect(play.room.phase == .ended)
    }

    @Test func aNewLinkLivesAsLongAsTheFirstOnesDidAndSoDoesTheSession() throws {
        var play = RoomDriver()
        play.wait(.hours(1))
        let effects = try play.handle(.reissue(seat: RoomDriver.seat(2)))
        let end = play.now.adding(lifetime)
        #expect(play.room.seat(RoomDriver.seat(2))?.linkExpiresAt == end)
        #expect(play.room.seat(RoomDriver.seat(3))?.linkExpiresAt == RoomDriver.founding.expiresAt)
        #expect(effects.contains(.setTimer(.expiry, at: end)))
        play.wait(RoomDriver.founding.expiresAt.since(play.now))
        #expect(try play.handle(.timer(.expiry)) == [.setTimer(.expiry, at: end)])
        try play.handle(.revoke(seat: RoomDriver.seat(2)))
        try play.handle(.timer(.expiry))
        #expect(play.room.phase == .ended)
    }

    @Test func aBegunSessionOutlivesItsLinks() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        play.wait(lifetime)
        #expect(try play.handle(.timer(.expiry)).isEmpty)
        #expect(play.room.phase == .inSession)
    }
}
