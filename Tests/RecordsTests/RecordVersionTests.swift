import Foundation
import Mediation
import Testing

@testable import Records

/// A record of the test's own that has changed twice: a member got another name, then one was added whose absence meant
/// something.
private struct Parcel: StoredRecord, Hashable {
    let weight: Int
    let fragile: Bool
    let labels: [String]

    static let title = "a parcel"
    static let upcasts: [Upcast] = [
        { members in
            guard let grams = members["grams"] else {
                throw RecordError.damaged("a parcel: grams is missing")
            }
            members["weight"] = grams
            members["grams"] = nil
        },
        // Before there was a choice, everything was handled as if it could break.
        { members in members["fragile"] = members["fragile"] ?? .flag(true) },
    ]
}

@Suite(.timeLimit(.minutes(10))) struct RecordVersionTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func error(_ body: () throws -> Void) -> RecordError? {
        do {
            try body()
            return nil
        } catch {
            return error as? RecordError
        }
    }

    @Test func `a record is written in the newest version, its members in order`() throws {
        let bytes = try Parcel(weight: 5, fragile: false, labels: ["易碎"]).encoded()
        #expect(
            String(decoding: bytes, as: UTF8.self) == #"{"fragile":false,"labels":["易碎"],"v":3,"weight":5}"#)
        #expect(try Parcel(encoded: bytes) == Parcel(weight: 5, fragile: false, labels: ["易碎"]))
    }

    @Test(
        arguments: [
            #"{"grams":5,"labels":["易碎"]}"#, #"{"grams":5,"labels":["易碎"],"v":1}"#,
            #"{"labels":["易碎"],"v":2,"weight":5}"#,
        ])
    func `a record of an older version comes up step by step`(_ text: String) throws {
        let parcel = try Parcel(encoded: Self.bytes(text))
        #expect(parcel == Parcel(weight: 5, fragile: true, labels: ["易碎"]))
    }

    @Test func `a step that finds what it needs missing says so`() {
        #expect(
            Self.error { _ = try Parcel(encoded: Self.bytes(#"{"labels":[]}"#)) }
                == .damaged("a parcel: grams is missing"))
        #expect(
            Self.error { _ = try Parcel(encoded: Self.bytes(#"{"weight":1,"v":2}"#)) }
                == .damaged("a parcel: labels is missing"))
    }

    @Test func `a step leaves numbers and texts as they were`() throws {
        let text = #"{"a":9007199254740993,"b":0.1,"c":"\"\\/\n","d":[null,true,{"e":-1}]}"#
        let members = try JSONDecoder().decode(JSONMembers.self, from: Data(text.utf8))
        #expect(members["a"] == .whole(9_007_199_254_740_993))
        #expect(members["b"] == .number(0.1))
        let again = try JSONDecoder().decode(JSONMembers.self, from: JSONEncoder().encode(members))
        #expect(again == members)
    }

    @Test func `a record of a newer version is refused as that, by name and version`() throws {
        let event = try RoomEvent.table(.started).encoded()
        let newer = Self.bytes(
            String(decoding: event, as: UTF8.self).replacingOccurrences(of: "\"v\":2", with: "\"v\":3"))
        #expect(
            Self.error { _ = try RoomEvent(kind: "room.started", payload: newer) }
                == .newer("an event of a room of version 3; this program knows 2"))
        #expect(
            Self.error { _ = try CaseFile(encoded: Self.bytes(#"{"v":9}"#)) }
                == .newer("the file of a case of version 9; this program knows 5"))
        #expect(
            Self.error { _ = try CaseEvent(kind: "case.taken", payload: Self.bytes(#"{"v":4}"#)) }
                == .newer("an event of a case of version 4; this program knows 3"))
        #expect(
            Self.error { _ = try CommandResult(encoded: Self.bytes(#"{"v":2}"#)) }
                == .newer("the answer to a command of version 2; this program knows 1"))
        #expect(
            Self.error { _ = try AccountProfile.parts(of: [0] + Self.bytes(#"{"v":3}"#)) }
                == .newer("the profile of an account of version 3; this program knows 2"))
    }

    @Test func `a kind or a word that this program does not know is of a newer one`() {
        #expect(
            Self.error { _ = try RoomEvent(kind: "room.danced", payload: Self.bytes(#"{"danced":{}}"#)) }
                == .newer("an event of the kind room.danced, which this program doesn't know"))
        #expect(
            Self.error { _ = try CaseEvent(kind: "case.sung", payload: []) }
                == .newer("an event of the kind case.sung, which this program doesn't know"))
        #expect(
            Self.error {
                let payload = Self.bytes(#"{"ended":{"note":"","reason":"moonshine"}}"#)
                _ = try RoomEvent(kind: "room.ended", payload: payload)
            } == .newer("a value of EndReason that this program doesn't know"))
        #expect(
            Self.error { _ = try Role(word: "emperor") }
                == .newer("a value of Role that this program doesn't know"))
        #expect(Self.error { _ = try DraftSection(word: "dreams") } != nil)
        #expect(throws: Never.self) { try DraftSection(word: "private_note") }
    }

    /// The detail goes to a log: names of members, and nothing of what stands in them.
    @Test(
        arguments: [
            (#"{"identified":{"method":"contact","note":"林晚舟"}}"#, "identified.seat is missing"),
            (#"{"identified":{"method":"contact","note":null,"seat":2}}"#, "identified.note is null"),
            (
                #"{"identified":{"method":"contact","note":["林晚舟"],"seat":2}}"#,
                "identified.note is of another type"
            ),
            (#"{"identified":{"method":"contact","note":"林晚舟","seat":2}"#, "no record"),
            (#"{"林晚舟":{}}"#, "the whole is of another type"), ("", "no record"),
        ])
    func `a damaged record is told by its place and never by its content`(_ text: String, _ place: String) {
        let error = Self.error { _ = try RoomEvent(kind: "room.identified", payload: Self.bytes(text)) }
        #expect(error == .damaged("an event of a room: " + place))
    }

    @Test func `an event under another's kind, and a seat that is none, are damaged`() {
        #expect(
            Self.error { _ = try RoomEvent(kind: "room.lost", payload: Self.bytes(#"{"left":{"seat":2}}"#)) }
                == .damaged("an event of another kind than room.lost"))
        #expect(
            Self.error { _ = try RoomEvent(kind: "room.lost", payload: Self.bytes(#"{"lost":{"seat":9}}"#)) }
                == .damaged("a seat is none of the table's"))
    }

    @Test func `what can't be encoded never becomes bytes`() {
        let report = LinkReport(
            peer: RoomEventSamples.seat(3), epoch: 1, state: .new, path: nil, rttMs: .infinity, jitterMs: nil,
            lossPercent: nil, audioKbps: nil, videoKbps: nil, framesDecoded: nil, framesPerSecond: nil,
            freezes: nil, concealedPercent: nil)
        #expect(
            Self.error {
                _ = try RoomEvent.links(.measured(seat: RoomEventSamples.seat(2), [report])).encoded()
            }
                == .unencodable("an event of a room can't be encoded"))
    }
}
