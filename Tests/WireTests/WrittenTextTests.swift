import Foundation
import Mediation
import TestKit
import Testing
import Wire

@Suite("What people write", .timeLimit(.minutes(10)))
struct WrittenTextTests {
    private struct Line: Decodable {
        let form: String
        let typed: String
        let kept: String
        var rule: WrittenText.Form { form == "line" ? .line : .text }
    }

    @Test func `every line of the protocol's table is cleaned as it says`() throws {
        let fixture = try #require(try ProtocolFixture.all("text").first { $0.name == "cleaning" })
        let table = try JSONDecoder().decode([Line].self, from: Data(fixture.bytes))
        #expect(table.count > 20)
        for line in table {
            let kept = WrittenText.clean(line.typed, as: line.rule)
            // Scalars and not strings: to Swift é is é, however it is written.
            #expect(
                Array(kept.unicodeScalars) == Array(line.kept.unicodeScalars),
                "\(line.typed.debugDescription)")
        }
    }

    private struct Every: Decodable {
        struct Pair: Decodable {
            let before: String
            let after: String
            let sum: UInt32
        }
        let ranges: [[UInt32]]
        let pairs: [Pair]
    }

    @Test func `every character between every pair of neighbours comes out as it does in the page`() throws {
        let fixture = try #require(try ProtocolFixture.all("text").first { $0.name == "every-character" })
        let every = try JSONDecoder().decode(Every.self, from: Data(fixture.bytes))
        for pair in every.pairs {
            var sum: UInt32 = 0
            for range in every.ranges {
                for value in range[0]...range[1] {
                    // The page reads a surrogate that stands alone as U+FFFD; here none can stand.
                    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
                    for form in WrittenText.Form.allCases {
                        let kept = WrittenText.clean(pair.before + String(scalar) + pair.after, as: form)
                        for each in kept.unicodeScalars { sum = (sum * 31 + each.value) % 1_000_003 }
                    }
                }
            }
            #expect(sum == pair.sum, "\(pair.before.debugDescription) \(pair.after.debugDescription)")
        }
    }

    @Test func `what is cleaned is clean, and may stand in a record`() throws {
        let odd: [UInt32] = [
            0x9, 0xA, 0xD, 0x20, 0x85, 0x200B, 0x200C, 0x200D, 0x180B, 0x180E, 0x1820, 0x627, 0x1F468, 0xFE0F,
            0xFE00,
            0x31, 0x20E3, 0x6797, 0x2028, 0x202E, 0x3000, 0xE0041, 0xFEFF,
        ]
        var random = SeededGenerator(seed: 11)
        for _ in 0..<3_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<8 {
                text.append(try #require(odd.randomElement(using: &random).flatMap(Unicode.Scalar.init)))
            }
            for form in WrittenText.Form.allCases {
                let once = WrittenText.clean(String(text), as: form)
                #expect(WrittenText.clean(once, as: form) == once)
            }
            var draft = MinutesDraft()
            let kept = WrittenText.clean(String(text), as: .text)
            #expect(throws: Never.self) {
                try draft.edit(.petitioner, text: kept, base: 0, isFrozen: false)
            }
        }
    }

    @Test func `a name of nothing visible is blank`() {
        for nothing in ["", " ", "\u{200B}", "\u{3164}\u{2060}", "\u{2800}\u{3000}", "\u{200D}\u{FE0F}"] {
            #expect(WrittenText.isBlank(nothing))
        }
        #expect(!WrittenText.isBlank("林"))
    }

    // MARK: At the doors

    private let matter = #""request":"r","title":"t","channel":"visit","contentClass":"suggestion""#

    private func register(_ name: String, facts: String = "f") throws -> Registration {
        let body =
            #"{\#(matter),"claims":"c","facts":"\#(facts)","parties":[{"role":"petitioner","name":"\#(name)"}]}"#
        return try RegistrationBodies.registration(
            Data(body.utf8), receivedAt: Instant(milliseconds: 0), newPartyID: { PartyID("p-1") }
        ).1
    }

    @Test func `a name with a zero width space is the name without it`() throws {
        #expect(try register(#"林\u200b晚舟"#).parties == register("林晚舟").parties)
    }

    @Test func `a name of nothing visible is missing`() throws {
        let party = try #require(try register(#"\u200b"#).parties.first)
        #expect(throws: Refusal(.missingField, field: "name")) {
            try party.check(on: CivilDay(serial: 20_000))
        }
    }

    @Test func `a noncharacter is refused in a name and replaced in a text`() throws {
        #expect(throws: Refusal(.badField, field: "parties[0].name")) { try register(#"林\uffff"#) }
        #expect(try register("林", facts: #"甲\uffff\u000b乙"#).facts == "甲\u{FFFD}\n乙")
    }

    @Test func `half of a surrogate pair is refused by name`() {
        #expect(throws: Refusal(.badField, field: "parties[0].name")) { try register(#"林\ud83d"#) }
    }

    private func decode(_ text: String) throws -> ClientMessage {
        try Array(text.utf8).withUnsafeBytes { bytes in
            let envelope = try Envelope(scanning: bytes)
            return try ClientMessage(bytes, type: String(decoding: bytes[envelope.type], as: UTF8.self))
        }
    }

    @Test(arguments: [
        (
            #"{"type":"edit","id":"a","section":"result","text":"一\u000b二\u202e","base":0}"#,
            RoomCommand.paper(.edit(section: .result, text: "一\n二", base: 0))
        ),
        (
            #"{"type":"identify","id":"a","seat":2,"method":"station","note":"\u202e看"}"#,
            RoomCommand.table(.identify(.two, .station, note: "看"))
        ),
        (
            #"{"type":"private_note","id":"a","text":"\u2028x\u0085","base":0}"#,
            RoomCommand.paper(.privateNote(text: "\nx\n", base: 0))
        ),
        (#"{"type":"word","id":"a","text":"\u200b还要多久"}"#, RoomCommand.wall(.word("还要多久"))),
        (
            #"{"type":"end","id":"a","reason":"other","note":"甲\r\n乙"}"#,
            RoomCommand.table(.end(.other, note: "甲\n乙"))
        ),
    ])
    func `what comes over a socket is cleaned`(_ text: String, _ expected: RoomCommand) throws {
        #expect(try decode(text) == .command(CommandID("a"), expected))
    }

    @Test(arguments: [
        #"{"type":"edit","id":"e-1","section":"result","text":"甲\ud83d","base":0}"#,
        #"{"type":"edit","id":"e-1","section":"result","text":"甲\ud83d乙","base":0}"#,
        #"{"type":"dance","id":"e-1"}"#,
        #"{"id":"e-1","type":"edit","text":[1,2}"#,
        "{\"type\":\"edit\",\"id\":\"e-1\",\"text\":\"\u{1}\"}",
        #"{"type":"edit","id":"e-1","base":1e400,"section":"result","text":""}"#,
    ])
    func `the id of a request that can't be decoded is read`(_ text: String) throws {
        #expect(throws: Refusal.self) { try decode(text) }
        #expect(Array(text.utf8).withUnsafeBytes { CommandID(askedIn: $0) } == CommandID("e-1"))
    }

    @Test(arguments: [
        "", "{", #"{"type":"x"}"#, #"{"id":7}"#, #"{"id":"a b"}"#, #"["id"]"#, #"{"x":{"id":"e-1"}}"#,
    ])
    func `where no id can be read there is none`(_ text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { CommandID(askedIn: $0) } == nil)
    }
}

extension SeatNumber {
    fileprivate static var two: SeatNumber { SeatNumber(2) ?? .bureau }
}
