import Mediation
import TestKit
import Testing

/// What changes for a reader is told to them, and nothing else is. A page's whole view before and after each step is held
/// against what the room publishes, as its host tells it: the published sections, less what the reader was told already.
@Suite("What is published", .timeLimit(.minutes(10)))
struct PublishedViewsTests {
    private static let histories = 250
    private static let steps = 80

    @Test func `whatever changes in a seat's view is told to it, and nothing else is`() throws {
        var seen: Set<RoomSection> = []
        for seed in 0..<Self.histories {
            var random = SeededGenerator(seed: UInt64(seed) &+ 3_000_000)
            var play = RoomDriver(guests: 3, minor: 3)
            if seed.isMultiple(of: 2) { try play.seatEveryone() }
            var readers: [SeatNumber: Reader] = [:]
            for seat in play.room.seats { readers[seat.number] = Reader(of: seat.number, in: play.room) }
            for _ in 0..<Self.steps {
                play.wait(.seconds(Int64.random(in: 0...40, using: &random)))
                let input = RandomInput.next(for: play, &random)
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
        #expect(Set(RoomSection.allCases).subtracting(seen) == [], "never seen to change")
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
    mutating func read(_ effects: [RoomEffect], in room: Room) -> (
        changed: Set<RoomSection>, told: Set<RoomSection>
    ) {
        let now = room.view(.all, for: seat)
        var changed = Self.sections(of: now, differingFrom: view)
        var news: Set<RoomSection> = []
        for effect in effects {
            if case .publish(let sections) = effect,
                let update = told.news(in: room.view(sections, for: seat))
            {
                news.formUnion(Self.sections(of: update, differingFrom: RoomView()))
            }
            // The text is told by itself.
            if case .draft = effect {
                changed.remove(.minutes)
                told.take(room.view(.minutes, for: seat))
            }
        }
        view = now
        return (changed, news)
    }

    private static func sections(of view: RoomView, differingFrom other: RoomView) -> Set<RoomSection> {
        Set(
            RoomSection.allCases.filter { section in
                switch section {
                case .session: view.session != other.session
                case .seats: view.seats != other.seats
                case .links: view.links != other.links
                case .minutes: view.minutes != other.minutes
                case .edges: view.edges != other.edges
                case .happenings: view.happenings != other.happenings
                case .claims: view.claims != other.claims
                case .wall: view.wall != other.wall
                case .shields: view.shields != other.shields
                }
            })
    }
}
