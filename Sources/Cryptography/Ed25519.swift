internal import COpenSSL

/// Signatures of Ed25519 (RFC 8032).
package enum Ed25519 {
    /// Whoever holds it can sign.
    package struct PrivateKey: Sendable, CustomStringConvertible {
        /// The seed: 32 secret bytes.
        package let seed: SecretBytes

        /// A new key.
        package init() { seed = SecretBytes(random: 32) }

        /// Throws `badLength` unless the seed has 32 bytes.
        package init(seed: SecretBytes) throws(CryptographyError) {
            guard seed.count == 32 else { throw .badLength }
            self.seed = seed
        }

        package var description: String { "a signing key" }

        /// The key that verifies what this one signs.
        package func publicKey() throws(CryptographyError) -> PublicKey {
            guard let key = loaded() else { throw .libraryFailed }
            defer { EVP_PKEY_free(key) }
            var bytes = [UInt8](repeating: 0, count: 32)
            var count = bytes.count
            guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1 else { throw .libraryFailed }
            return try PublicKey(bytes: bytes)
        }

        /// The signature: 64 bytes, the same for the same message each time.
        package func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
            guard let key = loaded() else { throw .libraryFailed }
            defer { EVP_PKEY_free(key) }
            guard let context = EVP_MD_CTX_new() else { throw .libraryFailed }
            defer { EVP_MD_CTX_free(context) }
            var signature = [UInt8](repeating: 0, count: 64)
            var count = signature.count
            guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
                EVP_DigestSign(context, &signature, &count, message, message.count) == 1
            else { throw .libraryFailed }
            return signature
        }

        private func loaded() -> OpaquePointer? {
            seed.withUnsafeBytes {
                EVP_PKEY_new_raw_private_key(
                    EVP_PKEY_ED25519, nil, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count)
            }
        }
    }

    /// Verifies; anyone may have it.
    package struct PublicKey: Hashable, Sendable {
        package let bytes: [UInt8]

        /// Throws `badLength` unless there are 32 bytes.
        package init(bytes: [UInt8]) throws(CryptographyError) {
            guard bytes.count == 32 else { throw .badLength }
            self.bytes = bytes
        }

        /// Whether the signature is that of this message by the private key.
        package func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
            guard signature.count == 64,
                let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
            else { return false }
            defer { EVP_PKEY_free(key) }
            guard let context = EVP_MD_CTX_new() else { return false }
            defer { EVP_MD_CTX_free(context) }
            return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
                && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        }
    }
}
