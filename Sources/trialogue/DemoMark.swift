import Foundation
import Mediation

/// A file beside the store that says: invented data. Every page then shows 演示数据. While the seeding is under way it holds
/// the moment that the data lie around; afterwards it is empty.
enum DemoMark {
    private static func path(in directory: String) -> String { directory + "/demo" }

    static func stands(in directory: String) -> Bool {
        FileManager.default.fileExists(atPath: path(in: directory))
    }

    /// The moment of a seeding that was cut off; nil when there is none.
    static func unfinished(in directory: String) throws -> Instant? {
        guard let data = FileManager.default.contents(atPath: path(in: directory)) else { return nil }
        return Int64(String(decoding: data, as: UTF8.self)).map { Instant(milliseconds: $0) }
    }

    static func begin(in directory: String, at moment: Instant) throws {
        try put(String(moment.milliseconds), in: directory)
    }

    static func finish(in directory: String) throws { try put("", in: directory) }

    private static func put(_ text: String, in directory: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(in: directory)), options: .atomic)
    }
}
