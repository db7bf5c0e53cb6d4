internal import COpenSSL

/// Message digests.
package enum Digest {
    /// SHA-256 (RFC 6234): 32 bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { sha256($0) } }

    /// SHA-256 of memory that the caller holds, without a copy.
    package static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            let done = EVP_Digest(
                bytes.baseAddress, bytes.count, out.baseAddress, nil, Algorithms.sha256, nil)
            // It fails only without memory; a digest of nothing must not pass for one.
            precondition(done == 1, "SHA-256 is not available")
            count = 32
        }
    }

    /// SHA-256 into memory that the caller holds, 32 bytes of it.
    package static func sha256(_ bytes: UnsafeRawBufferPointer, into out: UnsafeMutableRawBufferPointer) {
        precondition(out.count >= 32, "a digest has 32 bytes")
        let start = out.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let done = EVP_Digest(bytes.baseAddress, bytes.count, start, nil, Algorithms.sha256, nil)
        precondition(done == 1, "SHA-256 is not available")
    }
}
