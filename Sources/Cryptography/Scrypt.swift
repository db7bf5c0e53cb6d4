internal import COpenSSL

/// Passwords as they may be stored: scrypt (RFC 7914). One call takes about 32 MiB and a tenth of a second, so the
/// caller runs it off the loop and bounds how many run at once.
package enum Scrypt {
    /// What one hash costs: N = 2^logN, in blocks of 128 * r bytes, p times.
    struct Cost: Hashable, Sendable {
        var logN: Int
        var r: Int
        var p: Int

        /// 2^15, 8, 1: 32 MiB.
        static let usual = Cost(logN: 15, r: 8, p: 1)

        /// A stored string outside of this is refused, so that an altered row can't make the server spend more.
        var isAccepted: Bool { (14...17).contains(logN) && (8...16).contains(r) && (1...4).contains(p) }
    }

    /// Longer passwords are refused (`badLength`), as are empty ones.
    package static let passwordBytes = 1...1024

    /// `$scrypt$ln=15,r=8,p=1$SALT$HASH`, both in base64 without padding; the salt is random. The password is
    /// taken as its UTF-8 bytes.
    package static func hash(_ password: String) throws(CryptographyError) -> String {
        guard passwordBytes.contains(password.utf8.count) else { throw .badLength }
        let salt = SecureRandom.bytes(16)
        let cost = Cost.usual
        let hash = try derive(Array(password.utf8), salt: salt, cost: cost, count: 32)
        return "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Base64.encode(salt, padded: false))$"
            + Base64.encode(hash, padded: false)
    }

    /// Whether `hash` was made of this password. Throws `badPasswordHash` when it is no such string.
    package static func verify(_ password: String, against hash: String) throws(CryptographyError) -> Bool {
        let (cost, salt, expected) = try parse(hash)
        guard passwordBytes.contains(password.utf8.count) else { return false }
        let found = try derive(Array(password.utf8), salt: salt, cost: cost, count: expected.count)
        return ConstantTime.equal(found, expected)
    }

    static func parse(_ text: String) throws(CryptographyError) -> (Cost, salt: [UInt8], hash: [UInt8]) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { throw .badPasswordHash }
        let numbers = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard numbers.count == 3,
            let logN = value(of: "ln", in: numbers[0]), let r = value(of: "r", in: numbers[1]),
            let p = value(of: "p", in: numbers[2])
        else { throw .badPasswordHash }
        let cost = Cost(logN: logN, r: r, p: p)
        guard cost.isAccepted, let salt = Base64.decode(String(parts[3])),
            let hash = Base64.decode(String(parts[4])), (8...64).contains(salt.count),
            (16...64).contains(hash.count)
        else { throw .badPasswordHash }
        return (cost, salt, hash)
    }

    private static func value(of name: String, in text: Substring) -> Int? {
        guard text.hasPrefix(name + "=") else { return nil }
        return Int(text.dropFirst(name.utf8.count + 1))
    }

    static func derive(
        _ password: [UInt8], salt: [UInt8], cost: Cost, count: Int
    ) throws(CryptographyError) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: count)
        let done = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count, salt, salt.count,
                UInt64(1) << UInt64(cost.logN), UInt64(cost.r), UInt64(cost.p), 1 << 30, &out, count)
        }
        guard done == 1 else { throw .libraryFailed }
        return out
    }
}
