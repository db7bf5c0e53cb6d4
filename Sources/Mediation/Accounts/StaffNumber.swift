/// 工号: one spelling, however it was typed. The command line, the sign-in page and the store use this one.
package struct StaffNumber: Hashable, Sendable, CustomStringConvertible {
    /// `A-Z 0-9 - _ .`
    package let text: String

    /// Characters.
    package static let lengths = 1...32

    /// Takes a number in any width and case; nil when it is empty, too long or has other characters.
    package init?(typed: String) {
        var text = ""
        for byte in Typed.halfWidth(typed).utf8 {
            switch byte {
            case 0x61...0x7A: text.unicodeScalars.append(Unicode.Scalar(byte - 0x20))
            case 0x41...0x5A, 0x30...0x39, 0x2D, 0x5F, 0x2E: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: return nil
            }
        }
        guard Self.lengths.contains(text.utf8.count) else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// The id of a new account with this number.
    package var accountID: AccountID { AccountID("a-" + text) }
}
