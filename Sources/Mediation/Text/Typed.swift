/// What people type where a machine reads it: numbers, addresses, names of accounts. An input method for Chinese writes
/// letters, digits and marks in full width without anybody noticing.
package enum Typed {
    /// The text in half width, its ends without blanks and invisible signs. U+FF01 to U+FF5E are the printable ASCII
    /// characters again (Unicode, Halfwidth and Fullwidth Forms).
    package static func halfWidth(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3000, 0xA0: scalars.append(" ")
            // Hyphens and dashes that a text program made of a minus.
            case 0x2010...0x2015, 0x2212: scalars.append("-")
            default: scalars.append(scalar)
            }
        }
        var kept = Substring(String(scalars))
        while let first = kept.unicodeScalars.first, isNothing(first) { kept.unicodeScalars.removeFirst() }
        while let last = kept.unicodeScalars.last, isNothing(last) { kept.unicodeScalars.removeLast() }
        return String(kept)
    }

    /// A blank, a line's end, or a sign without width that came along with a copy.
    private static func isNothing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x2060, 0xFEFF: true
        default: scalar.properties.isWhitespace
        }
    }
}
