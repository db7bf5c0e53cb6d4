import Cryptography
import Testing

/// Answers that others computed: the vectors of the standards.
@Suite(.timeLimit(.minutes(10))) struct KnownAnswerTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the digests of RFC 6234`(message: String, digest: String) {
        #expect(Hex.encode(Digest.sha256(Array(message.utf8))) == digest)
    }

    @Test func `HMAC-SHA256 gives the codes of RFC 4231, cases 1, 2 and 6`() {
        let first = SecretBytes(copying: [UInt8](repeating: 0x0B, count: 20))
        #expect(
            Hex.encode(HMAC.sha256(Array("Hi There".utf8), key: first))
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let second = SecretBytes(copying: Array("Jefe".utf8))
        #expect(
            Hex.encode(HMAC.sha256(Array("what do ya want for nothing?".utf8), key: second))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = SecretBytes(copying: [UInt8](repeating: 0xAA, count: 131))
        #expect(
            Hex.encode(
                HMAC.sha256(Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8), key: long))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func `A keyed digest gives HMAC-SHA256 of each message, one after the other`() {
        for length in [1, 20, 32, 64, 65, 131] {
            let key = SecretBytes(copying: [UInt8](repeating: 0xAA, count: length))
            let digest = KeyedDigest(key: key)
            for count in [0, 1, 55, 56, 64, 200, 100_000, 3] {
                let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
                #expect(digest.digest(message) == HMAC.sha256(message, key: key), "\(length), \(count)")
            }
        }
    }

    @Test func `Keyed digests are made and used by many at once`() async {
        let key = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
        let expected = HMAC.sha256([1, 2, 3], key: key)
        let one = KeyedDigest(key: key)
        let found = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200).allSatisfy { _ in
                        KeyedDigest(key: key).digest([1, 2, 3]) == expected
                            && one.digest([1, 2, 3]) == expected
                    }
                }
            }
            return await group.reduce(true) { $0 && $1 }
        }
        #expect(found)
    }

    @Test func `HMAC-SHA1 gives the codes of RFC 2202, cases 1 and 2`() {
        let first = SecretBytes(copying: [UInt8](repeating: 0x0B, count: 20))
        #expect(
            Hex.encode(HMAC.sha1(Array("Hi There".utf8), key: first))
                == "b617318655057264e28bc0b6fb378c8ef146be00")
        let second = SecretBytes(copying: Array("Jefe".utf8))
        #expect(
            Hex.encode(HMAC.sha1(Array("what do ya want for nothing?".utf8), key: second))
                == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    }

    @Test func `Ed25519 gives keys and signatures of RFC 8032, tests 1 and 3`() throws {
        let vectors = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                    + "d25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                    + "4a7c15e9716ed28dc027beceea1ec40a"
            ),
        ]
        for (seed, publicKey, message, signature) in vectors {
            let key = try Ed25519.PrivateKey(seed: SecretBytes(copying: try #require(Hex.decode(seed))))
            let message = try #require(Hex.decode(message))
            #expect(try Hex.encode(key.publicKey().bytes) == publicKey)
            #expect(try Hex.encode(key.sign(message)) == signature)
            #expect(try key.publicKey().verify(key.sign(message), of: message))
            #expect(try !key.publicKey().verify(key.sign(message), of: message + [0]))
        }
    }

    @Test func `A relay's credential is the one that openssl computes for the same secret`() {
        let turn = TurnCredentials(sharedSecret: SecretBytes(copying: Array("north".utf8)))
        let issued = turn.issue(seatTag: "s2", now: 1_700_000_000, lifetime: 3600)
        #expect(issued.username == "1700003600:s2")
        #expect(issued.credential == "K2JVTBP9zgtwpJsW62ZJ1+03Ewk=")
    }

    @Test func `A relay's quota counts by a name that is one person's, and another secret's is another`() {
        let turn = TurnCredentials(sharedSecret: SecretBytes(copying: Array("north".utf8)))
        let other = TurnCredentials(sharedSecret: SecretBytes(copying: Array("south".utf8)))
        let tag = turn.tag(of: "s-1 2 1")
        #expect(tag == turn.tag(of: "s-1 2 1"))
        #expect(tag.utf8.count == 16 && tag.utf8.allSatisfy { $0 != UInt8(ascii: ":") })
        for another in [
            turn.tag(of: "s-1 2 2"), turn.tag(of: "s-1 3 1"), turn.tag(of: "s-2 2 1"),
            other.tag(of: "s-1 2 1"),
        ] {
            #expect(another != tag)
        }
    }
}
