import Testing
import Transport

@Suite("The log of messages that are kept for a reader", .timeLimit(.minutes(10)))
struct MessageLogTests {
    private func text(_ number: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
    }

    @Test("what is kept is what was written, in its order, whatever is forgotten between")
    func order() async throws {
        try await onLoop {
            var log = MessageLog()
            var expected: [[UInt8]] = []
            var random = SystemRandomNumberGenerator()
            for number in 0..<4000 {
                // Small ones share a piece, large ones get their own.
                let size =
                    number % 97 == 0 ? Int.random(in: 4000...60_000, using: &random) : number * 37 % 1500
                let message = text(number, size)
                #expect(log.append(message).bytes == message)
                expected.append(message)
                if Int.random(in: 0..<5, using: &random) == 0 {
                    let count = Int.random(in: 0...(expected.count + 2), using: &random)
                    log.forget(first: count)
                    expected.removeFirst(min(count, expected.count))
                }
                try #require(log.count == expected.count)
                try #require(log.bytes == expected.reduce(0) { $0 + $1.count })
                guard number % 50 == 0 else { continue }
                let from = expected.isEmpty ? 0 : number % expected.count
                var seen: [[UInt8]] = []
                log.forEach(from: from) { seen.append($0.bytes) }
                try #require(seen == Array(expected[from...]))
            }
            log.forgetAll()
            #expect(log.count == 0 && log.bytes == 0)
        }
    }

    @Test("a message may turn out shorter than the room it asked for")
    func shorter() async {
        await onLoop {
            var log = MessageLog()
            let first = log.append(capacity: 500) {
                $0.copyBytes(from: [1, 2, 3])
                return 3
            }
            #expect(first.bytes == [1, 2, 3])
            #expect(log.append([4]).bytes == [4])
            var seen: [[UInt8]] = []
            log.forEach(from: 0) { seen.append($0.bytes) }
            #expect(seen == [[1, 2, 3], [4]])
        }
    }
}
