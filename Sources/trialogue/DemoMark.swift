import Foundation

/// A file beside the store that says: invented data. Every page then shows 演示数据.
enum DemoMark {
    private static func path(in directory: String) -> String { directory + "/demo" }

    static func stands(in directory: String) -> Bool {
        FileManager.default.fileExists(atPath: path(in: directory))
    }

    static func set(in directory: String) throws {
        try Data().write(to: URL(fileURLWithPath: path(in: directory)))
    }
}
