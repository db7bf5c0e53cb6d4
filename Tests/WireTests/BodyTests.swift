import Foundation
import Mediation
import Testing
import Wire

@Suite("Bodies of requests", .timeLimit(.minutes(10)))
struct BodyTests {
    private func read(_ text: String) throws -> String {
        try Body.read(Data(text.utf8), members: ["a", "list"]) { try $0.word("a") }
    }

    @Test func whatIsNoObjectOfOursIsRefusedByName() {
        #expect(throws: Refusal(.unknownField, field: "b")) { try read(#"{"a":"x","b":1}"#) }
        #expect(throws: Refusal(.missingField, field: "a")) { try read("{}") }
        #expect(throws: Refusal(.badField, field: "a")) { try read(#"{"a":1}"#) }
        #expect(throws: Refusal(.malformed)) { try read(#"{"a":"x"} {}"#) }
        #expect(throws: Refusal(.malformed)) { try read("[1]") }
        #expect(throws: Refusal(.malformed)) { try read("") }
    }

    @Test func depthIsBoundedBeforeAnythingIsDecoded() {
        let deep = String(repeating: "[", count: 4000) + String(repeating: "]", count: 4000)
        #expect(throws: Refusal(.tooDeep)) { try read(#"{"a":"x","list":\#(deep)}"#) }
    }

    @Test func theFieldOfAListIsNamedToo() {
        #expect(throws: Refusal(.unknownField, field: "list[0].x")) {
            try Body.read(Data(#"{"list":[{"x":1}]}"#.utf8), members: ["list"]) {
                try $0.objects("list", members: ["y"]) { try $0.text("y", .line, atMost: 5) }
            }
        }
    }
}
