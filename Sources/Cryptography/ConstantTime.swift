internal import COpenSSL

/// Comparison that takes the same time wherever the first difference stands.
package enum ConstantTime {
    /// Whether both are equal. Different lengths return at once: a length is no secret here.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    /// Whether both texts have the same UTF-8 bytes.
    package static func equal(_ left: String, _ right: String) -> Bool {
        equal(Array(left.utf8), Array(right.utf8))
    }
}
