/// What a password may be, wherever one is set or typed. It is compared as typed: nothing is folded or cut.
package enum PasswordRule {
    /// Characters of a new one, at least.
    package static let shortest = 8
    /// Bytes of UTF-8, at most: what is hashed has a bound.
    package static let bytes = 1...1024

    /// Whether a new password may be this one.
    package static func permits(_ password: String) -> Bool {
        password.unicodeScalars.count >= shortest && bytes.contains(password.utf8.count)
            && !password.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
}
