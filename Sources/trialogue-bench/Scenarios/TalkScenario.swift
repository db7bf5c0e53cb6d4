import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// (l) What an hour's talk of four people writes: the room, its codec and the store that serve it, fed in this process
/// with everything that four pages say in an hour, on a clock that nobody waits for.
struct TalkScenario: Scenario {
    let letter = "l"
    let title = "bytes: an hour's talk of four people"

    /// Talks after the first, which pays for pages that the later ones use again.
    private static let talks = 4

    func run(_ bench: Bench) throws {
        let folder = try bench.folder("talk") + "/data"
        let words = try Self.words(bench.root)
        var left: [Double] = []
        var written: [Double] = []
        var sum = TalkPlay.Sum()
        for index in 0...Self.talks {
            let before = (size: Self.size(of: folder), written: Self.writtenBytes)
            sum = try StorageWait.until {
                let store = try await SQLiteStore.open(directory: folder, creating: index == 0)
                let sum = try await TalkPlay.hour(index, in: store, writing: words)
                // Closing folds the log into the database: then all that the talk left is in its size.
                try await store.close()
                return sum
            }
            guard index > 0 else { continue }
            left.append((Self.size(of: folder) - before.size) / 1024)
            written.append((Self.writtenBytes - before.written) / 1024)
        }
        try FileManager.default.removeItem(atPath: folder)
        let mean = left.reduce(0, +) / Double(left.count)
        bench.record(
            Figure(
                letter, "left in the store by a talk", mean, "KiB", .atMost(150),
                note: "growth of the database's file, mean of \(left.count) talks after a first one; "
                    + "\(sum.entries) entries of the journal, \(sum.edits) saved edits, \(sum.reports) reports of links"
            ))
        bench.record(
            Figure(
                letter, "content that was handed to the store", Double(sum.bytes) / 1024, "KiB",
                note: "events, results, minutes and each edit's whole section before packing and sealing"))
        bench.record(
            Figure(
                letter, "written to the store's files", written.median, "KiB",
                note:
                    "all of this process's write(2): whole pages of 4 KiB, into the log and then into the database; "
                    + "\(sum.commits) commits"))
    }

    /// Sentences of the pages themselves: as much Chinese as an hour's minutes hold, and none of it twice.
    private static func words(_ root: String) throws -> [Unicode.Scalar] {
        let table = try String(contentsOfFile: "\(root)/web-static/text/party.zh-CN.json", encoding: .utf8)
        let sentences = table.split(separator: "\"").filter { piece in
            piece.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) } > 5
        }
        let text = sentences.enumerated().map {
            ($0.offset.isMultiple(of: 2) ? "问：" : "答：") + $0.element + "\n"
        }
        guard text.joined().unicodeScalars.count > TalkPlay.letters else {
            throw BenchFault("too few sentences for an hour's minutes")
        }
        return Array(text.joined().unicodeScalars)
    }

    private static func size(of folder: String) -> Double {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return sum + ((attributes?[.size] as? NSNumber)?.doubleValue ?? 0)
        }
    }

    /// Bytes that this process has handed to write(2) so far (proc(5), `wchar`).
    private static var writtenBytes: Double {
        let text = (try? String(contentsOfFile: "/proc/self/io", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("wchar:") }
        return line.flatMap { Double($0.dropFirst("wchar:".count).trimmingCharacters(in: .whitespaces)) }
            ?? .nan
    }
}
