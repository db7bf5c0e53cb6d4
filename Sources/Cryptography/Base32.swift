/// Base 32 in Crockford's alphabet: no I, L, O, U, so that a person can read a number out.
package enum Base32 {
    /// Upper case, without padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count * 8 + 4) / 5)
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(alphabet[Int(held >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { out.append(alphabet[Int(held << UInt32(5 - bits) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Either case; O is read as 0, I and L as 1, hyphens are skipped. Nil for another character, for a length
    /// that no bytes have, or for bits that no byte holds.
    package static func decode(_ text: String) -> [UInt8]? {
        var out: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for character in text.utf8 where character != UInt8(ascii: "-") {
            guard let value = value(character) else { return nil }
            held = (held << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        guard bits < 5, held & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return out
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static func value(_ character: UInt8) -> UInt32? {
        let upper = (0x61...0x7A).contains(character) ? character - 0x20 : character
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper).map { UInt32($0) }
        }
    }
}
