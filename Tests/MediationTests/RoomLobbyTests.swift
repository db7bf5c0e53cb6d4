import Mediation
import TestKit
import Testing

@Suite("The way from a link to the table", .timeLimit(.minutes(10)))
struct RoomLobbyTests {
    @Test func openingALinkIsArriving() throws {
        var play = RoomDriver()
        let effects = try play.hello(2)
        #expect(effects.contains(.welcome(RoomDriver.seat(2))))
        let seat = try #require(play.room.seat(RoomDriver.seat(2)))
        #expect(seat.standing == .linkOpened)
        #expect(seat.presence == .here)
    }

    @Test func nobodyIsAdmittedWithoutConsent() throws {
        var play = RoomDriver()
        try play.hello(1)
        try play.hello(2)
        #expect(throws: Refusal(.notConsented, field: "seat")) { try play.say(1, .admit(RoomDriver.seat(2))) }
        #expect(throws: Refusal(.notConsented)) { try play.say(2, .ready) }
    }

    @Test func consentToAnOlderNoticeIsAskedAgain() throws {
        var play = RoomDriver()
        try play.hello(2)
        #expect(throws: Refusal(.noticeChanged, field: "notice")) {
            try play.say(2, .consent(notice: "2019-01"))
        }
    }

    @Test func confirmingANameVerifiesTheContactAndNotTheIdentity() throws {
        var play = RoomDriver()
        try play.hello(1)
        try play.bring(2)
        #expect(play.room.seat(RoomDriver.seat(2))?.identity?.method == .contact)
        try play.say(1, .identify(RoomDriver.seat(2), .document, note: "看了原件"))
        #expect(play.room.seat(RoomDriver.seat(2))?.identity?.method == .document)
    }

    @Test func theFirstAdmissionStartsTheSession() throws {
        var play = RoomDriver()
        try play.hello(1)
        try play.bring(2)
        #expect(play.room.phase == .waiting)
        try play.say(1, .admit(RoomDriver.seat(2)))
        #expect(play.room.phase == .inSession)
        #expect(play.room.table.stage.startedAt == play.now)
    }

    @Test func onlyTheBureausSeatAdmits() throws {
        var play = RoomDriver()
        try play.hello(1)
        try play.bring(2)
        try play.bring(3)
        #expect(throws: Refusal(.notPermitted)) { try play.say(2, .admit(RoomDriver.seat(3))) }
    }

    @Test func removingNeedsAReasonAndKillsTheLink() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        #expect(throws: Refusal(.reasonNeeded, field: "reason")) {
            try play.say(1, .remove(RoomDriver.seat(2), reason: "  "))
        }
        let effects = try play.say(1, .remove(RoomDriver.seat(2), reason: "扰乱秩序"))
        #expect(effects.contains(.close(RoomDriver.seat(2), .removed)))
        #expect(throws: Refusal(.removedFromSession)) { try play.hello(2, page: "another") }
    }

    @Test func aSecondTabIsAskedAndTheNewerTakesOver() throws {
        var play = RoomDriver()
        try play.hello(2)
        #expect(throws: Refusal(.openElsewhereHere)) { try play.hello(2, page: "newer") }
        let effects = try play.hello(2, page: "newer", takeOver: true)
        #expect(effects.first == .close(RoomDriver.seat(2), .takenOver))
        #expect(play.room.seat(RoomDriver.seat(2))?.page == PageID("newer"))
    }

    @Test func anotherDeviceIsTheOfficersDecision() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        #expect(throws: Refusal(.openOnOtherDevice)) { try play.hello(2, page: "x", device: "other") }
        let asked = try play.hello(2, page: "x", device: "other", takeOver: true)
        #expect(asked.contains(.pending))
        #expect(play.room.table.claims.count == 1)
        try play.say(1, .decideClaim(RoomDriver.seat(2), DeviceID("other"), allow: true))
        #expect(play.room.table.claims.isEmpty)
        try play.hello(2, page: "x", device: "other", takeOver: true, approved: true)
        // Consent, identity and admission were the other device's.
        let seat = try #require(play.room.seat(RoomDriver.seat(2)))
        #expect(seat.standing == .linkOpened && seat.consentedAt == nil && seat.identity == nil)
        #expect(!play.room.visible(.relay, to: RoomDriver.seat(2)))
    }

    @Test func whoComesToTheTableIsToldOfTheShieldsThatWereSetBefore() throws {
        var play = RoomDriver()
        try play.hello(1)
        try play.bring(3)
        let shield = Shield(RoomDriver.seat(2), from: RoomDriver.seat(3), by: .face)
        try play.say(1, .shield(shield, on: true))
        let effects = try play.say(1, .admit(RoomDriver.seat(3)))
        let told = effects.reduce(into: RoomSections()) {
            if case .publish(let sections) = $1 { $0.formUnion(sections) }
        }
        #expect(told.isSuperset(of: [.shields, .wall, .minutes]))
        #expect(play.room.view(.shields, for: RoomDriver.seat(3)).shields == [shield])
    }

    @Test func threeOtherDevicesMayAskForASeatAtATime() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        for device in ["a", "b", "c", "c"] {
            try play.hello(2, page: device, device: device, takeOver: true)
        }
        #expect(play.room.table.claims.count == 3)
        #expect(throws: Refusal(.waitingForOfficer)) {
            try play.hello(2, page: "d", device: "d", takeOver: true)
        }
    }

    @Test func aLostPersonOnAnotherDeviceWaitsForTheOfficerAgain() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        try play.lose(2)
        try play.hello(2, page: "x", device: "other")
        #expect(play.room.seat(RoomDriver.seat(2))?.standing == .linkOpened)
        #expect(play.room.seat(RoomDriver.seat(2))?.consentedAt == nil)
        #expect(play.room.links(of: RoomDriver.seat(2)).isEmpty)
    }

    @Test func aRevokedLinkShowsItsPageTheDoorAndAReissuedOneOpensAnew() throws {
        var play = RoomDriver()
        try play.hello(2)
        let effects = try play.handle(.revoke(seat: RoomDriver.seat(2)))
        #expect(effects.contains(.close(RoomDriver.seat(2), .removed)))
        #expect(throws: Refusal(.linkRevoked)) { try play.hello(2, page: "later") }
        try play.handle(.reissue(seat: RoomDriver.seat(2)))
        #expect(play.room.seat(RoomDriver.seat(2))?.generation == 2)
        #expect(throws: Refusal(.linkRevoked)) { try play.hello(2, page: "later") }
        #expect(throws: Refusal(.linkUnknown)) { try play.hello(2, page: "later", generation: 3) }
        try play.hello(2, page: "later", generation: 2)
    }

    @Test func nobodyIsIdentifiedBeforeSomebodyCame() throws {
        var play = RoomDriver()
        try play.hello(1)
        let two = RoomDriver.seat(2)
        #expect(throws: Refusal(.wrongState, field: "seat")) {
            try play.say(1, .identify(two, .document, note: ""))
        }
        try play.bring(2)
        try play.say(1, .identify(two, .document, note: ""))
        // The officer's word was on its way when the link was made anew: it is about nobody who comes by the new one.
        try play.handle(.reissue(seat: two))
        #expect(throws: Refusal(.wrongState, field: "seat")) {
            try play.say(1, .identify(two, .document, note: ""))
        }
        try play.hello(2, page: "later", generation: 2)
        #expect(play.room.seat(two)?.identity == nil)
    }

    @Test func aReissuedLinkBeginsAtNothing() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        try play.say(1, .identify(RoomDriver.seat(2), .document, note: ""))
        try play.handle(.reissue(seat: RoomDriver.seat(2)))
        try play.hello(2, page: "stranger", device: "device-2", generation: 2)
        func nothing(_ seat: Seat) -> Bool {
            seat.standing == .linkOpened && seat.consentedAt == nil && seat.identity == nil
                && seat.check == nil
        }
        #expect(nothing(try #require(play.room.seat(RoomDriver.seat(2)))))
        #expect(!play.room.visible(.relay, to: RoomDriver.seat(2)))
        // Not by leaving and coming back either.
        try play.say(2, .leave)
        try play.hello(2, page: "stranger", device: "device-2", generation: 2)
        #expect(nothing(try #require(play.room.seat(RoomDriver.seat(2)))))
        #expect(throws: Refusal(.notConsented)) { try play.say(2, .ready) }
        #expect(throws: Refusal(.notConsented, field: "seat")) { try play.say(1, .admit(RoomDriver.seat(2))) }
    }

    @Test func whoWaitsIsToldNothingOfMinutesAndShieldsAndAFullNameComesAfterConsent() throws {
        var play = RoomDriver()
        try play.hello(1)
        try play.bring(2)
        try play.say(1, .admit(RoomDriver.seat(2)))
        try play.hello(3)
        let before = play.room.view([.minutes, .shields], for: RoomDriver.seat(3))
        let name = try #require(play.room.seat(RoomDriver.seat(3))?.name)
        func ownName() -> String? {
            play.room.view(.seats, for: RoomDriver.seat(3)).seats?.first { $0.seat == RoomDriver.seat(3) }?
                .name
        }
        #expect(ownName() == Masking.name(name) && ownName() != name)
        try play.say(1, .edit(section: .petitioner, text: "问", base: 0))
        try play.say(1, .present(true))
        try play.say(1, .shield(Shield(RoomDriver.seat(2), from: RoomDriver.seat(3), by: .face), on: true))
        #expect(play.room.view([.minutes, .shields], for: RoomDriver.seat(3)) == before)
        try play.say(1, .freeze)
        try play.say(3, .consent(notice: "2026-11"))
        #expect(play.room.view([.minutes, .shields], for: RoomDriver.seat(3)) == before)
        #expect(ownName() == name)
    }

    /// A room whose seat 2 is somebody of that age, and seat 3 a guardian; both wait.
    private func withAMinor(of age: Int) throws -> RoomDriver {
        var play = RoomDriver(guests: 0)
        for (number, role, years) in [(2, SeatRole.petitioner, age), (3, .guardian, 44)] {
            try play.handle(
                .invite(
                    SeatInvitation(
                        seat: RoomDriver.seat(number), partyID: PartyID("p-\(number)"), role: role,
                        name: "来人\(number)", phone: "", needs: "", guardianship: Guardianship(age: years))))
        }
        try play.hello(1)
        try play.bring(2)
        try play.bring(3)
        return play
    }

    @Test("Rule 20: a minor comes to the table when a guardian sits there", arguments: [8, 15, 16, 17])
    func rule20(_ age: Int) throws {
        var play = try withAMinor(of: age)
        #expect(throws: Refusal(.guardianAbsent, field: "seat")) {
            try play.say(1, .admit(RoomDriver.seat(2)))
        }
        #expect(play.room.phase == .waiting)
        try play.say(1, .admit(RoomDriver.seat(3)))
        try play.say(1, .admit(RoomDriver.seat(2)))
        #expect(play.room.seat(RoomDriver.seat(2))?.standing == .admitted)
        #expect(!play.journal.contains { $0.0.name == .guardianDeclined })
    }

    @Test("Rule 20: at 16 a guardian can be declined with a reason, which is kept; below that nobody can")
    func rule20Declined() throws {
        for age in [15, 16, 17] {
            var play = try withAMinor(of: age)
            let alone = Table.Command.admit(RoomDriver.seat(2), guardianDeclined: "自食其力")
            guard age >= 16 else {
                #expect(throws: Refusal(.guardianAbsent, field: "seat")) { try play.say(1, alone) }
                continue
            }
            #expect(throws: Refusal(.reasonNeeded, field: "guardianDeclined")) {
                try play.say(1, .admit(RoomDriver.seat(2), guardianDeclined: " "))
            }
            try play.say(1, alone)
            #expect(play.room.seat(RoomDriver.seat(2))?.standing == .admitted)
            let kept = play.journal.contains {
                $0.0 == .table(.guardianDeclined(seat: RoomDriver.seat(2), reason: "自食其力"))
            }
            #expect(kept)
        }
    }

    @Test func `Who is of age, and whose age isn't known, needs no guardian`() {
        #expect([nil, 18, 80].allSatisfy { Guardianship(age: $0) == .notNeeded })
        #expect([0, 15].allSatisfy { Guardianship(age: $0) == .needed })
    }

    @Test func theTableHasEightSeats() throws {
        var play = RoomDriver(guests: 7)
        #expect(play.room.seats.count == 8)
        let ninth = SeatInvitation(
            seat: RoomDriver.seat(8), partyID: PartyID("p-9"), role: .witness, name: "多", phone: "", needs: ""
        )
        #expect(throws: Refusal(.seatsFull)) { try play.handle(.invite(ninth)) }
    }
}
