import Testing

@testable import Transport

@Suite("The timer wheel", .timeLimit(.minutes(10)))
struct TimerWheelTests {
    private func run(_ wheel: inout TimerWheel<Int>, at now: UInt64) -> [Int] {
        wheel.due(at: now).compactMap { wheel.take($0) }
    }

    @Test("runs what is due by deadline and then by the order of scheduling, whatever bucket it lies in")
    func order() {
        var wheel = TimerWheel<Int>()
        _ = wheel.schedule(at: 1_050, now: 1_000, 3)
        _ = wheel.schedule(at: 1_040, now: 1_000, 1)
        _ = wheel.schedule(at: 1_040, now: 1_000, 2)
        _ = wheel.schedule(at: 1_090, now: 1_000, 4)
        #expect(run(&wheel, at: 1_200) == [1, 2, 3, 4])
        #expect(wheel.isEmpty)
    }

    @Test(
        "runs nothing early and everything at most one tick late",
        arguments: [0, 1, 15, 16, 17, 333, 20_000, 90_000])
    func bounds(span: UInt64) {
        var wheel = TimerWheel<Int>()
        let start: UInt64 = 5_003
        _ = wheel.schedule(at: start + span, now: start, 1)
        var now = start
        var ran: UInt64?
        while ran == nil && now < start + span + 100 {
            now += 1
            if !run(&wheel, at: now).isEmpty { ran = now }
        }
        #expect(ran.map { $0 >= start + span && $0 <= start + max(span, 1) + TimerWheel<Int>.tick } == true)
    }

    @Test("forgets what is cancelled, and a used name means nobody")
    func cancel() {
        var wheel = TimerWheel<Int>()
        let first = wheel.schedule(at: 1_016, now: 1_000, 1)
        #expect(wheel.take(first) == 1)
        let second = wheel.schedule(at: 1_016, now: 1_000, 2)
        #expect(wheel.take(first) == nil)
        #expect(run(&wheel, at: 1_100) == [2])
        #expect(wheel.take(second) == nil)
        #expect(wheel.count == 0)
    }

    @Test("lets one that runs cancel another of the same moment")
    func cancelWithinOneMoment() {
        var wheel = TimerWheel<Int>()
        _ = wheel.schedule(at: 1_016, now: 1_000, 1)
        let second = wheel.schedule(at: 1_016, now: 1_000, 2)
        let due = wheel.due(at: 1_100)
        #expect(due.count == 2)
        #expect(wheel.take(due[0]) == 1)
        wheel.take(second)
        #expect(wheel.take(due[1]) == nil)
    }

    @Test("keeps what lies further off than one turn of the wheel for its own turn")
    func farAway() {
        var wheel = TimerWheel<Int>()
        let turn = TimerWheel<Int>.tick * 1024
        _ = wheel.schedule(at: 32 + turn * 2, now: 16, 2)
        _ = wheel.schedule(at: 32, now: 16, 1)
        #expect(run(&wheel, at: 64) == [1])
        #expect(run(&wheel, at: 64 + turn) == [])
        #expect(run(&wheel, at: 64 + turn * 2) == [2])
    }

    @Test("agrees with a sorted list for many random timers")
    func againstSortedList() {
        var generator = SystemRandomNumberGenerator()
        var wheel = TimerWheel<Int>()
        var expected: [(deadline: UInt64, number: Int)] = []
        var now: UInt64 = 1_000_000
        for number in 0..<2_000 {
            let deadline = now + UInt64.random(in: 0..<60_000, using: &generator)
            let id = wheel.schedule(at: deadline, now: now, number)
            if number % 3 == 0 { wheel.take(id) } else { expected.append((deadline, number)) }
        }
        var ran: [Int] = []
        while !wheel.isEmpty {
            now += UInt64.random(in: 1..<5_000, using: &generator)
            ran += run(&wheel, at: now)
        }
        #expect(Set(ran) == Set(expected.map(\.number)))
        #expect(ran.count == expected.count)
    }
}
