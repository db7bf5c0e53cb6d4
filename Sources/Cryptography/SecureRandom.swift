internal import COpenSSL

/// Random bytes of OpenSSL's generator, seeded by the kernel.
package enum SecureRandom {
    /// `count` random bytes.
    package static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { out, filled in
            fill(UnsafeMutableRawBufferPointer(out))
            filled = count
        }
    }

    /// A random identifier of 26 characters (128 bits) that `Identifier(checking:)` takes.
    package static func identifier() -> String { Base32.encode(bytes(16)) }

    static func fill(_ out: UnsafeMutableRawBufferPointer) {
        let start = out.baseAddress?.assumingMemoryBound(to: UInt8.self)
        // Going on without randomness would hand out guessable secrets.
        precondition(out.isEmpty || RAND_bytes(start, Int32(out.count)) == 1, "no randomness")
    }
}
