import Mediation
import TestKit
import Testing

/// What random histories meet. A command or an event that none of them brings about is tested by none of the properties.
@Suite("Random histories", .timeLimit(.minutes(10)))
struct RandomHistoriesTests {
    @Test func `every kind of input, every command and every event is met`() throws {
        var inputs: Set<RandomInput.Kind> = []
        var clocks: Set<RandomInput.Clock> = []
        var commands: Set<RandomCommand> = []
        var events: Set<RoomEvent.Name> = []
        for seed in 0..<300 {
            var random = SeededGenerator(seed: UInt64(seed) &+ 4_000_000)
            var play = RoomDriver(guests: 3, minor: 3)
            if seed % 4 > 0 { try play.seatEveryone() }
            for _ in 0..<150 {
                play.wait(.seconds(Int64.random(in: 0...40, using: &random)))
                let input = RandomInput.next(for: play, &random)
                guard (try? play.handle(input)) != nil else { continue }
                inputs.insert(RandomInput.Kind(input))
                if case .timer(let timer) = input { clocks.insert(RandomInput.Clock(timer)) }
                if case .command(_, let command) = input { commands.insert(RandomCommand(command)) }
            }
            events.formUnion(play.journal.map(\.event.name))
        }
        #expect(Set(RandomInput.Kind.allCases).subtracting(inputs) == [])
        // LinkExpiryTests have the expiry.
        #expect(Set(RandomInput.Clock.allCases).subtracting(clocks) == [.expiry])
        #expect(Set(RandomCommand.allCases).subtracting(commands) == [])
        // Journals of before have it, and nothing writes it any more.
        #expect(Set(RoomEvent.Name.allCases).subtracting(events) == [.measured])
    }
}
