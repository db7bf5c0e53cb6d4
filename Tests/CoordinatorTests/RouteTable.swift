import Foundation
import Records
import TestKit
import Testing

/// The table of docs/protocol.md, 1.6: every route, what it takes and what it answers.
struct RouteTable {
    struct Row: CustomStringConvertible {
        let method: String
        let path: String
        /// Names of examples; one that begins with a brace is the body itself.
        let takes: [String]
        let statuses: [Int]
        /// Names of examples.
        let answers: [String]
        /// Where the answer is no JSON.
        let contentType: String?

        var description: String { "\(method) \(path)" }

        /// The path as the router has it: what stands for an id is not told there.
        var shape: String { Self.shape(of: path) }

        static func shape(of path: String) -> String {
            path.split(separator: "/").map {
                $0.hasPrefix(":") || $0.allSatisfy(\.isUppercase) ? "_" : String($0)
            }.joined(separator: "/")
        }

        func matches(_ method: String, _ asked: String) -> Bool {
            let (mine, theirs) = (shape.split(separator: "/"), asked.split(separator: "/"))
            return method == self.method && mine.count == theirs.count
                && zip(mine, theirs).allSatisfy { $0 == "_" || $0 == $1 }
        }
    }

    let rows: [Row]
    /// All bodies of HTTP by the names of their examples.
    let examples: [String: ProtocolFixture]

    init() throws {
        let document = try ProtocolFixture.document()
        let section = try #require(document.components(separatedBy: "\n### 1.6 ").dropFirst().first)
        rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n")
            .filter { $0.hasPrefix("| `") }.compactMap(Self.row)
        examples = Dictionary(uniqueKeysWithValues: try ProtocolFixture.all("http").map { ($0.name, $0) })
    }

    private static func row(_ line: Substring) -> Row? {
        let cells = line.split(separator: "|").map { Self.words(String($0)) }
        guard cells.count == 3, let route = cells[0].code.first?.split(separator: " "), route.count == 2
        else { return nil }
        let answers = cells[2].code
        return Row(
            method: String(route[0]), path: String(route[1]), takes: cells[1].code,
            statuses: cells[2].plain.split { !$0.isNumber }.compactMap { Int($0) },
            answers: answers.filter { !$0.contains("/") }, contentType: answers.first { $0.contains("/") })
    }

    /// What stands between backticks in a cell, and the rest.
    private static func words(_ cell: String) -> (code: [String], plain: String) {
        let parts = cell.components(separatedBy: "`")
        return (
            parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] },
            parts.indices.filter { $0.isMultiple(of: 2) }.map { parts[$0] }.joined(separator: " ")
        )
    }

    func values(_ names: [String]) throws -> [JSONValue] {
        try names.map { name in
            let example = try #require(examples[name], "no example \(name)")
            return try JSONDecoder().decode(JSONValue.self, from: Data(example.bytes))
        }
    }
}
