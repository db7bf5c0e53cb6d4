package import Mediation

#if canImport(Glibc)
internal import Glibc
#endif

/// Walks over JSON text (RFC 8259) without making anything of it: it checks the grammar and the depth, and tells
/// where values begin and end. Strings are skipped by memchr: 0.11 us a KiB (docs/performance.md).
package struct JSONScanner {
    package let bytes: UnsafeRawBufferPointer
    package private(set) var position: Int
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
        position += 1
        let start = position
        while position < end {
            guard let quote = memchr(base + position, 0x22, end - position) else { break }
            let stop = base.distance(to: UnsafeRawPointer(quote))
            // An even number of backslashes before the quote leaves it a quote.
            var slashes = 0
            while stop - slashes > start, bytes[stop - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
            position = stop + 1
            if slashes.isMultiple(of: 2) {
                try checkText(start..<stop)
                return start..<stop
            }
        }
        throw Refusal(.malformed)
    }

    private func checkText(_ range: Range<Int>) throws(Refusal) {
        var lowest: UInt8 = 0xFF
        var hasEscape = false
        for index in range {
            let byte = bytes[index]
            lowest = min(lowest, byte)
            hasEscape = hasEscape || byte == UInt8(ascii: "\\")
        }
        guard lowest >= 0x20 else { throw Refusal(.malformed) }
        if hasEscape { try checkEscapes(range) }
    }

    private func checkEscapes(_ range: Range<Int>) throws(Refusal) {
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard index + 1 < range.upperBound else { throw Refusal(.malformed) }
            switch bytes[index + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
                UInt8(ascii: "f"),
                UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                index += 2
            case UInt8(ascii: "u"):
                guard index + 6 <= range.upperBound, (2..<6).allSatisfy({ isHexDigit(bytes[index + $0]) })
                else {
                    throw Refusal(.malformed)
                }
                index += 6
            default: throw Refusal(.malformed)
            }
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
        let count = word.utf8CodeUnitCount
        guard position + count <= end, let base = bytes.baseAddress,
            memcmp(base + position, word.utf8Start, count) == 0
        else { throw Refusal(.malformed) }
        position += count
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

    /// Whether the bytes of `range` are those of `text`.
    package func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return memcmp(base + range.lowerBound, text.utf8Start, range.count) == 0
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
private func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
