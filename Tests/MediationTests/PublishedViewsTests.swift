import Mediation
import TestKit
import Testing

/// What changes for a reader is told to them, and nothing else is. A page's whole view before and after each step is held
/// against what the room publishes, as its host tells it: the published sections, less what the reader was told already.
@Suite("What is published")
struct PublishedViewsTests {
    private static let histories = 250
    private static let steps = 80

    @Test func `whatever changes in a seat's view is told to it, and nothing else is`() throws {
        var seen: Set<String> = []
        for seed in 0..<Self.histories {
            var random = SeededGenerator(seed: UInt64(seed) &+ 3_000_000)
            var play = RoomDriver(guests: 3)
            if seed.isMultiple(of: 2) { try play.seatEveryone() }
            var readers: [SeatNumber: Reader] = [:]
            for seat in play.room.seats { readers[seat.number] = Reader(of: seat.number, in: play.room) }
            for _ in 0..<Self.steps {
                play.wait(.seconds(Int64.random(in: 0...40, using: &random)))
                let input = RandomInput.next(&random)
                guard let effects = try? play.handle(input) else { continue }
                for seat in play.room.seats {
                    guard var reader = readers[seat.number], !effects.contains(.welcome(seat.number)) else {
                        readers[seat.number] = Reader(of: seat.number, in: play.room)
                        continue
                    }
                    let (changed, told) = reader.read(effects, in: play.room)
                    seen.formUnion(changed)
                    #expect(
                        changed == told,
                        "seed \(seed), seat \(seat.number): \(changed) changed, \(told) told, by \(input)")
                    readers[seat.number] = reader
                }
            }
        }
        // Where nothing ever changes nothing can be forgotten.
        #expect(seen == Set(Reader.names), "never seen to change: \(Set(Reader.names).subtracting(seen))")
    }

    @Test func `a change of the draft is told as a draft, and publishes nothing`() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        let effects = try play.say(1, .edit(section: .petitioner, text: "字", base: 0))
        #expect(!effects.contains { if case .publish = $0 { true } else { false } })
        #expect(effects.contains(.draft(.petitioner, author: .bureau)))
    }

    @Test func `a report of links, and of what was told before, publishes no more than it changed`() throws {
        var play = RoomDriver()
        try play.seatEveryone()
        let seat = RoomDriver.seat(2)
        let media = MediaState(microphone: .live, camera: .live)
        let first = try play.handle(.media(seat: seat, media))
        #expect(first.contains { if case .publish(let told) = $0 { told.contains(.seats) } else { false } })
        #expect(try play.handle(.media(seat: seat, media)).isEmpty)
        let report = LinkReport(
            peer: .bureau, epoch: 1, state: .connecting, path: nil, rttMs: nil, jitterMs: nil,
            lossPercent: nil, audioKbps: nil, videoKbps: nil, framesDecoded: nil, framesPerSecond: nil,
            freezes: nil, concealedPercent: nil)
        #expect(try play.handle(.statistics(seat: seat, [report])) == [.publish(.edges)])
        #expect(try play.handle(.clockStepped(seconds: 7)).count == 1, "its commit alone")
    }
}

/// A seat's page: what it has read so far, and its whole view of that moment.
private struct Reader {
    private let seat: SeatNumber
    private var told = ToldView()
    private var view: RoomView

    init(of seat: SeatNumber, in room: Room) {
        self.seat = seat
        view = room.view(.all, for: seat)
        told.tell(all: view)
    }

    /// The sections that changed, and those that the effects tell.
    mutating func read(_ effects: [RoomEffect], in room: Room) -> (changed: Set<String>, told: Set<String>) {
        let now = room.view(.all, for: seat)
        var changed = Self.sections(of: now, differingFrom: view)
        var news: Set<String> = []
        for effect in effects {
            if case .publish(let sections) = effect,
                let update = told.news(in: room.view(sections, for: seat))
            {
                news.formUnion(Self.sections(of: update, differingFrom: RoomView()))
            }
            // The text is told by itself.
            if case .draft = effect {
                changed.remove("minutes")
                told.take(room.view(.minutes, for: seat))
            }
        }
        view = now
        return (changed, news)
    }

    static let names = [
        "session", "seats", "links", "minutes", "edges", "happenings", "claims", "wall", "shields",
    ]

    private static func sections(of view: RoomView, differingFrom other: RoomView) -> Set<String> {
        let same = [
            view.session == other.session, view.seats == other.seats, view.links == other.links,
            view.minutes == other.minutes, view.edges == other.edges, view.happenings == other.happenings,
            view.claims == other.claims, view.wall == other.wall, view.shields == other.shields,
        ]
        return Set(zip(names, same).filter { !$1 }.map(\.0))
    }
}
