internal import Foundation

/// The examples of docs/protocol.md: they are the fixtures of both sides.
package struct ProtocolFixture: Sendable, CustomStringConvertible {
    /// `c2s`, `s2c` or `http`.
    package let direction: String
    package let name: String
    package let text: String

    package var description: String { "\(direction) \(name)" }
    package var bytes: [UInt8] { Array(text.utf8) }

    /// The text of docs/protocol.md.
    package static func document() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("docs/protocol.md"), encoding: .utf8)
    }

    /// All examples of one direction, in the document's order.
    package static func all(_ direction: String) throws -> [ProtocolFixture] {
        let document = try document()
        var fixtures: [ProtocolFixture] = []
        var heading: [Substring]?
        var lines: [Substring] = []
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if let found = heading {
                if line == "```" {
                    if found[1] == direction {
                        fixtures.append(
                            ProtocolFixture(
                                direction: direction, name: String(found[2]),
                                text: lines.joined(separator: "\n")))
                    }
                    heading = nil
                    lines = []
                } else {
                    lines.append(line)
                }
            } else if line.hasPrefix("```json ") {
                let words = line.dropFirst(3).split(separator: " ")
                if words.count == 3 { heading = words }
            }
        }
        return fixtures
    }
}
