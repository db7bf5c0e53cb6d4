import Mediation
import TestKit
import Testing

/// All pairs of seats in all phases: the function against its meaning, written down a second time and differently.
@Suite("The wall, pair by pair", .timeLimit(.minutes(10)))
struct WallTableTests {
    @Test func allPairsInAllPhases() {
        let seats = (1...8).compactMap { SeatNumber($0) }
        for mask in 0..<256 {
            let members = Set(seats.filter { mask & (1 << Int($0.rawValue - 1)) != 0 })
            for phase in [Wall.Phase.open, .sealing, .sealed] {
                for confirmedMask in [0, 0b101, 0b1111_1111] {
                    let confirmed = members.filter { confirmedMask & (1 << Int($0.rawValue - 1)) != 0 }
                    let wall = wall(phase, around: members, confirmed: confirmed)
                    #expect(wall.phase == phase)
                    for one in seats {
                        for other in seats where one != other {
                            let inside = members.contains(one) && members.contains(other)
                            let said = confirmed.contains(one) && confirmed.contains(other)
                            let expected = phase == .open || inside && (phase == .sealing || said)
                            #expect(wall.lets(one, other) == expected)
                            #expect(wall.parts(one, other) == (phase != .open && !inside))
                            #expect(wall.lets(one, other) == wall.lets(other, one))
                        }
                    }
                }
            }
        }
    }

    private func wall(
        _ phase: Wall.Phase, around members: Set<SeatNumber>, confirmed: Set<SeatNumber>
    ) -> Wall {
        var wall = Wall()
        let now = Instant(milliseconds: 0)
        guard phase != .open else { return wall }
        wall.apply(.raised(number: 1, members: members.sorted(), until: nil), at: now)
        for seat in confirmed.sorted() { wall.apply(.confirmed(seat: seat, number: 1), at: now) }
        if phase == .sealed { wall.apply(.sealed(number: 1), at: now) }
        return wall
    }

    /// Host, three at the table, one who waits: who is told what in each phase, written down as a table.
    @Test func everyTidingForEveryReaderInEveryPhase() throws {
        var play = RoomDriver(guests: 4)
        try play.hello(1)
        for seat in 2...4 {
            try play.bring(seat)
            try play.say(1, .admit(RoomDriver.seat(seat)))
        }
        try play.bring(5)
        try play.say(1, .present(true))
        check(play.room, inside: [1, 2, 3, 4], drafts: true, linked: { $0 < 5 && $1 < 5 })
        try play.say(1, .caucus(members: [RoomDriver.seat(2)], minutes: nil))
        let inside: Set<Int> = [1, 2]
        check(play.room, inside: inside, drafts: false, linked: { inside.isSuperset(of: [$0, $1]) })
        try play.say(1, .wallClosed(1))
        try play.say(2, .wallClosed(1))
        check(play.room, inside: inside, drafts: false, linked: { inside.isSuperset(of: [$0, $1]) })
        try play.say(1, .endCaucus)
        check(play.room, inside: [1, 2, 3, 4], drafts: false, linked: { $0 < 5 && $1 < 5 })
    }

    private func check(_ room: Room, inside: Set<Int>, drafts: Bool, linked: (Int, Int) -> Bool) {
        for reader in 1...5 {
            let eyes = RoomDriver.seat(reader)
            let (isBureau, waits) = (reader == 1, reader == 5)
            for other in 1...5 where other != reader {
                let seat = RoomDriver.seat(other)
                let together = inside.contains(reader) && inside.contains(other)
                #expect(room.visible(.link(seat), to: eyes) == linked(reader, other))
                #expect(room.visible(.tracks(seat), to: eyes) == (isBureau || (!waits && together)))
                let sees = isBureau || (waits ? other == 1 : together)
                #expect(room.visible(.presence(seat), to: eyes) == sees)
                let isKnown = isBureau || other == 1 || (!waits && other != 5)
                #expect(room.visible(.place(seat), to: eyes) == isKnown)
                #expect(room.visible(.name(seat), to: eyes))
                let shield = Shield(seat, from: eyes, by: .face)
                #expect(room.visible(.shield(shield), to: eyes) == !waits)
                let others = Shield(seat, from: .bureau, by: .face)
                #expect(room.visible(.shield(others), to: eyes) == isBureau)
            }
            #expect(room.visible(.draft, to: eyes) == (isBureau || (!waits && drafts)))
            #expect(room.visible(.wall, to: eyes) == !waits)
            #expect(room.visible(.minutes, to: eyes) == !waits)
            #expect(room.visible(.relay, to: eyes))
            #expect(room.visible(.confirmations, to: eyes) == (!room.wall.isOpen && inside.contains(reader)))
            for tiding in [
                Tiding.lobby, .statistics, .happenings, .claims, .privateNotes, .wordsFromOutside,
            ] {
                #expect(room.visible(tiding, to: eyes) == isBureau)
            }
        }
    }
}
