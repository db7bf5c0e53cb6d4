import TestKit
import Testing

@testable import Transport

@Suite("UTF-8, judged in words", .timeLimit(.minutes(10)))
struct UTF8TextTests {
    private func judge(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { UTF8Text.isValid($0) } }

    /// The toolchain's own judgement, one scalar after another.
    private func expected(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    @Test func everySequenceOfUpToThreeBytesIsJudgedAsTheToolchainDoes() {
        for first in UInt8(0x70)...0xFF {
            #expect(judge([first]) == expected([first]))
            for second in UInt8(0x70)...0xFF {
                #expect(judge([first, second]) == expected([first, second]))
                for third in stride(from: UInt8(0x70), through: 0xF0, by: 0x08) {
                    #expect(judge([first, second, third]) == expected([first, second, third]))
                }
            }
        }
    }

    @Test func longTextsWithOneStrangeByteAnywhereAreJudgedAlike() {
        let text = Array(String(repeating: "v=0 三方对话 𠀀 ", count: 8).utf8)
        #expect(judge(text))
        for place in text.indices {
            for byte in [UInt8(0x41), 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF5, 0xFF] {
                var changed = text
                changed[place] = byte
                #expect(judge(changed) == expected(changed), "\(place) \(byte)")
            }
            #expect(judge(Array(text[..<place])) == expected(Array(text[..<place])))
        }
    }

    @Test func nothingIsText() { #expect(judge([])) }
}
