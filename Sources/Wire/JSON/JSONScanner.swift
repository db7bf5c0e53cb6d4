package import Mediation

#if canImport(Glibc)
internal import Glibc
#endif

/// Walks over JSON text (RFC 8259) without making anything of it: it checks the grammar and the depth, and tells
/// where values begin and end (docs/performance.md tells what that costs).
package struct JSONScanner {
    package let bytes: UnsafeRawBufferPointer
    package private(set) var position: Int
    /// Whether the string read last has none of the escapes \u, \b and \f: then nothing in it can be written in two
    /// ways, so that a scan of it can't be evaded (docs/protocol.md, 2.6).
    package private(set) var lastIsPlain = true
    private let end: Int

    /// Scans `range` of `bytes`; the caller keeps `bytes` alive and vouches that they are valid UTF-8.
    package init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    package init(_ bytes: UnsafeRawBufferPointer) { self.init(bytes, in: 0..<bytes.count) }

    /// The byte at the position, or 0 at the end: no valid token begins with 0.
    package var peek: UInt8 { position < end ? bytes[position] : 0 }
    package var isAtEnd: Bool { position >= end }

    /// Goes back to where a value began, to read it in another way.
    mutating func rewind(to earlier: Int) { position = earlier }

    package mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Takes one byte of punctuation after any white space.
    package mutating func take(_ byte: UInt8) throws(Refusal) {
        skipSpace()
        guard peek == byte else { throw Refusal(.malformed) }
        position += 1
    }

    /// The range between the quotes of the string that begins here. Control characters and unknown escapes are refused.
    package mutating func string() throws(Refusal) -> Range<Int> {
        skipSpace()
        guard peek == UInt8(ascii: "\""), let base = bytes.baseAddress else { throw Refusal(.malformed) }
        let start = position + 1
        var index = start
        // Names and words end within the first bytes, and have nothing special before their quote.
        while index + 8 <= end, index < start + 24 {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let marks = Self.special(word)
            guard marks != 0 else {
                index += 8
                continue
            }
            // Of the marks in a word only the lowest is exact.
            index += marks.trailingZeroBitCount / 8
            guard base.load(fromByteOffset: index, as: UInt8.self) == UInt8(ascii: "\"") else { break }
            position = index + 1
            lastIsPlain = true
            return start..<index
        }
        return try longString(base, from: start)
    }

    /// The same of a text: its quote, its escapes and its lowest byte are found by what the machine does best with each.
    private mutating func longString(_ base: UnsafeRawPointer, from start: Int) throws(Refusal) -> Range<Int>
    {
        var isPlain = true
        var index = start
        while let quote = memchr(base + index, 0x22, end - index) {
            let stop = base.distance(to: UnsafeRawPointer(quote))
            while index < stop, let slash = memchr(base + index, 0x5C, stop - index) {
                index = base.distance(to: UnsafeRawPointer(slash))
                // The end of a line of SDP, whose lines are short.
                if index + 4 <= stop,
                    base.loadUnaligned(fromByteOffset: index, as: UInt32.self) == Self.lineBreak
                {
                    index += 4
                } else {
                    index = try afterEscape(index, &isPlain)
                }
            }
            // An escape that reaches beyond the quote has taken it.
            guard index > stop else {
                guard Self.lowest(base + start, stop - start) >= 0x20 else { throw Refusal(.malformed) }
                position = stop + 1
                lastIsPlain = isPlain
                return start..<stop
            }
        }
        throw Refusal(.malformed)
    }

    /// The string that begins here, and each of its lines as SDP ends them: by CR LF, or LF alone (RFC 8866, 5). A CR alone, which
    /// some readers end a line at and others don't, a line without its end and an escape that could write a letter in a second way are
    /// `bad_field`, so that what `body` looks for can't be hidden from it. Lines that `passes` knows by their beginning are not
    /// shown; it is given where a line begins, how many bytes it has and how many follow its beginning.
    @inline(__always)
    mutating func lines(
        passing passes: (UnsafeRawPointer, Int, Int) -> Bool, _ body: (Range<Int>) throws(Refusal) -> Void
    ) throws(Refusal) -> Range<Int> {
        skipSpace()
        guard peek == UInt8(ascii: "\""), let base = bytes.baseAddress else { throw Refusal(.malformed) }
        let start = position + 1
        var index = start
        var lineStart = start
        var isPlain = true
        while let quote = memchr(base + index, 0x22, end - index) {
            let stop = base.distance(to: UnsafeRawPointer(quote))
            while index < stop, let slash = memchr(base + index, 0x5C, stop &- index) {
                index = UnsafeRawPointer(slash) - base
                if index &+ 4 <= stop,
                    base.loadUnaligned(fromByteOffset: index, as: UInt32.self) == Self.lineBreak
                {
                    if !passes(base + lineStart, index &- lineStart, end &- lineStart) {
                        try body(lineStart..<index)
                    }
                    index &+= 4
                    lineStart = index
                    continue
                }
                let after = try afterEscape(index, &isPlain)
                guard isPlain else { throw Refusal(.badField, field: "body") }
                switch bytes[index + 1] {
                case UInt8(ascii: "n"):
                    try body(lineStart..<index)
                    lineStart = after
                case UInt8(ascii: "r"): throw Refusal(.badField, field: "sdp")
                default: break
                }
                index = after
            }
            guard index > stop else {
                guard Self.lowest(base + start, stop - start) >= 0x20 else { throw Refusal(.malformed) }
                guard lineStart == stop else { throw Refusal(.badField, field: "sdp") }
                position = stop + 1
                lastIsPlain = true
                return start..<stop
            }
        }
        throw Refusal(.malformed)
    }

    private static func lowest(_ base: UnsafeRawPointer, _ count: Int) -> UInt8 {
        var lowest = UInt8.max
        for index in 0..<count { lowest = min(lowest, base.load(fromByteOffset: index, as: UInt8.self)) }
        return lowest
    }

    /// The four bytes of `\r\n` as they stand in JSON.
    private static let lineBreak = UInt32(littleEndian: 0x6E5C_725C)

    /// Marks quotes, backslashes and bytes below the space (Hacker's Delight, 6-1).
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        let quotes = word ^ 0x2222_2222_2222_2222
        let slashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let ones: UInt64 = 0x0101_0101_0101_0101
        return
            (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
            | ((word &- 0x2020_2020_2020_2020) & ~word)) & 0x8080_8080_8080_8080
    }

    private func afterEscape(_ index: Int, _ isPlain: inout Bool) throws(Refusal) -> Int {
        guard index + 1 < end else { throw Refusal(.malformed) }
        switch bytes[index + 1] {
        case UInt8(ascii: "r"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "\""),
            UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return index + 2
        case UInt8(ascii: "b"), UInt8(ascii: "f"):
            isPlain = false
            return index + 2
        case UInt8(ascii: "u"):
            isPlain = false
            guard index + 6 <= end, (2..<6).allSatisfy({ isHexDigit(bytes[index + $0]) }) else {
                throw Refusal(.malformed)
            }
            return index + 6
        default: throw Refusal(.malformed)
        }
    }

    /// Skips one value of any kind; `depth` is how many containers stand around it.
    package mutating func skipValue(depth: Int) throws(Refusal) {
        skipSpace()
        switch peek {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"): try skipObject(depth: depth + 1)
        case UInt8(ascii: "["): try skipArray(depth: depth + 1)
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func skipObject(depth: Int) throws(Refusal) {
        guard depth <= WireLimits.depth else { throw Refusal(.tooDeep) }
        try members { scanner, _ throws(Refusal) in try scanner.skipValue(depth: depth) }
    }

    private mutating func skipArray(depth: Int) throws(Refusal) {
        guard depth <= WireLimits.depth else { throw Refusal(.tooDeep) }
        try elements { scanner throws(Refusal) in try scanner.skipValue(depth: depth) }
    }

    /// Walks over the members of the object that begins here; `body` has to move past each value.
    package mutating func members(
        _ body: (inout JSONScanner, Range<Int>) throws(Refusal) -> Void
    ) throws(Refusal) {
        try take(UInt8(ascii: "{"))
        skipSpace()
        if peek == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            let key = try string()
            try take(UInt8(ascii: ":"))
            try body(&self, key)
            skipSpace()
            if peek == UInt8(ascii: ",") {
                position += 1
                continue
            }
            try take(UInt8(ascii: "}"))
            return
        }
    }

    /// Walks over the elements of the array that begins here; `body` has to move past each value.
    package mutating func elements(_ body: (inout JSONScanner) throws(Refusal) -> Void) throws(Refusal) {
        try take(UInt8(ascii: "["))
        skipSpace()
        if peek == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            try body(&self)
            skipSpace()
            if peek == UInt8(ascii: ",") {
                position += 1
                continue
            }
            try take(UInt8(ascii: "]"))
            return
        }
    }

    private mutating func word(_ word: StaticString) throws(Refusal) {
        guard takes(word) else { throw Refusal(.malformed) }
    }

    private mutating func digits() throws(Refusal) {
        guard isDigit(peek) else { throw Refusal(.malformed) }
        while isDigit(peek) { position += 1 }
    }

    private mutating func number() throws(Refusal) {
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if peek == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    /// A small whole number, 0 to 999,999,999, written without sign, fraction or exponent.
    package mutating func smallInteger() throws(Refusal) -> Int {
        skipSpace()
        let start = position
        var value = 0
        while isDigit(peek), position - start < 10 {
            value = value * 10 + Int(peek - UInt8(ascii: "0"))
            position += 1
        }
        let count = position - start
        guard (1...9).contains(count), count == 1 || bytes[start] != UInt8(ascii: "0") else {
            throw Refusal(.malformed)
        }
        return value
    }

    /// Takes `text` if it stands here, without white space before it. In line: a comparison with a text that the compiler knows is
    /// a few words.
    @inline(__always)
    mutating func takes(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= end, let base = bytes.baseAddress,
            memcmp(base + position, text.utf8Start, count) == 0
        else { return false }
        position += count
        return true
    }

    /// The number that begins right here, as `smallInteger` reads it; nil when there is none.
    mutating func usualNumber() -> Int? {
        isDigit(peek) ? try? smallInteger() : nil
    }

    /// Whether the bytes of `range` are those of `text`.
    package func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return memcmp(base + range.lowerBound, text.utf8Start, range.count) == 0
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
private func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
