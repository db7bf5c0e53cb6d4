internal import Cryptography

/// A SHA-256 hash as the log uses it: 32 bytes, kept in place, so that a tree of a million entries makes no objects.
package struct Hash: Hashable, Sendable, CustomStringConvertible {
    /// The bytes in their order.
    private var words: SIMD4<UInt64>

    /// 32 zero bytes: what the first entry of a stream has for the entry before it.
    package static let zero = Hash()

    /// The root of a tree without leaves: SHA-256 of nothing (RFC 6962, 2.1).
    package static let ofEmptyTree = Hash(of: [])

    private init() { words = .zero }

    /// The hash with these bytes; nil unless there are 32.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// SHA-256 of the bytes.
    package init(of bytes: [UInt8]) {
        self.init()
        bytes.withUnsafeBytes { bytes in
            withUnsafeMutableBytes(of: &words) { Digest.sha256(bytes, into: $0) }
        }
    }

    /// The hash of an entry as a leaf: SHA-256(0x00 ‖ entry) (RFC 6962, 2.1).
    package init(leaf entry: [UInt8]) {
        var prefixed: [UInt8] = []
        prefixed.reserveCapacity(entry.count + 1)
        prefixed.append(0)
        prefixed.append(contentsOf: entry)
        self.init(of: prefixed)
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962, 2.1).
    package init(left: Hash, right: Hash) {
        self.init()
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { node in
            node[0] = 1
            withUnsafeBytes(of: left.words) {
                UnsafeMutableRawBufferPointer(rebasing: node[1..<33]).copyMemory(from: $0)
            }
            withUnsafeBytes(of: right.words) {
                UnsafeMutableRawBufferPointer(rebasing: node[33...]).copyMemory(from: $0)
            }
            withUnsafeMutableBytes(of: &words) { Digest.sha256(UnsafeRawBufferPointer(node), into: $0) }
        }
    }

    /// The 32 bytes.
    package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// Hexadecimal, as digests are shown.
    package var description: String { Hex.encode(bytes) }

    /// Base64, as it stands in checkpoints and proofs.
    package var base64: String { Base64.encode(bytes) }

    /// The hash of a line of base64; nil unless it is what `base64` would have written.
    package init?(base64 text: some StringProtocol) {
        guard text.utf8.count == 44, let bytes = Base64.decode(String(text)) else { return nil }
        self.init(bytes)
    }

    /// Adds the 32 bytes to the end.
    func append(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) }
    }
}
