import Foundation

/// Measurements that a real browser takes: a script of Tests/Bench drives it and prints its figures as one line of JSON,
/// a list of `{"name", "value", "unit", "atMost"?, "atLeast"?, "note"?}`. What else it prints is for people.
struct BrowserScenario: Scenario {
    let letter: String
    let title: String
    let script: String

    private struct Row: Decodable {
        let name: String
        let value: Double
        let unit: String
        let atMost: Double?
        let atLeast: Double?
        let note: String?
    }

    func run(_ bench: Bench) throws {
        let python = "\(bench.root)/.venv/bin/python"
        var arguments = ["\(bench.root)/Tests/Bench/\(script)", "--program", bench.program]
        if bench.isShort { arguments.append("--short") }
        let said = try Self.output(of: python, arguments)
        guard let line = said.split(separator: "\n").last(where: { $0.hasPrefix("[") }) else {
            throw BenchFault("\(script) printed no figures: \(said.suffix(400))")
        }
        for row in try JSONDecoder().decode([Row].self, from: Data(line.utf8)) {
            let target = row.atMost.map(Figure.Target.atMost) ?? row.atLeast.map(Figure.Target.atLeast)
            bench.record(Figure(letter, row.name, row.value, row.unit, target, note: row.note))
        }
    }

    private static func output(of program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw BenchFault("\(arguments[0]) ended with \(process.terminationStatus): \(text.suffix(400))")
        }
        return text
    }
}
