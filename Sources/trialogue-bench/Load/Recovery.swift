import Foundation

/// How pages come back when their server was killed: at random within the first second, then after 0.5, 1, 2, 4, 8 s with
/// full jitter (web-static/js/protocol/return.js).
extension Attendance {
    /// Returns when everybody is welcome again.
    func comeBack(within seconds: Double) throws {
        let start = Monotonic.seconds
        var due = (0..<count).map { _ in start + Double.random(in: 0...1) }
        var tries = [Int](repeating: 0, count: count)
        var order = Array(due.indices).sorted { due[$0] < due[$1] }
        var generator = SystemRandomNumberGenerator()
        while true {
            let now = Monotonic.seconds
            guard now - start < seconds else { throw BenchFault("\(order.count) people are not back") }
            var waiting: [Int] = []
            for index in order where !people[index].isWelcome {
                waiting.append(index)
                guard people[index].connection < 0, due[index] <= now else { continue }
                try open(index)
                tries[index] += 1
                let most = min(8, 0.5 * pow(2, Double(tries[index] - 1)))
                due[index] = now + Double.random(in: 0...most, using: &generator)
            }
            order = waiting
            if order.isEmpty { return }
            for _ in 0..<20 { step(milliseconds: 5) }
        }
    }
}
