/// The secret of a sign-in cookie: 32 random bytes. The store keeps the digest alone, so that a stolen copy of it
/// signs nobody in.
package struct SignInToken: Sendable, CustomStringConvertible {
    private let bytes: SecretBytes

    /// A new token.
    package init() { bytes = SecretBytes(random: 32) }

    /// A token out of a cookie; nil when it can't be one.
    package init?(cookie text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == 32 else { return nil }
        self.bytes = SecretBytes(copying: bytes)
    }

    /// The cookie's value: 43 characters of base64url.
    package var cookie: String { Base64URL.encode(bytes.exposed()) }
    /// SHA-256 of the 32 bytes: what the store finds the sign-in by.
    package var digest: [UInt8] { bytes.withUnsafeBytes { Digest.sha256($0) } }
    package var description: String { "a sign-in token" }
}
