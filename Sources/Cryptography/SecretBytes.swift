internal import COpenSSL

/// Bytes that nobody may see: they are in one place in memory, are wiped when the last holder lets go, compare in
/// constant time, and print as their length.
///
/// `@unchecked Sendable`: the memory is written in `init` alone, before anyone else can hold the object, and is
/// only read afterwards.
package final class SecretBytes: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer

    /// Takes a copy; the array stays the caller's to forget.
    package init(copying bytes: [UInt8]) {
        memory = .allocate(byteCount: bytes.count, alignment: 16)
        memory.copyBytes(from: bytes)
    }

    /// `count` random bytes.
    package init(random count: Int) {
        memory = .allocate(byteCount: count, alignment: 16)
        SecureRandom.fill(memory)
    }

    deinit {
        OPENSSL_cleanse(memory.baseAddress, memory.count)
        memory.deallocate()
    }

    package var count: Int { memory.count }

    /// Lends the bytes; the pointer must not leave `body`.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
    {
        try body(UnsafeRawBufferPointer(memory))
    }

    /// A copy that nobody wipes: for writing a key file, for a wrapped key.
    package func exposed() -> [UInt8] { Array(memory) }

    /// Whether both hold the same bytes, in constant time.
    package func equals(_ other: SecretBytes) -> Bool {
        memory.count == other.memory.count
            && CRYPTO_memcmp(memory.baseAddress, other.memory.baseAddress, memory.count) == 0
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(count) secret bytes" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
