import Foundation
import Mediation
import TestKit
import Testing
import Wire

/// docs/protocol.md, section 5: every number that comes in has its bounds.
@Suite(.timeLimit(.minutes(10))) struct NumbersTests {
    private static func refusal(_ body: () throws -> Void) -> Refusal? {
        do {
            try body()
            return nil
        } catch {
            return error as? Refusal
        }
    }

    private static func headCount(_ number: String) -> Refusal? {
        let text =
            #"{"request":"r-1","title":"噪声","channel":"visit","contentClass":"appeal_request","claims":"停","facts":"有","#
            + #""headCount":\#(number),"parties":[{"role":"petitioner","name":"霍星野"}]}"#
        return refusal {
            let (_, registration) = try RegistrationBodies.registration(
                Data(text.utf8), receivedAt: Instant(milliseconds: 1)
            ) { PartyID("p-1") }
            #expect(Registration.headCounts.contains(registration.headCount))
        }
    }

    @Test(arguments: ["1", "100000", "1e3", "12.0", "1.5e1", "null"])
    func `A whole number within its bounds is taken in every spelling`(number: String) {
        #expect(Self.headCount(number) == nil)
    }

    @Test(arguments: [
        "0", "-0", "-1", "100001", "1.5", "0.1", "1e6", "1e-1", "1e308", "1e309", "-1e308",
        "9007199254740993",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e99999", "true", "\"3\"",
        "[3]",
        "{}", "123456789012345678901234567890",
    ])
    func `What is out of its bounds, or no whole number, is refused by its name`(number: String) {
        #expect(Self.headCount(number) == Refusal(.badField, field: "headCount"))
    }

    @Test(arguments: ["NaN", "Infinity", "01", "+1", ".5", "1.", "0x1", "1e", "--1"])
    func `What is no number of JSON is malformed`(number: String) {
        #expect(Self.headCount(number)?.code == .malformed)
    }

    @Test(arguments: [
        ("1", true), ("9007199254740991", true), ("0", false), ("9007199254740992", false), ("1e300", false),
    ])
    func `A version is what a page's numbers hold`(version: String, isTaken: Bool) {
        let body = #"{"request":"r-1","version":\#(version),"command":"receive"}"#
        let refusal = Self.refusal { _ = try CaseBodies.command(Data(body.utf8)) }
        #expect(refusal == (isTaken ? nil : Refusal(.badField, field: "version")))
    }

    @Test(arguments: [
        ("1777046399000", true), ("0", true), ("4102444800000", true), ("4102444800001", false),
        ("-1", false),
        ("9223372036854775807", false), ("-9223372036854775808", false), ("1.5", false), ("1e308", false),
    ])
    func `A moment lies between 1970 and 2100`(due: String, isTaken: Bool) {
        let body =
            #"{"request":"r-1","version":1,"command":"supervise","due":\#(due),"reason":"查"}"#
        let refusal = Self.refusal { _ = try CaseBodies.command(Data(body.utf8)) }
        #expect(refusal == (isTaken ? nil : Refusal(.badField, field: "due")))
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-1-1", "12-05-06", "05/06/12", "２０２０-01-01",
        "2020-01-01T00:00",
    ])
    func `A date of birth is a day of the calendar`(text: String) {
        let body = #"{"request":"r-1","role":"witness","name":"苏见微","birthDate":"\#(text)"}"#
        let refusal = Self.refusal { _ = try RegistrationBodies.party(Data(body.utf8), id: PartyID("p-1")) }
        #expect(refusal == Refusal(.badField, field: "birthDate"))
    }

    @Test func `A fault in a list is told with its place`() {
        let body =
            #"{"request":"r-1","title":"噪声","channel":"visit","contentClass":"appeal_request","claims":"停","parties":["#
            + #"{"role":"petitioner","name":"霍星野"},{"role":"witness","name":"苏见微","birthDate":"x"}]}"#
        let refusal = Self.refusal {
            _ = try RegistrationBodies.registration(Data(body.utf8), receivedAt: Instant(milliseconds: 1)) {
                PartyID("p-1")
            }
        }
        #expect(refusal == Refusal(.badField, field: "parties[1].birthDate"))
    }

    @Test func `The table of the protocol names the bounds of the program`() throws {
        var table: [String: ClosedRange<Int>] = [:]
        for row in try ProtocolFixture.document().split(separator: "\n") where row.hasPrefix("| `") {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, let range = cells[1].firstIndex(of: "…"),
                let least = Int(cells[1][..<range]), let most = Int(cells[1][cells[1].index(after: range)...])
            else { continue }
            table[cells[0].filter { $0 != "`" }] = least...most
        }
        #expect(table == WireLimits.ranges)
    }

    @Test func `A body has one spelling`() {
        let one = OneSpelling.of(Data(#"{ "b" : [1.0, 2.50, true, null], "a":"\u4e2d\/x" }"#.utf8))
        let other = OneSpelling.of(Data(#"{"a":"中/x","b":[1,2.5,true,null]}"#.utf8))
        #expect(one == other)
        #expect(OneSpelling.of(Data(#"{"a":1}"#.utf8)) != OneSpelling.of(Data(#"{"a":true}"#.utf8)))
        #expect(OneSpelling.of(Data(#"{"a":"1"}"#.utf8)) != OneSpelling.of(Data(#"{"a":1}"#.utf8)))
        #expect(OneSpelling.of(Data("no JSON".utf8)) == Data("no JSON".utf8))
    }
}
