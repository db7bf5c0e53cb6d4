import Testing

@testable import Cryptography

@Suite(.timeLimit(.minutes(10))) struct SealingTests {
    private func key(_ hex: String) throws -> SealingKey {
        try SealingKey(SecretBytes(copying: try #require(Hex.decode(hex))))
    }

    @Test func `AES-256-GCM gives the results of the GCM specification, cases 13, 14 and 16`() throws {
        let zero = try key(String(repeating: "0", count: 64))
        let nonce = [UInt8](repeating: 0, count: 12)
        #expect(
            try Hex.encode(AESGCM.seal([], key: zero, nonce: nonce, associated: []))
                == "000000000000000000000000530f8afbc74536b9a963b4f1c4cb738b")
        #expect(
            try Hex.encode(
                AESGCM.seal([UInt8](repeating: 0, count: 16), key: zero, nonce: nonce, associated: []))
                == "000000000000000000000000cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
        let feffe = try key("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        let plain = try #require(
            Hex.decode(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                    + "b16aedf5aa0de657ba637b39"))
        let sealed = try AESGCM.seal(
            plain, key: feffe, nonce: try #require(Hex.decode("cafebabefacedbaddecaf888")),
            associated: try #require(Hex.decode("feedfacedeadbeeffeedfacedeadbeefabaddad2")))
        #expect(
            Hex.encode(sealed)
                == "cafebabefacedbaddecaf888522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48"
                + "590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b")
    }

    @Test func `What was sealed opens with the same key and associated data, for every small length`() throws
    {
        let key = SealingKey()
        for count in 0...70 {
            let plain = SecureRandom.bytes(count)
            let sealed = try AESGCM.seal(plain, key: key, associated: Array("case-1".utf8))
            #expect(sealed.count == count + AESGCM.overhead)
            #expect(try AESGCM.open(sealed, key: key, associated: Array("case-1".utf8)) == plain)
        }
    }

    @Test func `One altered bit anywhere, other data, another key or a shorter text do not open`() throws {
        let key = SealingKey()
        let sealed = try AESGCM.seal(Array("谈话".utf8), key: key, associated: [1])
        for bit in 0..<sealed.count * 8 {
            var altered = sealed
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: CryptographyError.notAuthentic) {
                try AESGCM.open(altered, key: key, associated: [1])
            }
        }
        #expect(throws: CryptographyError.notAuthentic) { try AESGCM.open(sealed, key: key, associated: [2]) }
        #expect(throws: CryptographyError.notAuthentic) { try AESGCM.open(sealed, key: key, associated: []) }
        #expect(throws: CryptographyError.notAuthentic) {
            try AESGCM.open(sealed, key: SealingKey(), associated: [1])
        }
        for count in 0..<sealed.count {
            #expect(throws: CryptographyError.notAuthentic) {
                try AESGCM.open(Array(sealed.prefix(count)), key: key, associated: [1])
            }
        }
    }

    @Test func `The same text sealed twice looks different`() throws {
        let key = SealingKey()
        #expect(
            try AESGCM.seal([1, 2, 3], key: key, associated: [])
                != AESGCM.seal([1, 2, 3], key: key, associated: []))
    }

    @Test func `A key of another length is refused`() {
        #expect(throws: CryptographyError.badLength) { try SealingKey(SecretBytes(copying: [1, 2, 3])) }
        #expect(throws: CryptographyError.badLength) { try InviteKey(SecretBytes(copying: [])) }
    }

    @Test func `A secret never prints what it holds`() {
        let secret = SecretBytes(copying: Array("drowssap".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(String(describing: secret) == "8 secret bytes")
        #expect(String(reflecting: secret) == "8 secret bytes")
        #expect(!dumped.contains("memory") && !dumped.contains("drowssap"))
        #expect(secret.equals(SecretBytes(copying: Array("drowssap".utf8))))
        #expect(!secret.equals(SecretBytes(copying: Array("drowssaq".utf8))))
    }
}
