import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// What it takes to verify a whole record, to sign it and to prove a case, with a million entries in it: commands of the
/// program under test on a store that is made here.
struct VerifyScenario: Scenario {
    let letter = "m"
    let title = "the whole record verified, signed and proven"

    private static let rounds = 5

    func run(_ bench: Bench) throws {
        let cases = bench.isShort ? 500 : 10_000
        let folder = try bench.folder("record")
        let entries = try StorageWait.until {
            try await VerifiedRecord.fill("\(folder)/data", cases: cases)
        }
        try StoredCases.warm("\(folder)/data")
        let data = ["--data", "\(folder)/data"]
        try record(
            bench, "verify, \(entries / 1000),000 entries and the rows of \(cases) cases", .atMost(60),
            expecting: [
                "entries verified: \(entries)\n", "cases compared: \(cases);", "in \(cases)\n", "intact",
            ]
        ) { _ in ["verify"] + data }
        _ = try Self.output(
            bench.program, ["key", "make", "--file", "\(folder)/log.key", "--name", "bench.example/log"])
        let key = ["--key", "\(folder)/log.key"]
        try record(bench, "a checkpoint signed", expecting: ["entries: \(entries)\n"]) {
            ["checkpoint", "--to", "\(folder)/checkpoint.\($0)"] + data + key
        }
        try record(
            bench, "a case of \(VerifiedRecord.entriesOfCase) entries proven",
            expecting: ["proven: \(VerifiedRecord.entriesOfCase) entries"]
        ) {
            ["prove", "--case", StoredCases.number(cases / 2), "--to", "\(folder)/proof.\($0)"] + data + key
        }
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Seconds of one run of the program, start and end included: the median.
    private func record(
        _ bench: Bench, _ name: String, _ target: Figure.Target? = nil, expecting words: [String],
        _ arguments: (Int) -> [String]
    ) throws {
        var rounds: [Double] = []
        for round in 0..<Self.rounds {
            let began = Monotonic.seconds
            let said = try Self.output(bench.program, arguments(round))
            rounds.append(Monotonic.seconds - began)
            guard words.allSatisfy(said.contains) else { throw BenchFault("\(name): \(said)") }
        }
        let spread = "\(Figure.short(rounds.min() ?? .nan)) to \(Figure.short(rounds.max() ?? .nan)) s"
        bench.record(Figure(letter, name, rounds.median, "s", target, note: spread))
    }

    private static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchFault("\(arguments[0]) ended with \(process.terminationStatus)")
        }
        return String(decoding: said, as: UTF8.self)
    }
}
