internal import Mediation

#if canImport(Glibc)
internal import Glibc
#endif

/// The lines of a session description, held against the rules of docs/protocol.md, 2.6. Every line has the form
/// `letter=value` with nothing around the sign (RFC 8866, 5): a browser that reads lines more kindly finds no attribute
/// that was not seen here.
struct DescriptionLines {
    let bytes: UnsafeRawBufferPointer

    /// Whether a line is an attribute whose name begins as none does that `judge` cares about: almost all lines are.
    @inline(__always)
    static func isPlainAttribute(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count > 2, line.loadUnaligned(as: UInt16.self) == UInt16(littleEndian: 0x3D61) else {
            return false
        }
        let first = line.load(fromByteOffset: 2, as: UInt8.self)
        return first & 0xC0 == 0x40 && letters >> (first & 31) & 1 == 1
    }

    /// Of the bytes from 0x40 on, by their last five bits: the letters of both cases without c and f.
    private static let letters: UInt32 = 0x07FF_FFFE & ~(1 << 3 | 1 << 6)

    /// Judges one line; `found` becomes the one fingerprint of the description (RFC 8122), and all lines must name the
    /// same. A candidate inside of a description is refused: it would pass by the candidates' own rules.
    @inline(__always)
    func judge(_ line: Range<Int>, _ found: inout Range<Int>?) throws(Refusal) {
        guard line.count >= 2 else {
            if line.isEmpty { return }
            throw Refusal(.badField, field: "sdp")
        }
        let letter = bytes[line.lowerBound]
        guard (0x61...0x7A).contains(letter), bytes[line.lowerBound + 1] == UInt8(ascii: "=") else {
            throw Refusal(.badField, field: "sdp")
        }
        guard letter == UInt8(ascii: "a"), line.count > 2 else { return }
        let value = (line.lowerBound + 2)..<line.upperBound
        // Names are compared without case, as some browsers do.
        switch bytes[value.lowerBound] | 0x20 {
        case UInt8(ascii: "c"):
            guard !begins(value, "candidate:") else { throw Refusal(.candidateForbidden, field: "sdp") }
        case UInt8(ascii: "f"):
            guard begins(value, "fingerprint:") else { return }
            let print = (value.lowerBound + 12)..<value.upperBound
            if let found, !equal(found, print) { throw Refusal(.fingerprintChanged, field: "sdp") }
            found = print
        case 0x20, UInt8(ascii: "\\") | 0x20: throw Refusal(.badField, field: "sdp")
        default: return
        }
    }

    /// `name` is in lower case; letters alone are folded, the colon has its bit set already.
    private func begins(_ value: Range<Int>, _ name: StaticString) -> Bool {
        guard value.count >= name.utf8CodeUnitCount else { return false }
        for index in 0..<name.utf8CodeUnitCount
        where bytes[value.lowerBound + index] | 0x20 != name.utf8Start[index] {
            return false
        }
        return true
    }

    private func equal(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard let base = bytes.baseAddress, one.count == other.count else { return false }
        return memcmp(base + one.lowerBound, base + other.lowerBound, one.count) == 0
    }
}
