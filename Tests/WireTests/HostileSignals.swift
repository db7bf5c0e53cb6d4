import Mediation
import TestKit

/// Descriptions and candidates put together from the pieces of real ones and from what a hostile page would put in their place.
struct HostileSignals {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static func bytes(_ pool: [String]) -> [[UInt8]] { pool.map { Array($0.utf8) } }

    private mutating func pick(_ pool: [[UInt8]], usual: [UInt8], oneIn rarity: UInt64) -> [UInt8] {
        random.next() % rarity == 0 ? one(of: pool) : usual
    }

    private mutating func one(of pool: [[UInt8]]) -> [UInt8] { pool[Int(random.next() % UInt64(pool.count))] }

    // MARK: Descriptions

    private static let heads = bytes([
        "a= ", "a=:", "a=::", "a=\t", "a=: \t", "A=", " a=", "a =", "a==", "a=\u{a0}", "a=\u{200b}",
        "\u{feff}a=", "b=", "",
        "a", "\ta=", "a=\u{0b}", "a=\\", "a=-", "\ra=", "a=\r", "a=\u{ff0e}",
    ])
    private static let names = bytes([
        "candidate", "Candidate", "CANDIDATE", "fingerprint", "Fingerprint", "FINGERPRINT",
        "remote-candidates",
        "candidates", "cand\u{0131}date", "fingerprint\u{a0}", "mid", "ice-options", "x", "cpar", "X-cpar",
        "rtcp-mux",
        "rtcp-mu", "sendrecv", "a=candidate", "c", "f",
    ])
    private static let parts = bytes([
        " ", "\t", "::", ": ", ":\t", " :", "", "\u{a0}", "\r", "=", ";", "\n", "\u{0}", "\r\n", "\\:", "/",
        "\u{3000}",
    ])
    private static let values = bytes([
        "1 1 udp 2122260223 10.0.0.9 50000 typ host", SampleFingerprint.one, SampleFingerprint.other,
        SampleFingerprint.one + " ", " " + SampleFingerprint.one, SampleFingerprint.one + ":0F",
        String(SampleFingerprint.one.dropLast()), SampleFingerprint.one.lowercased(), "sha-256 AB",
        SampleFingerprint.print(of: "sha-1", 20, first: "AB"),
        SampleFingerprint.print(of: "sha-512", 64, first: "AB"),
        "", "x", "a=candidate:1 1 udp 1 10.0.0.9 9 typ host", "trickle",
    ])
    private static let ends = bytes([
        "\n", "\r", "\n\r", "", "\r\r\n", "\r\n\r\n", "\u{85}", "\u{2028}", "\u{0b}", "\u{0c}",
    ])
    private static let marks = bytes([
        " ", "\t", ":", "\r", "\n", "=", "a", "\u{a0}", "\u{0}", "\\", "/", "\"", "C", ".",
    ])

    private static let opening = Array("v=0\r\na=fingerprint:\(SampleFingerprint.one)\r\n".utf8)
    private static let usual = bytes(["a=", ":", "\r\n", "a=mid:0\r\n", "candidate:", " "])

    mutating func description() -> [UInt8] {
        var text = Self.opening
        for _ in 0..<(1 + random.next() % 3) {
            text += pick(Self.heads, usual: Self.usual[0], oneIn: 3) + one(of: Self.names)
            text += pick(Self.parts, usual: Self.usual[1], oneIn: 3) + one(of: Self.values)
            text += pick(Self.ends, usual: Self.usual[2], oneIn: 4)
        }
        text += Self.usual[3]
        return changed(text, oneIn: 3)
    }

    // MARK: Candidates

    private static let words = bytes([
        "typ", "host", "relay", "srflx", "raddr", "rport", "10.0.0.9", "0.0.0.0", "0", "127.0.0.1", "RADDR",
        "Typ", "tcp", "50000", "generation", "", "a=candidate:1", "candidate:1",
    ])
    private static let ours = bytes([
        "1", "1", "udp", "41885439", "127.0.0.1", "61000", "typ", "relay", "raddr", "0.0.0.0", "rport", "0",
        "generation", "0", "ufrag", "abcd",
    ])
    private static let beginnings = bytes([
        "", "a=", "Candidate:", "candidate", "candidate: ", "candidate :",
    ])
    private static let blanks = bytes(["\t", "  ", "\u{a0}", "\n", "\r\n", "\u{0b}", ""])

    mutating func candidate() -> [UInt8] {
        var words = Self.ours
        for _ in 0..<(random.next() % 4) {
            let place = Int(random.next() % UInt64(words.count))
            switch random.next() % 4 {
            case 0: words.insert(one(of: Self.words), at: place)
            case 1 where words.count > 1: words.remove(at: place)
            case 2: words.removeSubrange((place + 1)...)
            default: words[place] = one(of: Self.words)
            }
        }
        var text = pick(Self.beginnings, usual: Self.usual[4], oneIn: 8)
        for (index, word) in words.enumerated() {
            if index > 0 { text += pick(Self.blanks, usual: Self.usual[5], oneIn: 24) }
            text += word
        }
        return changed(text, oneIn: 3)
    }

    // MARK: Both

    private mutating func changed(_ bytes: [UInt8], oneIn rarity: UInt64) -> [UInt8] {
        guard random.next() % rarity == 0, !bytes.isEmpty else { return bytes }
        var bytes = bytes
        let place = Int(random.next() % UInt64(bytes.count))
        // Not into the middle of a character: what comes to the scanner is valid UTF-8.
        guard bytes[place] < 0x80 else { return bytes }
        let mark = one(of: Self.marks)
        if random.next() % 2 == 0 {
            bytes.insert(contentsOf: mark, at: place)
        } else {
            bytes.replaceSubrange(place...place, with: mark)
        }
        return bytes
    }

    /// A text as JSON, with escapes where they have to be, and here and there where they need not.
    mutating func quoted(_ text: [UInt8]) -> [UInt8] {
        let needless = random.next() % 8 == 0
        var json = Array("\"".utf8)
        for byte in text {
            switch byte {
            case 0x0A: json += [0x5C, 0x6E]
            case 0x0D: json += [0x5C, 0x72]
            case 0x09: json += Array("\\t".utf8)
            case 0x22: json += Array("\\\"".utf8)
            case 0x5C: json += Array("\\\\".utf8)
            case 0x2F where needless: json += Array("\\/".utf8)
            case 0..<0x20: json += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            case 0x61 where needless && random.next() % 16 == 0:
                json += Array("\\u0061".utf8)
            default: json.append(byte)
            }
        }
        return json + Array("\"".utf8)
    }
}
