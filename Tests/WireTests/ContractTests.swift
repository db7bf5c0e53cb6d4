import Foundation
import Mediation
import TestKit
import Testing

@testable import Wire

/// docs/protocol.md shows what the server says, and nothing else: the fields of its examples and those of everything that random
/// histories of a room make it say are the same.
@Suite("The protocol's examples and what the server says", .timeLimit(.minutes(10)))
struct ContractTests {
    /// Every field of a value by its path, such as `seats[].media.camera`.
    private static func paths(_ value: Any, at path: String = "") -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: []) { paths, member in
                let here = path.isEmpty ? member.key : "\(path).\(member.key)"
                paths.insert(here)
                paths.formUnion(Self.paths(member.value, at: here))
            }
        case let array as [Any]:
            array.reduce(into: []) { $0.formUnion(Self.paths($1, at: path + "[]")) }
        default: []
        }
    }

    private struct Said {
        /// Paths by the message's type.
        var paths: [String: Set<String>] = [:]

        mutating func hear(_ bytes: [UInt8]) throws {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            let type = try #require(object["type"] as? String)
            paths[type, default: []].formUnion(ContractTests.paths(object))
        }

        mutating func hear(_ message: ServerMessage) throws {
            try hear(message.isSequenced ? message.numbered(1) : message.bytes)
        }
    }

    private static let access = RelayAccess(
        policy: "relay",
        servers: [.init(urls: ["turn:127.0.0.1:3478?transport=udp"], username: "x", credential: "c2Vj")],
        expiresAt: Instant(milliseconds: 1))

    /// What the server says in many histories of which none is like another.
    private static func saidInHistories() throws -> Said {
        var said = Said()
        for message in [ServerMessage.beat, .pending, .relay(access), .refused(Refusal(.fault, field: "a"))] {
            try said.hear(message)
        }
        let command = CommandID("k1")
        for seed in 0..<150 {
            var random = SeededGenerator(seed: UInt64(seed) &+ 3_000_000)
            var play = RoomDriver(guests: 3)
            switch seed % 3 {
            case 0:
                try? play.seatEveryone()
                let shield = Shield(RoomDriver.seat(2), from: RoomDriver.seat(3), by: .name)
                _ = try? play.say(1, .shield(shield, on: true))
            case 1: for seat in 2...4 { try? play.bring(seat) }
            default: break
            }
            for step in 0..<80 {
                play.wait(.seconds(Int64.random(in: 0...40, using: &random)))
                do {
                    for effect in try play.handle(RandomInput.next(for: play, &random)) {
                        switch effect {
                        case .answer(let result): try said.hear(.result(command, result))
                        case .draft(let section, _):
                            let text = play.room.paper.draft.text(of: section)
                            try said.hear(.draft(section, text: text, revision: 1))
                        default: break
                        }
                    }
                } catch let refusal as Refusal {
                    try said.hear(.refused(refusal, id: command))
                }
                guard step.isMultiple(of: 6) else { continue }
                for seat in play.room.seats {
                    try said.hear(.update(play.room.view(.all, for: seat.number)))
                    try said.hear(
                        .welcome(
                            Welcome(
                                run: "r", seat: seat.number, isReplay: false, now: play.now, build: "0.1.0",
                                notice: "2026-11", grace: .seconds(60), relay: access,
                                state: play.room.view(.all, for: seat.number))))
                }
            }
        }
        return said
    }

    /// The list of words in a sentence of the protocol: "`what`: `opened consented …`".
    @Test func everyHappeningStandsInTheProtocolAndNoOther() throws {
        let line = try #require(
            try ProtocolFixture.document().split(separator: "\n").first { $0.hasPrefix("`happenings`: ") })
        let words = try #require(line.split(separator: "`").dropLast().last).split(separator: " ").map(
            String.init)
        #expect(words == Happening.What.allCases.map(\.rawValue))
    }

    @Test func everyFieldThatTheServerSaysStandsInAnExampleAndNoOther() throws {
        var shown = Said()
        for fixture in try ProtocolFixture.all("s2c") { try shown.hear(fixture.bytes) }
        // A relayed signal is another page's words, not the server's.
        shown.paths["signal"] = nil
        let said = try Self.saidInHistories()
        #expect(Set(said.paths.keys) == Set(shown.paths.keys))
        // A section of the state is shown once: in the welcome or in an update.
        var state: (said: Set<String>, shown: Set<String>) = ([], [])
        for type in said.paths.keys.sorted() {
            var (these, those) = (said.paths[type] ?? [], shown.paths[type] ?? [])
            if type == "welcome" || type == "update" {
                state.said.formUnion(these.map { $0.replacingOccurrences(of: "state.", with: "") })
                state.shown.formUnion(those.map { $0.replacingOccurrences(of: "state.", with: "") })
                continue
            }
            these.subtract(those)
            those.subtract(said.paths[type] ?? [])
            #expect(these.isEmpty, "\(type): said, and in no example: \(these.sorted())")
            #expect(those.isEmpty, "\(type): in an example, and never said: \(those.sorted())")
        }
        let hidden = state.said.subtracting(state.shown).sorted()
        let invented = state.shown.subtracting(state.said).sorted()
        #expect(hidden.isEmpty, "state: said, and in no example: \(hidden)")
        #expect(invented.isEmpty, "state: in an example, and never said: \(invented)")
    }
}
