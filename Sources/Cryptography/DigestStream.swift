internal import COpenSSL

/// SHA-256 of bytes that come in pieces, such as a file's.
package final class DigestStream {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, Algorithms.sha256, nil) == 1 else {
            // It fails only without memory.
            preconditionFailure("SHA-256 is not available")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        let done = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(done == 1, "SHA-256 is not available")
    }

    /// The digest of all that was given; nothing may be added afterwards.
    package func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            let done = EVP_DigestFinal_ex(context, out.baseAddress, nil)
            precondition(done == 1, "SHA-256 is not available")
            count = 32
        }
    }
}
