internal import COpenSSL
internal import Synchronization

/// HMAC-SHA256 under one key, again and again: OpenSSL looks its algorithms up and expands the key once, which costs more than the
/// digest of a short message.
///
/// `@unchecked Sendable`: the context is OpenSSL's own memory, which the lock lends to one caller at a time.
package final class KeyedDigest: @unchecked Sendable {
    private let context: OpaquePointer
    private let lock = Mutex(())

    package init(key: SecretBytes) {
        let made = EVP_MAC_fetch(nil, "HMAC", nil)
        // The context holds it.
        defer { EVP_MAC_free(made) }
        guard let context = EVP_MAC_CTX_new(made) else { Self.fail() }
        self.context = context
        // A setting points to its name and to its value: both must outlive the call that takes it.
        var digest = Array("SHA256".utf8CString)
        let begun = Array("digest".utf8CString).withUnsafeBufferPointer { name in
            digest.withUnsafeMutableBufferPointer { digest in
                let settings = [
                    OSSL_PARAM_construct_utf8_string(name.baseAddress, digest.baseAddress, 0),
                    OSSL_PARAM_construct_end(),
                ]
                return key.withUnsafeBytes {
                    EVP_MAC_init(
                        context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count, settings)
                }
            }
        }
        if begun != 1 { Self.fail() }
    }

    deinit { EVP_MAC_CTX_free(context) }

    /// 32 bytes.
    package func digest(_ message: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, filled in
            lock.withLock { _ in
                // Without a key: the one that it has.
                guard EVP_MAC_init(context, nil, 0, nil) == 1,
                    EVP_MAC_update(context, message, message.count) == 1,
                    EVP_MAC_final(context, out.baseAddress, &filled, 32) == 1, filled == 32
                else { Self.fail() }
            }
        }
    }

    /// It fails only without memory; a digest of nothing must not pass for one.
    private static func fail() -> Never { preconditionFailure("HMAC is not available") }
}
