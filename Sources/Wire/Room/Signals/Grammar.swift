/// Classes of bytes in session descriptions and candidates. None of them has the backslash, so that a word in JSON is the
/// word that its reader gets.
enum Grammar {
    /// `token-char` of RFC 8866, 9.
    static func isToken(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 0x40 ? lowTokens : highTokens) >> UInt64(byte & 63) & 1 == 1
    }

    /// `ice-char` of RFC 8839, 5.1.
    static func isICE(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
    }

    /// What an address or a host's name is written with (RFC 8866, 9: `unicast-address`).
    static func isAddress(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
            || byte == UInt8(ascii: "-")
    }

    /// `VCHAR` of RFC 5234 without what JSON has to write as an escape.
    static func isVisible(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "\"")
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isUpperHex(_ byte: UInt8) -> Bool { isDigit(byte) || (0x41...0x46).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// %x21 / %x23-27 / %x2A-2B / %x2D-2E / %x30-39.
    private static let lowTokens: UInt64 = 0x03FF_6CFA_0000_0000
    /// %x41-5A / %x5E-7E.
    private static let highTokens: UInt64 = 0x7FFF_FFFF_C7FF_FFFE
}
