internal import Cryptography

/// What is sealed of an entry's payload: 32 random bytes and the payload. The entry carries SHA-256 of both together.
///
/// Without the salt a short payload ("accepted", a sum of money, one of two names) could be guessed and compared with the
/// entry's digest. The salt lies inside the seal, so it goes when the case's key goes, and then nothing can be guessed any
/// more. With plain payload and salt a single entry can be shown to somebody without giving a key away: AES-GCM alone would
/// let a sealed text be opened to two plain ones by whoever makes both keys.
package struct SaltedContent: Hashable, Sendable {
    package static let saltBytes = 32

    /// Salt and plain payload: what is to be sealed, and what the seal opens to.
    package let bytes: [UInt8]

    /// A payload with a salt of its own.
    package init(_ plain: [UInt8]) { bytes = SecureRandom.bytes(Self.saltBytes) + plain }

    /// What a seal opened to; nil when it is too short to hold a salt.
    package init?(opened bytes: [UInt8]) {
        guard bytes.count >= Self.saltBytes else { return nil }
        self.bytes = bytes
    }

    package var salt: [UInt8] { Array(bytes.prefix(Self.saltBytes)) }
    package var plain: [UInt8] { Array(bytes.dropFirst(Self.saltBytes)) }

    /// What the entry carries as `content`.
    package var digest: Hash { Hash(of: bytes) }
}
