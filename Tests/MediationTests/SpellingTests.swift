import Foundation
import Mediation
import TestKit
import Testing

/// docs/protocol.md, section 6: one spelling on the command line, in requests and on the pages.
@Suite(.timeLimit(.minutes(10))) struct SpellingTests {
    private static func table<Value: Decodable>(_ name: String) throws -> Value {
        let fixture = try #require(try ProtocolFixture.all("http").first { $0.name == name })
        return try JSONDecoder().decode(Value.self, from: Data(fixture.bytes))
    }

    private struct StaffNumbers: Decodable {
        let same: [[String]]
        let none: [String]
    }

    @Test func `A staff number is the same in every width and case`() throws {
        let table: StaffNumbers = try Self.table("staff-numbers")
        for pair in table.same { #expect(StaffNumber(typed: pair[0])?.text == pair[1], "\(pair[0])") }
        for text in table.none { #expect(StaffNumber(typed: text) == nil, "\(text)") }
        #expect(StaffNumber(typed: String(repeating: "9", count: 32)) != nil)
        #expect(StaffNumber(typed: String(repeating: "9", count: 33)) == nil)
        #expect(StaffNumber(typed: "g009")?.accountID == AccountID("a-G009"))
    }

    private struct Telephones: Decodable {
        let links: [Pair]
        let none: [String]

        struct Pair: Decodable {
            let typed: String
            let links: [String]

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                typed = try list.decode(String.self)
                links = try list.decode([String].self)
            }
        }
    }

    @Test func `A telephone is one link or two, each with its extension`() throws {
        let table: Telephones = try Self.table("telephones")
        for pair in table.links {
            #expect(Telephone(typed: pair.typed)?.numbers.map(\.link) == pair.links, "\(pair.typed)")
        }
        for text in table.none { #expect(Telephone(typed: text) == nil, "\(text)") }
        #expect(Telephone(typed: "　０１０－１２３４５６７８　")?.text == "010-12345678")
    }

    @Test func `A new password has eight characters at least and 1024 bytes at most`() {
        for (password, permitted) in [
            ("1234567", false), ("12345678", true), (String(repeating: "x", count: 300), true),
            (String(repeating: "x", count: 1024), true), (String(repeating: "x", count: 1025), false),
            (String(repeating: "密", count: 341), true), (String(repeating: "密", count: 342), false),
            ("1234567\u{7}8", false),
        ] {
            #expect(PasswordRule.permits(password) == permitted, "\(password.count)")
        }
    }
}
