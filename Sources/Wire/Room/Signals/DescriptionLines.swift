internal import Mediation

#if canImport(Glibc)
internal import Glibc
#endif

/// The lines of a session description, held against the rules of docs/protocol.md, 2.6. Every line has the form
/// `letter=value` and every attribute the form `token` or `token:value` (RFC 8866, 9): a browser that reads lines more
/// kindly finds no attribute that was not seen here. Firefox skips colons, blanks and tabs before a name and takes any of
/// them for the colon; Chromium takes a blank for it.
struct DescriptionLines {
    let bytes: UnsafeRawBufferPointer

    /// Whether a line is an attribute of which nothing more is asked: one of those that most lines are, or one with a name of at most
    /// sixteen small letters, digits and hyphens; and with a value if there is a colon. The name is looked at as one word or two;
    /// false says nothing. `room`: how many bytes can be read from the line's beginning on.
    @inline(__always)
    static func isPlainAttribute(_ line: UnsafeRawPointer, _ count: Int, _ room: Int) -> Bool {
        guard count > 2, room >= 18, line.loadUnaligned(as: UInt16.self) == attribute else { return false }
        let name = UInt64(littleEndian: line.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
        if count > 10 {
            let seven = name & 0x00FF_FFFF_FFFF_FFFF
            if seven == rtpmap || name == rtcpFeedback || seven == extmap { return true }
            let five = name & 0xFF_FFFF_FFFF
            if five == fmtp || five == ssrc || name == icePassword { return true }
        } else if name == sendAndReceive || name == multiplexed {
            return count == 10
        }
        return isPlain(line, name, count)
    }

    /// `rtpmap:`, `extmap:`, `rtcp-fb:`, `fmtp:`, `ssrc:`, `ice-pwd:`, `sendrecv` and `rtcp-mux`.
    private static let rtpmap: UInt64 = 0x003A_7061_6D70_7472
    private static let extmap: UInt64 = 0x003A_7061_6D74_7865
    private static let rtcpFeedback: UInt64 = 0x3A62_662D_7063_7472
    private static let fmtp: UInt64 = 0x0000_003A_7074_6D66
    private static let ssrc: UInt64 = 0x0000_003A_6372_7373
    private static let icePassword: UInt64 = 0x3A64_7770_2D65_6369
    private static let sendAndReceive: UInt64 = 0x7663_6572_646E_6573
    private static let multiplexed: UInt64 = 0x7875_6D2D_7063_7472
    /// `fingerpr`, `remote-c` and `x-cpar`: what `judge` asks more of begins so, or with c.
    private static let fingerprint: UInt64 = 0x7270_7265_676E_6966
    private static let remoteCandidates: UInt64 = 0x632D_6574_6F6D_6572
    private static let capability: UInt64 = 0x0000_7261_7063_2D78

    private static func isPlain(_ line: UnsafeRawPointer, _ name: UInt64, _ count: Int) -> Bool {
        let first = UInt8(truncatingIfNeeded: name)
        guard first != UInt8(ascii: "c"), first != UInt8(ascii: ":"), name & 0xFFFF_FFFF_FFFF != capability
        else {
            return false
        }
        if let isPlain = isPlain(name, count &- 2) { return isPlain }
        guard name != fingerprint, name != remoteCandidates, plain(name) == highs else { return false }
        let more = UInt64(littleEndian: line.loadUnaligned(fromByteOffset: 10, as: UInt64.self))
        return isPlain(more, count &- 10) ?? false
    }

    /// Whether eight bytes of a name, of which the line has `rest`, end it rightly; nil when it goes on.
    @inline(__always)
    private static func isPlain(_ word: UInt64, _ rest: Int) -> Bool? {
        let colons = word ^ (ones &* 0x3A)
        // Of the marks in a word only the lowest is exact.
        let length = ((colons &- ones) & ~colons & highs).trailingZeroBitCount >> 3
        // A colon has a value.
        if length < min(rest, 8) { return length &+ 1 < rest && areBytes(plain(word), length) }
        return rest <= 8 ? areBytes(plain(word), rest) : nil
    }

    /// Whether the first `count` bytes, eight at most, are marked.
    @inline(__always)
    private static func areBytes(_ marks: UInt64, _ count: Int) -> Bool {
        (~marks & highs).trailingZeroBitCount >> 3 >= count
    }

    /// Marks small letters, digits and hyphens.
    @inline(__always)
    private static func plain(_ word: UInt64) -> UInt64 {
        let low = word & ~highs
        let letters = ((low | highs) &- ones &* 0x61) & (ones &* 0xFA &- low)
        let digits = ((low | highs) &- ones &* 0x30) & (ones &* 0xB9 &- low)
        let hyphens = ~((low ^ (ones &* 0x2D)) &+ ~highs)
        return (letters | digits | hyphens) & ~word & highs
    }

    private static let attribute = UInt16(littleEndian: 0x3D61)
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Judges one line; `found` becomes the one fingerprint of the description (RFC 8122), and all lines must name the
    /// same. A candidate inside of a description is refused: it would pass by the candidates' own rules.
    @inline(__always)
    func judge(_ line: Range<Int>, _ found: inout Range<Int>?) throws(Refusal) {
        guard line.count > 2, Self.isType(bytes[line.lowerBound]),
            bytes[line.lowerBound + 1] == UInt8(ascii: "=")
        else { throw Refusal(.badField, field: "sdp") }
        guard bytes[line.lowerBound] == UInt8(ascii: "a") else { return }
        try judge(attribute: (line.lowerBound + 2)..<line.upperBound, &found)
    }

    /// The letters of RFC 8866, 9.
    private static func isType(_ letter: UInt8) -> Bool {
        letter & 0xE0 == 0x60 && types >> UInt32(letter & 31) & 1 == 1
    }

    /// v o s i u e p c b t r z k a m, by their last five bits.
    private static let types: UInt32 = 0x047D_AA2E

    private func judge(attribute: Range<Int>, _ found: inout Range<Int>?) throws(Refusal) {
        if begins(attribute, "fingerprint:") {
            return try judge(print: (attribute.lowerBound + 12)..<attribute.upperBound, &found)
        }
        var end = attribute.lowerBound
        while end < attribute.upperBound, Grammar.isToken(bytes[end]) { end += 1 }
        let hasValue = end < attribute.upperBound
        guard end > attribute.lowerBound,
            !hasValue || (bytes[end] == UInt8(ascii: ":") && end + 1 < attribute.upperBound)
        else { throw Refusal(.badField, field: "sdp") }
        let name = attribute.lowerBound..<end
        // Names are compared without case, as some browsers do.
        if isName(name, "candidate") || isName(name, "remote-candidates") {
            throw Refusal(.candidateForbidden, field: "sdp")
        }
        // An attribute within an attribute (RFC 3407, 3.3): nobody needs it.
        if isName(name, "cpar") || isName(name, "x-cpar") { throw Refusal(.badField, field: "sdp") }
        if isName(name, "fingerprint") {
            try judge(print: (hasValue ? end + 1 : end)..<attribute.upperBound, &found)
        }
    }

    /// All fingerprints of a description are the same.
    private func judge(print: Range<Int>, _ found: inout Range<Int>?) throws(Refusal) {
        guard !print.isEmpty else { throw Refusal(.badField, field: "sdp") }
        if let found, !equal(found, print) { throw Refusal(.fingerprintChanged, field: "sdp") }
        found = print
    }

    /// `word` is in lower case.
    private func isName(_ name: Range<Int>, _ word: StaticString) -> Bool {
        guard name.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<name.count {
            let byte = bytes[name.lowerBound + index]
            guard ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == word.utf8Start[index] else {
                return false
            }
        }
        return true
    }

    private func begins(_ value: Range<Int>, _ word: StaticString) -> Bool {
        guard let base = bytes.baseAddress, value.count >= word.utf8CodeUnitCount else { return false }
        return memcmp(base + value.lowerBound, word.utf8Start, word.utf8CodeUnitCount) == 0
    }

    private func equal(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard let base = bytes.baseAddress, one.count == other.count else { return false }
        return memcmp(base + one.lowerBound, base + other.lowerBound, one.count) == 0
    }
}
