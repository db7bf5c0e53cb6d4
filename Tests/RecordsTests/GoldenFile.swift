import Foundation
import Records
import Testing

/// A file of golden lines: what programs have written, a line each, `KIND NUMBER BYTES`. The number tells the sample that the
/// bytes were made of. A line is never edited and never taken away; a later version of the same sample is a line below.
struct GoldenFile {
    struct Line: CustomTestStringConvertible {
        let kind: String
        let sample: Int
        let bytes: [UInt8]

        var testDescription: String { "\(kind) \(sample)" }
        var text: String { "\(kind) \(sample) \(String(decoding: bytes, as: UTF8.self))" }
    }

    /// Which sample, as a line names it.
    struct Place: Hashable, CustomStringConvertible {
        let kind: String
        let sample: Int

        var description: String { "\(kind) \(sample)" }
    }

    /// A row that is no text stands in its line by its digits.
    static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { Array((($0 < 16 ? "0" : "") + String($0, radix: 16)).utf8) }
    }

    static func bytes(hexadecimal digits: [UInt8]) -> [UInt8] {
        stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    let address: URL
    private(set) var lines: [Line]

    init(_ name: String) throws {
        address = Self.folder.appendingPathComponent(name)
        lines = try String(contentsOf: address, encoding: .utf8).split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            let sample = try #require(Int(parts[1]))
            return Line(kind: String(parts[0]), sample: sample, bytes: Array(parts[2].utf8))
        }
    }

    /// Compares what is written today with the newest line of each sample, and says what differs. `made` are the samples'
    /// bytes of today. A sample without a line gets one when the environment says `GOLDEN_LINES=add`, and so does one
    /// whose record has risen to a new version; a line of the present version that is no longer written is a fault always.
    mutating func compare(with made: [(kind: String, sample: Int, bytes: [UInt8])]) throws {
        let mayAdd = ProcessInfo.processInfo.environment["GOLDEN_LINES"] == "add"
        for (kind, sample, bytes) in made {
            let newest = lines.last { $0.kind == kind && $0.sample == sample }
            if let newest, Self.isSame(newest.bytes, bytes) { continue }
            let isNext = newest.map { Self.version(of: bytes) > Self.version(of: $0.bytes) } ?? true
            let line = Line(kind: kind, sample: sample, bytes: bytes)
            guard isNext, mayAdd else {
                Issue.record(
                    """
                    \(isNext ? "no golden line yet" : "the stored bytes have changed"): \(kind) \(sample)
                    \(newest.map { "kept: " + $0.text } ?? "")
                    made: \(line.text)
                    """)
                continue
            }
            lines.append(line)
            try (lines.map(\.text).joined(separator: "\n") + "\n")
                .write(to: address, atomically: true, encoding: .utf8)
        }
        let known = Set(made.map { Place(kind: $0.kind, sample: $0.sample) })
        for line in lines where !known.contains(Place(kind: line.kind, sample: line.sample)) {
            Issue.record("nothing gives back \(line.testDescription): a kind is never taken away")
        }
    }

    private struct Version: Decodable { let v: Int? }

    /// What has no `v` is of version 1.
    static func version(of bytes: [UInt8]) -> Int {
        (try? JSONDecoder().decode(Version.self, from: Data(bytes)))?.v ?? 1
    }

    /// Byte for byte, but for the `v` that the first lines were written without.
    private static func isSame(_ kept: [UInt8], _ made: [UInt8]) -> Bool {
        kept == made || with(version: 1, kept) == made
    }

    /// The same object with its `v`, which stands where its name belongs among the others'.
    private static func with(version: Int, _ bytes: [UInt8]) -> [UInt8]? {
        guard var members = try? JSONDecoder().decode(JSONMembers.self, from: Data(bytes)) else { return nil }
        guard members["v"] == nil else { return nil }
        // The text is cut, not made anew: a number keeps its spelling.
        let text = String(decoding: bytes, as: UTF8.self)
        members["v"] = .whole(Int64(version))
        let names = members.members.keys.sorted()
        let member = "\"v\":\(version)"
        guard let place = names.firstIndex(of: "v") else { return nil }
        if names.count == 1 { return Array("{\(member)}".utf8) }
        // Every name of ours that may stand at the top is before `v`, or one after it is `version`, `wall…`, `word…`.
        guard place + 1 < names.count else { return Array((text.dropLast() + ",\(member)}").utf8) }
        guard let cut = text.range(of: "\"\(names[place + 1])\":") else { return nil }
        return Array((text[..<cut.lowerBound] + member + "," + text[cut.lowerBound...]).utf8)
    }
}
