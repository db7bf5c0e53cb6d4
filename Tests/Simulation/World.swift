import Mediation
import TestKit
import Transport

/// Time, chance and what is going to happen: everything of a history that is nobody's own. Nothing runs by itself: a history is one
/// thread that takes the next thing, and the seed says which of several that are next at the same time.
@LoopActor
final class World {
    let loop: LoopByHand
    let clock = VirtualClock()
    var chance = SeededGenerator(seed: 0)
    var trace: Trace
    /// The first rule that was broken.
    private(set) var broken: String?
    private var events: [Event] = []
    private var sequence: UInt64 = 0

    /// Something that happens at a moment, unless it is cancelled.
    final class Event {
        let at: Int64
        let sequence: UInt64
        var body: (@LoopActor () -> Void)?

        init(_ at: Int64, _ sequence: UInt64, _ body: @escaping @LoopActor () -> Void) {
            self.at = at
            self.sequence = sequence
            self.body = body
        }

        func comesBefore(_ other: Event) -> Bool { (at, sequence) < (other.at, other.sequence) }
    }

    init(_ loop: LoopByHand, at start: Instant, isTold: Bool) {
        self.loop = loop
        trace = Trace(isTold: isTold)
        clock.begin(at: start)
    }

    /// Milliseconds of the steady clock since the beginning.
    var now: Int64 { clock.steady.milliseconds }

    func breaks(_ rule: @autoclosure () -> String) {
        guard broken == nil else { return }
        broken = rule()
        trace.note("\(now) BROKEN: \(broken ?? "")")
    }

    // MARK: Chance

    func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &chance) }
    func draw(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &chance) }
    /// So many of a thousand.
    func happens(_ permille: Int) -> Bool { Int.random(in: 0..<1000, using: &chance) < permille }
    func one<Value>(of values: [Value]) -> Value? { values.randomElement(using: &chance) }

    // MARK: Time

    @discardableResult
    func after(_ milliseconds: Int64, _ body: @escaping @LoopActor () -> Void) -> Event {
        sequence += 1
        let event = Event(now + max(0, milliseconds), sequence, body)
        push(event)
        return event
    }

    /// Lets everything happen that happens within this time.
    func run(for milliseconds: Int64) {
        let end = now + milliseconds
        settle()
        while let next = events.first, next.at <= end, broken == nil {
            pop()
            guard let body = next.body else { continue }
            clock.pass(to: next.at)
            body()
            settle()
        }
        clock.pass(to: end)
    }

    /// Runs what is ready, until nothing is: the loop's own jobs in their order, all others in the order of chance.
    func settle() {
        let ready = ReadyJobs.shared
        var left = 200_000
        while left > 0 {
            left -= 1
            let others = ready.count
            if loop.isWoken {
                let next = others == 0 ? 0 : Int.random(in: 0...others, using: &chance)
                if next == others { loop.turn() } else { ready.run(next) }
            } else if others > 0 {
                ready.run(others == 1 ? 0 : Int.random(in: 0..<others, using: &chance))
            } else {
                return
            }
        }
        breaks("something never came to rest")
    }

    // A heap by hand: the earliest first, and what was asked first of what is due at one moment.

    private func push(_ event: Event) {
        events.append(event)
        var index = events.count - 1
        while index > 0, event.comesBefore(events[(index - 1) / 2]) {
            events.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private func pop() {
        events.swapAt(0, events.count - 1)
        events.removeLast()
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < events.count && events[child].comesBefore(events[least]) {
                least = child
            }
            guard least != index else { return }
            events.swapAt(index, least)
            index = least
        }
    }
}
