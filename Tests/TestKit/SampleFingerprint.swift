/// DTLS fingerprints (RFC 8122) for tests that need two different ones.
package enum SampleFingerprint {
    package static let one = print(of: "sha-256", 32, first: "AB")
    package static let other = print(of: "sha-256", 32, first: "BA")

    /// As many pairs as `bytes`, the first one told.
    package static func print(of hash: String, _ bytes: Int, first: String) -> String {
        "\(hash) " + ([first] + Array(repeating: "0F", count: bytes - 1)).joined(separator: ":")
    }
}
