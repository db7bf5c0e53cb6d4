import Testing

@testable import Cryptography

@Suite(.timeLimit(.minutes(10))) struct PasswordTests {
    @Test func `scrypt gives the key of RFC 7914, section 12, third vector`() throws {
        let key = try Scrypt.derive(
            Array("pleaseletmein".utf8), salt: Array("SodiumChloride".utf8),
            cost: .init(logN: 14, r: 8, p: 1), count: 64)
        #expect(
            Hex.encode(key)
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9"
                + "e61e85dc0d651e40dfcf017b45575887")
    }

    @Test func `A hash is verified by its own password alone`() throws {
        let hash = try Scrypt.hash("正确的密码 42")
        #expect(hash.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(try Scrypt.verify("正确的密码 42", against: hash))
        #expect(try !Scrypt.verify("正确的密码 43", against: hash))
        #expect(try !Scrypt.verify("", against: hash))
    }

    @Test(arguments: [
        "", "plain", "$scrypt$ln=15,r=8$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "$scrypt$ln=30,r=8,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "$scrypt$ln=1,r=8,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "$scrypt$ln=15,r=8,p=900$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "$scrypt$ln=15,r=8,p=1$$aGFzaGhhc2hoYXNoaGFzaA", "$scrypt$ln=15,r=8,p=1$c2FsdHNhbHQ$aGE",
        "$argon2id$ln=15,r=8,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
    ])
    func `A stored text that is no hash of ours, or too costly, is refused`(text: String) {
        #expect(throws: CryptographyError.badPasswordHash) { try Scrypt.verify("x", against: text) }
    }

    @Test func `An empty or a huge password is not hashed`() {
        #expect(throws: CryptographyError.badLength) { try Scrypt.hash("") }
        #expect(throws: CryptographyError.badLength) { try Scrypt.hash(String(repeating: "x", count: 1025)) }
    }
}
