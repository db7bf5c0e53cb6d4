import TestKit
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10))) struct ByteRangeTests {
    /// Of 1000 bytes with the tag "a".
    private static let table: [(String?, String?, ByteRange)] = [
        (nil, nil, .whole), (nil, "\"a\"", .whole),
        ("bytes=0-0", nil, .part(0..<1)), ("bytes=0-499", nil, .part(0..<500)),
        ("bytes=500-999", nil, .part(500..<1000)), ("bytes=500-", nil, .part(500..<1000)),
        ("bytes=0-", nil, .part(0..<1000)), ("bytes=999-", nil, .part(999..<1000)),
        ("bytes=-1", nil, .part(999..<1000)), ("bytes=-1000", nil, .part(0..<1000)),
        ("bytes=-1001", nil, .part(0..<1000)), ("bytes=900-5000", nil, .part(900..<1000)),
        ("BYTES=1-2", nil, .part(1..<3)), ("bytes= 1-2 ", nil, .part(1..<3)),
        ("bytes=,1-2,,", nil, .part(1..<3)),
        ("bytes=000-0009", nil, .part(0..<10)),
        // Beyond it, and beyond all measure.
        ("bytes=1000-", nil, .unsatisfiable), ("bytes=1000-1001", nil, .unsatisfiable),
        ("bytes=-0", nil, .unsatisfiable),
        ("bytes=99999999999999999999-", nil, .unsatisfiable),
        ("bytes=9223372036854775807-9223372036854775807", nil, .unsatisfiable),
        ("bytes=1-99999999999999999999", nil, .part(1..<1000)),
        ("bytes=0-9223372036854775807", nil, .part(0..<1000)),
        ("bytes=-99999999999999999999", nil, .part(0..<1000)),
        // No range of bytes.
        ("bytes=2-1", nil, .whole), ("bytes=", nil, .whole), ("bytes=-", nil, .whole), ("bytes", nil, .whole),
        ("bytes=a-b", nil, .whole), ("bytes=1", nil, .whole), ("bytes=+1-2", nil, .whole),
        ("bytes=1-+2", nil, .whole),
        ("bytes=--1", nil, .whole), ("bytes=1--2", nil, .whole), ("bytes=0x1-2", nil, .whole),
        ("bytes=1 -2", nil, .whole),
        ("bytes=1- 2", nil, .whole), ("bytes =1-2", nil, .whole), ("items=0-1", nil, .whole),
        ("=0-1", nil, .whole),
        ("0-1", nil, .whole), ("bytes=１-2", nil, .whole), ("bytes=1-2;", nil, .whole),
        ("bytes=1-2 3-4", nil, .whole),
        // Several: all of it.
        ("bytes=0-1,3-4", nil, .whole), ("bytes=0-,0-,0-", nil, .whole), ("bytes=1-2,x", nil, .whole),
        // Only of what the client has.
        ("bytes=0-1", "\"a\"", .part(0..<2)), ("bytes=0-1", "\"b\"", .whole),
        ("bytes=0-1", "W/\"a\"", .whole),
        ("bytes=0-1", "a", .whole), ("bytes=0-1", "*", .whole), ("bytes=0-1", "", .whole),
        ("bytes=0-1", "Sat, 28 Nov 2026 20:00:00 GMT", .whole), ("bytes=0-1", "\"a\", \"b\"", .whole),
        ("bytes=2000-", "\"b\"", .whole), ("bytes=2000-", "\"a\"", .unsatisfiable),
    ]

    @Test func `a range is what RFC 9110 makes of it`() {
        for (range, ifRange, expected) in Self.table {
            let found = ByteRange(range, ifRange: ifRange, entityTag: "\"a\"", count: 1000)
            #expect(found == expected, "\(range ?? "none"), \(ifRange ?? "none")")
        }
        #expect(ByteRange("bytes=0-1", ifRange: "\"a\"", entityTag: nil, count: 10) == .whole)
        #expect(ByteRange("bytes=0-1", ifRange: "W/\"a\"", entityTag: "W/\"a\"", count: 10) == .whole)
        #expect(ByteRange("bytes=0-", ifRange: nil, entityTag: nil, count: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-5", ifRange: nil, entityTag: nil, count: 0) == .whole)
    }

    @Test func `a random range names a part or nothing, and never leaves the thing`() {
        var random = SeededGenerator(seed: 14)
        let letters = Array("0123456789--,= bytes")
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...20, using: &random)
            let text =
                "bytes="
                + String(
                    (0..<Int.random(in: 0...9, using: &random)).compactMap { _ in
                        letters.randomElement(using: &random)
                    })
            guard case .part(let part) = ByteRange(text, ifRange: nil, entityTag: nil, count: count) else {
                continue
            }
            #expect(!part.isEmpty && part.lowerBound >= 0 && part.upperBound <= count, "\(text) of \(count)")
        }
    }
}
