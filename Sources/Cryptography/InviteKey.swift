/// Makes and checks what stands in the links of invited people. The store holds none of it: each is made anew from
/// this key, so that an officer can show a link again, and a new generation kills the old one.
package struct InviteKey: Sendable, CustomStringConvertible {
    private let key: SecretBytes

    /// 32 bytes, derived of the master key under a label of its own.
    package init(_ key: SecretBytes) throws(CryptographyError) {
        guard key.count == 32 else { throw .badLength }
        self.key = key
    }

    package var description: String { "an invite key" }

    /// The secret of a link: 128 bits, 22 characters of base64url.
    package func secret(session: String, seat: Int, generation: Int) -> String {
        let code = code("invite", session: session, seat: seat, generation: generation)
        return Base64URL.encode(Array(code.prefix(16)))
    }

    /// What a page gets for the secret and shows at each connection: 256 bits, 43 characters of base64url.
    package func seatCredential(session: String, seat: Int, generation: Int) -> String {
        Base64URL.encode(code("seat", session: session, seat: seat, generation: generation))
    }

    /// Whether `text` is the secret of this link, in constant time.
    package func verifies(secret text: String, session: String, seat: Int, generation: Int) -> Bool {
        ConstantTime.equal(text, secret(session: session, seat: seat, generation: generation))
    }

    /// Whether `text` is the credential of this seat, in constant time.
    package func verifies(seatCredential text: String, session: String, seat: Int, generation: Int) -> Bool {
        ConstantTime.equal(text, seatCredential(session: session, seat: seat, generation: generation))
    }

    /// What marks a browser on which somebody has signed in: 256 bits, 43 characters of base64url. It opens nothing.
    package func browserMark(name: String, staffNo: String) -> String {
        Base64URL.encode(HMAC.sha256(Array("browser\0\(name)\0\(staffNo)".utf8), key: key))
    }

    /// A session's name holds no zero byte (`Identifier(checking:)`), so that no two triples give the same message.
    private func code(_ label: String, session: String, seat: Int, generation: Int) -> [UInt8] {
        HMAC.sha256(Array("\(label)\0\(session)\0\(seat)\0\(generation)".utf8), key: key)
    }
}
