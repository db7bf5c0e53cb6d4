import Packing
import Testing

@Suite(.timeLimit(.minutes(10))) struct PackedTextTests {
    private static let words = "问：那天晚上是谁先动的手？\n答：我没有先动手，是对方推了我一下，我才扶住栏杆。\n"

    @Test(arguments: [1, 2, 10, 100, 500, 780])
    func `A text comes back as it was, and a text of people is smaller`(times: Int) throws {
        let text = Array(String(repeating: Self.words, count: times).utf8)
        let packed = PackedText.pack(text)
        #expect(try PackedText.unpack(packed) == text)
        #expect(text.count > PackedText.limit || packed.count < text.count)
    }

    @Test(arguments: [
        "", "a", "好", "\u{0}", "\u{FFFD}", "ÿ", "{\"links\":[]}", "12345678", "林晚舟",
    ])
    func `What packing does not make smaller is kept as it is`(text: String) throws {
        let text = Array(text.utf8)
        #expect(PackedText.pack(text) == text)
        #expect(try PackedText.unpack(text) == text)
    }

    @Test func `A text that was kept before there was packing opens`() throws {
        let kept = Array(String(repeating: Self.words, count: 40).utf8)
        #expect(try PackedText.unpack(kept) == kept)
    }

    @Test func `A text packed by an earlier build opens for ever`() throws {
        // The sentence above, twice, as the first build with packing kept it.
        let text = Array(String(repeating: Self.words, count: 2).utf8)
        #expect(try PackedText.unpack(Self.golden) == text)
    }

    @Test func `A text above the limit is never packed, one at the limit is`() throws {
        let most = [UInt8](repeating: 0x61, count: PackedText.limit)
        #expect(PackedText.pack(most).count < 100)
        #expect(try PackedText.unpack(PackedText.pack(most)) == most)
        let more = most + [0x61]
        #expect(PackedText.pack(more) == more)
        #expect(try PackedText.unpack(more) == more)
    }

    @Test func `What would grow beyond the limit is damage, and so is what is cut or altered`() throws {
        // A quarter of a MiB of one letter.
        #expect(throws: PackedText.Damaged()) { try PackedText.unpack(Self.bomb) }
        let packed = PackedText.pack(Array(String(repeating: Self.words, count: 5).utf8))
        #expect(throws: PackedText.Damaged()) { try PackedText.unpack([0xFF]) }
        for count in 1..<packed.count {
            #expect(throws: PackedText.Damaged()) { try PackedText.unpack(Array(packed[..<count])) }
        }
        #expect(throws: PackedText.Damaged()) { try PackedText.unpack(packed + [0]) }
        for index in packed.indices.dropFirst() {
            for bit in 0..<8 {
                var altered = packed
                altered[index] ^= 1 << UInt8(bit)
                // Sealing tells an altered row; here it may give another text, but never a longer one than the limit.
                let text = try? PackedText.unpack(altered)
                #expect(text?.count ?? 0 <= PackedText.limit)
            }
        }
    }

    private static let golden: [UInt8] = [
        0xFF, 0xE2, 0x1C, 0x00, 0x80, 0x23, 0x35, 0xEA, 0x8B, 0xD9, 0x5D, 0x9C, 0x13, 0x1D, 0xAE, 0x4B,
        0xA5, 0xF2, 0xB7, 0x49, 0x06, 0xE7, 0x85, 0x5C, 0xE7, 0x0B, 0x4C, 0x10, 0x6C, 0xC0, 0x81, 0x43,
        0x09, 0x60, 0x80, 0x13, 0xCA, 0xE0, 0x90, 0x93, 0xC3, 0x81, 0xDA, 0x92, 0xBC, 0xFD, 0x7A, 0xEB,
        0x7D, 0xE1, 0xA2, 0x2A, 0xF5, 0x20, 0x08, 0xE7, 0x12, 0xF9, 0xDB, 0xDF, 0x61, 0x28, 0x1F, 0xB1,
        0x7F, 0x21, 0x21, 0x48, 0xF7, 0x65, 0xB5, 0xD8, 0xF7, 0x85, 0x78, 0x63, 0xBD, 0x46, 0xB0, 0xC8,
        0xFC, 0x2D, 0xDB, 0xCD, 0xBD, 0xA9, 0xFD, 0x3C, 0x0C, 0x6F, 0x7C, 0x5A, 0xC0, 0xE7, 0x78, 0x83,
        0xA0, 0x10, 0x8E, 0xF9, 0x35, 0xB9, 0x26, 0x61, 0x0D, 0x50, 0xF5, 0x02,
    ]

    private static let bomb: [UInt8] = [
        0xFF, 0x5B, 0xFF, 0xFF, 0x03, 0x40, 0x22, 0x2C, 0x1E, 0x0B, 0x24, 0xF7, 0x7E, 0x00,
    ]
}
