internal import COpenSSL

/// Keyed digests (RFC 2104).
package enum HMAC {
    /// HMAC-SHA256: 32 bytes.
    package static func sha256(_ message: [UInt8], key: SecretBytes) -> [UInt8] {
        code(message, key: key, count: 32, algorithm: EVP_sha256())
    }

    /// HMAC-SHA1: 20 bytes. For TURN's credentials alone, which the relay checks so.
    package static func sha1(_ message: [UInt8], key: SecretBytes) -> [UInt8] {
        code(message, key: key, count: 20, algorithm: EVP_sha1())
    }

    private static func code(
        _ message: [UInt8], key: SecretBytes, count: Int, algorithm: OpaquePointer?
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { out, filled in
            let done = key.withUnsafeBytes { key in
                COpenSSL.HMAC(
                    algorithm, key.baseAddress, Int32(key.count), message, message.count, out.baseAddress, nil
                )
            }
            precondition(done != nil, "HMAC is not available")
            filled = count
        }
    }
}
