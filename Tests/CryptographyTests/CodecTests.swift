import Cryptography
import Testing

@Suite(.timeLimit(.minutes(10))) struct CodecTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `Base64 is that of RFC 4648, section 10`(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test func `Each codec gives back what it took, for every length and byte`() {
        for count in 0...67 {
            let bytes = SecureRandom.bytes(count)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Base64.decode(Base64.encode(bytes, padded: false)) == bytes)
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
        let all = (0...255).map { UInt8($0) }
        #expect(Base64URL.decode(Base64URL.encode(all)) == all)
    }

    @Test(arguments: ["A", "Zh", "Zg==", "Zm9=", "Zm 9", "Zm+v", "Zm/v", "Zm9vé"])
    func `Base64url refuses what it would not have written`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `Base32 has no letter that is read for a digit, and reads what people write`() {
        let text = Base32.encode((0...255).map { UInt8($0) })
        #expect(!text.contains { "ILOU".contains($0) })
        #expect(Base32.decode("91JPRV3F") == Array("Hello".utf8))
        #expect(Base32.decode("91jp-rv3f") == Array("Hello".utf8))
        #expect(Base32.decode("O0") == Base32.decode("00"))
        #expect(Base32.decode("1L") == Base32.decode("1l"))
        #expect(Base32.decode("U0") == nil)
        #expect(Base32.decode("0") == nil)
    }

    @Test func `Hex refuses half a byte and other letters`() {
        #expect(Hex.decode("0fA9") == [0x0F, 0xA9])
        #expect(Hex.decode("0") == nil)
        #expect(Hex.decode("0g") == nil)
    }

    @Test func `Comparison in constant time tells equal from different`() {
        #expect(ConstantTime.equal([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.equal([1, 2, 3], [1, 2, 4]))
        #expect(!ConstantTime.equal([1, 2, 3], [1, 2]))
        #expect(ConstantTime.equal([UInt8](), []))
        #expect(!ConstantTime.equal("a", "b"))
    }
}
