package import Foundation

/// A program that a test ran to its end.
package struct ProgramRun: Sendable {
    package let status: Int32
    /// What it wrote, to its output and its errors.
    package let said: String

    /// Runs `program` and waits for its end.
    package init(_ program: URL, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        status = process.terminationStatus
        self.said = String(decoding: said, as: UTF8.self)
    }
}
