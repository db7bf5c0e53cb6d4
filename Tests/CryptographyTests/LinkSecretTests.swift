import Cryptography
import Testing

@Suite(.timeLimit(.minutes(10))) struct LinkSecretTests {
    private let key = try? InviteKey(SecretBytes(copying: (0..<32).map { UInt8($0) }))

    @Test func `A link's secret is 22 characters, a seat's credential 43, and both are made alike each time`()
        throws
    {
        let key = try #require(key)
        let secret = key.secret(session: "s-1", seat: 2, generation: 1)
        #expect(secret.utf8.count == 22 && Base64URL.decode(secret)?.count == 16)
        #expect(secret == key.secret(session: "s-1", seat: 2, generation: 1))
        #expect(key.seatCredential(session: "s-1", seat: 2, generation: 1).utf8.count == 43)
    }

    @Test func `Another session, seat, generation, purpose or key gives another secret`() throws {
        let key = try #require(key)
        let other = try InviteKey(SecretBytes(random: 32))
        let secret = key.secret(session: "s-1", seat: 2, generation: 1)
        #expect(key.verifies(secret: secret, session: "s-1", seat: 2, generation: 1))
        #expect(!key.verifies(secret: secret, session: "s-2", seat: 2, generation: 1))
        #expect(!key.verifies(secret: secret, session: "s-1", seat: 3, generation: 1))
        #expect(!key.verifies(secret: secret, session: "s-1", seat: 2, generation: 2))
        #expect(!key.verifies(secret: "", session: "s-1", seat: 2, generation: 1))
        #expect(!other.verifies(secret: secret, session: "s-1", seat: 2, generation: 1))
        #expect(!key.seatCredential(session: "s-1", seat: 2, generation: 1).hasPrefix(secret))
        #expect(!key.verifies(seatCredential: secret, session: "s-1", seat: 2, generation: 1))
    }

    @Test func `A sign-in token comes back out of its cookie with the same digest`() throws {
        let token = SignInToken()
        #expect(try #require(SignInToken(cookie: token.cookie)).digest == token.digest)
        #expect(token.digest.count == 32)
        #expect(SignInToken().digest != token.digest)
        #expect(SignInToken(cookie: "") == nil)
        #expect(SignInToken(cookie: String(token.cookie.dropLast())) == nil)
        #expect(!String(describing: token).contains(token.cookie))
    }

    @Test func `Derived secrets differ by label and hide the key`() throws {
        let key = SealingKey()
        #expect(key.derived("a").equals(key.derived("a")))
        #expect(!key.derived("a").equals(key.derived("b")))
        #expect(!key.derived("a").equals(key.secret))
    }
}
