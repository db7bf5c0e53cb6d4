import Foundation
import TestKit
import Testing

/// The simulator is a process of its own: it takes over the loop and every job of it (docs/reliability.md).
@Suite("The whole server, simulated", .timeLimit(.minutes(5)))
struct SimulationTests {
    /// A history that broke a rule once, as `simulate` told it when it had left out what didn't matter.
    struct Transcript: CustomTestStringConvertible {
        let seed: UInt64
        let steps: [Int]
        /// Which rule, and what was mended.
        let rule: String

        var testDescription: String { rule }
    }

    /// What was found by it, and mended.
    static let mended = [
        Transcript(
            seed: 5185, steps: [16, 19, 21, 23, 25, 26, 27, 29, 31, 32, 33, 34, 35, 37, 38],
            rule: "a page is told what happens between its being let in and its welcome")
    ]

    @Test func `histories of twenty seeds break no rule`() throws {
        let played = try simulate("20", "100")
        #expect(played.status == 0, "\(played.said)")
        #expect(played.said.contains("20 histories in"), "\(played.said)")
    }

    @Test func `the same seed leaves the same trace, and another one another`() throws {
        let first = try simulate("--seed", "7")
        #expect(first.status == 0 && first.said.contains("trace"), "\(first.said)")
        #expect(try simulate("--seed", "7").said == first.said)
        #expect(try simulate("--seed", "8").said != first.said)
    }

    @Test func `a step that is left out changes nothing before it`() throws {
        let told = try ["0,1,2,3,4,5", "0,1,2"].map { steps in
            try simulate("--seed", "11", "--steps", steps, "--told").said.split(separator: "\n")
        }
        for lines in told { #expect(lines.contains("-- step 2")) }
        let parts = told.map { $0.prefix { $0 != "-- step 2" } }
        #expect(parts[0] == parts[1])
    }

    @Test(arguments: mended) func `what was found once holds`(_ transcript: Transcript) throws {
        let steps = transcript.steps.map(String.init).joined(separator: ",")
        let played = try simulate("--seed", "\(transcript.seed)", "--steps", steps)
        #expect(played.status == 0, "\(played.said)")
    }

    /// The program beside this one, built with it.
    private func simulate(_ arguments: String...) throws -> ProgramRun {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "simulate")
        return try ProgramRun(program, arguments)
    }
}
