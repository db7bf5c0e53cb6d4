/// Why a cryptographic act did not succeed. It tells nothing of keys or content.
package enum CryptographyError: Error, Hashable, Sendable {
    /// What was to be opened is not what was sealed under this key and these associated data, or is too short.
    case notAuthentic
    /// A key, nonce or signature of the wrong length.
    case badLength
    /// The text is not a scrypt string, or its cost is outside of what is accepted.
    case badPasswordHash
    /// OpenSSL refused; it does so only when memory or its own configuration fails.
    case libraryFailed
}
