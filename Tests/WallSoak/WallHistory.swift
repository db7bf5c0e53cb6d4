import Glibc
import Mediation
import TestKit

/// One random history, watched at every step: what each seat may reach and read is judged again here, from the wall's
/// meaning and not by its function.
struct WallHistory {
    private var random: SeededGenerator
    private var driver = RoomDriver(guests: 3)
    private(set) var wallsRaised = 0
    private static let secret = "只在里面说的话"

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Plays to the end; tells what crossed, nil when nothing did.
    mutating func play() -> String? {
        // Half of the histories start at a full table: from an empty room few random walks ever get there.
        if Bool.random(using: &random) { try? driver.seatEveryone() }
        _ = try? driver.say(1, .privateNote(text: Self.secret, base: 0))
        for step in 0..<Int.random(in: 8...40, using: &random) {
            if Int.random(in: 0..<40, using: &random) == 0 { kill() }
            let number = driver.room.wall.number
            _ = try? driver.handle(RandomInput.next(&random))
            if driver.room.wall.number != number, !driver.room.wall.isOpen { wallsRaised += 1 }
            if let crossing = judge() { return "step \(step): \(crossing)" }
        }
        return nil
    }

    /// As after kill -9: the journal is what is left, and the room starts again from it.
    private mutating func kill() {
        guard var again = Room(folding: driver.journal) else { return }
        again.minutes = driver.room.minutes
        again.privateNote = driver.room.privateNote
        driver.room = again
        _ = try? driver.handle(.restarted)
    }

    private func judge() -> String? {
        let room = driver.room
        let wall = room.wall
        for seat in room.seats {
            let reader = seat.number
            let view = room.view([.seats, .links, .minutes, .wall], for: reader)
            for link in view.links ?? [] {
                if !wall.isOpen, !(wall.members.contains(reader) && wall.members.contains(link.peer)) {
                    return "a link from \(reader) to \(link.peer) leads across"
                }
                if wall.phase == .sealed,
                    !(wall.confirmed.contains(reader) && wall.confirmed.contains(link.peer))
                {
                    return "\(reader) and \(link.peer) are linked before both have confirmed"
                }
                if link.send.face, room.shields.contains(Shield(reader, from: link.peer, by: .face)) {
                    return "\(reader) may send a face to \(link.peer) that is kept from them"
                }
                if link.send.voice, room.shields.contains(Shield(reader, from: link.peer, by: .voice)) {
                    return "\(reader) may send a voice to \(link.peer) that is kept from them"
                }
            }
            guard reader != .bureau else { continue }
            if view.wall?.note != nil || view.wall?.words != nil { return "\(reader) reads the bureau's own" }
            if let crossing = judge(view, of: reader, wall) { return crossing }
        }
        return nil
    }

    private func judge(_ view: RoomView, of reader: SeatNumber, _ wall: Wall) -> String? {
        for other in view.seats ?? [] where other.seat != reader {
            if driver.room.shields.contains(Shield(other.seat, from: reader, by: .name)), !other.name.isEmpty
            {
                return "\(reader) reads the name of \(other.seat)"
            }
            if !wall.isOpen, !wall.members.contains(reader), other.media != MediaState() {
                return "\(reader) sees from outside what the tracks of \(other.seat) do"
            }
        }
        if !wall.isOpen, view.minutes?.sections.isEmpty == false {
            return "\(reader) reads minutes in a caucus"
        }
        return nil
    }
}

/// `exit` by a name that tells what it is for: top-level code can't return a status.
func exitNow(_ status: Int32) -> Never { exit(status) }
