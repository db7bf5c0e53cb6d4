import Glibc
import Mediation
import TestKit

/// One random history, watched at every step: what each seat may reach and is told is judged again here, from the wall's
/// meaning and not by its function.
struct WallHistory {
    private var random: SeededGenerator
    private var driver = RoomDriver(guests: 3)
    private(set) var wallsRaised = 0
    private(set) var wallsSealed = 0
    private(set) var steps = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Plays to the end; tells what crossed, nil when nothing did.
    mutating func play() -> String? {
        // Half of the histories start at a full table: from an empty room few random walks ever get there.
        if Bool.random(using: &random) { try? driver.seatEveryone() }
        _ = try? driver.say(1, .privateNote(text: "只在里面说的话", base: 0))
        for step in 0..<Int.random(in: 8...40, using: &random) {
            let isKilled = Int.random(in: 0..<40, using: &random) == 0
            if isKilled { kill() }
            let before = driver.room
            let input = RandomInput.next(for: driver, &random)
            let effects = try? driver.handle(input)
            count(from: before.wall)
            // A refusal changes nothing (RoomPropertyTests): there is nothing new to judge.
            guard let effects = effects ?? (isKilled ? [] : nil) else { continue }
            if let crossing = judge() ?? judge(effects) ?? judge(input, after: before) {
                return "step \(step): \(crossing)"
            }
        }
        return nil
    }

    private mutating func count(from before: Wall) {
        let wall = driver.room.wall
        steps += 1
        if wall.number != before.number, !wall.isOpen { wallsRaised += 1 }
        if wall.phase == .sealed, before.phase != .sealed { wallsSealed += 1 }
    }

    /// As after kill -9: the journal is what is left, and the room starts again from it.
    private mutating func kill() {
        guard var again = Room(folding: driver.journal) else { return }
        again.restoreRows(of: driver.room)
        driver.room = again
        _ = try? driver.handle(.restarted)
    }

    // MARK: What each seat may reach and read now

    private func judge() -> String? {
        for seat in driver.room.seats {
            let isBureau = seat.number == .bureau
            let view = driver.room.view(isBureau ? .links : .all, for: seat.number)
            if let crossing = judgeLinks(view, of: seat.number) { return crossing }
            guard !isBureau else { continue }
            if let crossing = judge(view, of: seat.number) { return crossing }
        }
        return nil
    }

    private func judgeLinks(_ view: RoomView, of reader: SeatNumber) -> String? {
        let room = driver.room
        let wall = room.wall
        for link in view.links ?? [] {
            if !wall.isOpen, !(wall.members.contains(reader) && wall.members.contains(link.peer)) {
                return "a link from \(reader) to \(link.peer) leads across"
            }
            if wall.phase == .sealed,
                !(wall.confirmed.contains(reader) && wall.confirmed.contains(link.peer))
            {
                return "\(reader) and \(link.peer) are linked before both have confirmed"
            }
            if link.send.face, room.wall.shields.contains(Shield(reader, from: link.peer, by: .face)) {
                return "\(reader) may send a face to \(link.peer) that is kept from them"
            }
            if link.send.voice, room.wall.shields.contains(Shield(reader, from: link.peer, by: .voice)) {
                return "\(reader) may send a voice to \(link.peer) that is kept from them"
            }
        }
        return nil
    }

    private func judge(_ view: RoomView, of reader: SeatNumber) -> String? {
        let room = driver.room
        let wall = room.wall
        if view.wall?.note != nil || view.wall?.words != nil { return "\(reader) reads the bureau's own" }
        if view.edges?.isEmpty == false { return "\(reader) reads what links measure" }
        if view.happenings?.isEmpty == false { return "\(reader) reads the log" }
        if view.claims?.isEmpty == false { return "\(reader) reads who asks for a seat" }
        for other in view.seats ?? [] where other.seat != reader {
            if room.wall.shields.contains(Shield(other.seat, from: reader, by: .name)), !other.name.isEmpty {
                return "\(reader) reads the name of \(other.seat)"
            }
            let isInside = wall.members.contains(reader) && wall.members.contains(other.seat)
            if !wall.isOpen, !isInside, other.media != MediaState() {
                return "\(reader) sees across the wall what the tracks of \(other.seat) do"
            }
        }
        for shield in view.shields ?? [] where shield.subject != reader && shield.reader != reader {
            return "\(reader) reads of a shield between others"
        }
        if !wall.isOpen, view.minutes?.sections.isEmpty == false {
            return "\(reader) reads minutes in a caucus"
        }
        return nil
    }

    // MARK: What is sent, and what is felt

    /// A change of the draft goes to whoever sees the minutes; in a caucus to the bureau alone.
    private func judge(_ effects: [RoomEffect]) -> String? {
        let isDrafted = effects.contains { if case .draft = $0 { true } else { false } }
        guard !driver.room.wall.isOpen, isDrafted else { return nil }
        for seat in driver.room.seats
        where seat.number != .bureau && driver.room.visible(.draft, to: seat.number) {
            return "a draft goes to \(seat.number) in a caucus"
        }
        return nil
    }

    /// What a person does on one side of a wall that stands changes nothing that those of the other side are told:
    /// not even that something happened. Only coming to the table and leaving it is seen by all who sit there.
    private func judge(_ input: RoomInput, after before: Room) -> String? {
        let room = driver.room
        guard !before.wall.isOpen, !room.wall.isOpen, before.wall.number == room.wall.number,
            before.wall.phase == room.wall.phase, before.wall.until == room.wall.until,
            before.phase == room.phase, before.wall.shields == room.wall.shields,
            before.seats.map(\.standing) == room.seats.map(\.standing)
        else { return nil }
        guard let actor = Self.actor(of: input) else { return nil }
        for seat in room.seats where seat.number != actor && seat.number != .bureau {
            guard room.wall.parts(actor, seat.number), !Self.speaks(input, to: seat.number) else { continue }
            if Self.told(seat, in: before) != Self.told(seat, in: room) {
                return "\(seat.number) feels across the wall what \(actor) does: \(input)"
            }
        }
        return nil
    }

    /// Whether the officer asks that seat for patience: whoever waits in front of the room may be spoken to whatever goes on in it.
    private static func speaks(_ input: RoomInput, to seat: SeatNumber) -> Bool {
        if case .command(_, .table(.askToWait(seat, _))) = input { true } else { false }
    }

    /// All that a reader is told, but for the one thing that is told to who waits in front of the room whatever goes on
    /// in it: whether the officer is there.
    private static func told(_ reader: Seat, in room: Room) -> RoomView {
        var view = room.view(.all, for: reader.number)
        guard reader.standing != .admitted else { return view }
        view.seats = view.seats?.map { seat in
            guard seat.seat == .bureau else { return seat }
            var still = seat
            still.presence = .here
            still.since = room.createdAt
            return still
        }
        return view
    }

    private static func actor(of input: RoomInput) -> SeatNumber? {
        switch input {
        case .hello(let hello): hello.seat
        case .disconnected(let seat, _), .command(let seat, _), .media(let seat, _), .statistics(let seat, _),
            .fingerprint(let seat, _):
            seat
        case .timer, .clockStepped, .restarted, .invite, .revoke, .reissue, .claimWithdrawn: nil
        }
    }
}

/// `exit` by a name that tells what it is for: top-level code can't return a status.
func exitNow(_ status: Int32) -> Never { exit(status) }
