import Mediation
import TestKit
import Testing
import Wire

@Suite("What pages say", .timeLimit(.minutes(10)))
struct ClientMessageTests {
    private func decode(_ text: String) throws -> ClientMessage {
        try Array(text.utf8).withUnsafeBytes { bytes in
            let envelope = try Envelope(scanning: bytes)
            return try ClientMessage(bytes, type: String(decoding: bytes[envelope.type], as: UTF8.self))
        }
    }

    @Test(arguments: try ProtocolFixture.all("c2s"))
    func everyExampleOfTheProtocolIsUnderstood(_ fixture: ProtocolFixture) throws {
        if fixture.name.hasPrefix("signal") { return }
        _ = try decode(fixture.text)
    }

    @Test func `the protocol has an example of every kind`() throws {
        var kinds: Set<Kind> = []
        var commands: Set<RandomCommand> = []
        for fixture in try ProtocolFixture.all("c2s") where !fixture.name.hasPrefix("signal") {
            let message = try decode(fixture.text)
            kinds.insert(Kind(message))
            if case .command(_, let command) = message { commands.insert(RandomCommand(command)) }
        }
        #expect(Set(Kind.allCases).subtracting(kinds) == [], "docs/protocol.md has no example of these")
        #expect(Set(RandomCommand.allCases).subtracting(commands) == [], "nor of these")
    }

    /// A message without what it says.
    private enum Kind: CaseIterable {
        case hello, command, media, statistics, ack, beat

        init(_ message: ClientMessage) {
            self =
                switch message {
                case .hello: .hello
                case .command: .command
                case .media: .media
                case .statistics: .statistics
                case .ack: .ack
                case .beat: .beat
                }
        }
    }

    @Test(arguments: ["signal-offer", "signal-candidates", "signal-restart"])
    func `the protocol has an example of every kind of signal`(_ name: String) throws {
        #expect(try ProtocolFixture.all("c2s").contains { $0.name == name })
    }

    @Test func aCommandCarriesWhatItSays() throws {
        let message = try decode(#"{"type":"edit","id":"h7","section":"petitioner","text":"问：\n","base":3}"#)
        let edit = Paper.Command.edit(section: .petitioner, text: "问：\n", base: 3)
        #expect(message == .command(CommandID("h7"), .paper(edit)))
    }

    @Test(arguments: [
        (#"{"type":"dance","id":"a"}"#, Refusal(.unknownType, field: "type")),
        (#"{"type":"ready","id":"a","x":1}"#, Refusal(.unknownField, field: "x")),
        (#"{"type":"ready"}"#, Refusal(.missingField, field: "id")),
        (#"{"type":"admit","id":"a","seat":9}"#, Refusal(.badField, field: "seat")),
        (#"{"type":"admit","id":"a","seat":"2"}"#, Refusal(.badField, field: "seat")),
        (#"{"type":"admit","id":"a b","seat":2}"#, Refusal(.badField, field: "id")),
        (
            #"{"type":"edit","id":"a","section":"poem","text":"","base":0}"#,
            Refusal(.unknownSection, field: "section")
        ),
        (#"{"id":"a"}"#, Refusal(.missingField, field: "type")),
        (#"["type"]"#, Refusal(.malformed)),
        (#"{"type":"ready","id":"a"}x"#, Refusal(.malformed)),
        (#"{"type":"ready","type":"ready","id":"a"}"#, Refusal(.malformed)),
        (#"{"type":"ready","id":"a""#, Refusal(.malformed)),
        ("{\"type\":\"ready\",\"id\":\"a\u{01}\"}", Refusal(.malformed)),
        ("", Refusal(.malformed)),
    ])
    func aWrongShapeIsRefusedByName(_ text: String, _ expected: Refusal) {
        #expect(throws: expected) { try decode(text) }
    }

    @Test func depthIsBounded() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: Refusal(.tooDeep)) { try decode(#"{"type":"x","links":\#(deep)}"#) }
    }

    @Test func aHelloNamesOneIdentity() {
        let both =
            #"{"type":"hello","seatCredential":"a","session":"b","page":"p","device":"d","seq":0,"links":[]}"#
        #expect(throws: Refusal(.missingField, field: "seatCredential")) { try decode(both) }
    }

    /// Mutations of good messages: whatever comes is refused or understood, and never reads past its end.
    @Test func noMutationOfAMessageIsMoreThanRefused() throws {
        let fixtures = try ProtocolFixture.all("c2s")
        var random = SeededGenerator(seed: 7)
        var refused = 0
        for _ in 0..<20_000 {
            var bytes = try #require(fixtures.randomElement(using: &random)).bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...127, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8.random(in: 32...127, using: &random), at: index)
                }
            }
            do {
                _ = try decode(String(decoding: bytes, as: UTF8.self))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }
}
