import ArgumentParser
import Foundation

/// `trialogue-bench`: what docs/performance.md tells, measured. The load comes from this process, what is measured runs
/// in others.
struct TrialogueBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialogue-bench", abstract: "Measure Trialogue against plain C on the same libraries.",
        subcommands: [Measure.self, DrawCharts.self, Press.self], defaultSubcommand: Measure.self)
}

struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the scenarios and print a line for each figure.")

    @Option(help: "Write everything measured as JSON.")
    var json: String?
    @Flag(help: "Exit 1 unless every target holds.")
    var check = false
    @Option(help: "Letters of the scenarios to run, as a,c. Default: all.")
    var only = ""
    @Option(help: "The program under test, built for release.")
    var program = ".build/release/trialogue"
    @Option(help: "The project's folder, for pages, baselines and browser scripts.")
    var root = "."
    @Flag(help: "Shorter runs, to try the bench itself; its figures are not for keeping.")
    var short = false

    func run() throws {
        let bench = try Bench(program: program, root: root, isShort: short)
        defer { bench.close() }
        let wanted = Set(only.lowercased().split(separator: ",").map(String.init))
        let unknown = wanted.subtracting(Scenarios.all.map(\.letter))
        guard unknown.isEmpty else {
            throw ValidationError("no scenario \(unknown.sorted().joined(separator: ", "))")
        }
        for scenario in Scenarios.all where wanted.isEmpty || wanted.contains(scenario.letter) {
            bench.run(scenario)
        }
        bench.finish()
        if let json { try bench.report.write(to: json) }
        say("")
        for figure in bench.report.figures where figure.target != nil { say(Self.verdict(figure)) }
        for fault in bench.report.faults { say("FAILED  \(fault)") }
        let missed = bench.report.missed.count + bench.report.faults.count
        let held = bench.report.figures.count { $0.target?.holds(for: $0.value) == true }
        say("\(held) targets hold, \(missed) missed")
        if check && missed > 0 { throw ExitCode(1) }
    }

    private static func verdict(_ figure: Figure) -> String {
        let holds = figure.target?.holds(for: figure.value) == true
        return "\(holds ? "holds " : "MISSED") (\(figure.scenario)) \(figure.name): "
            + "\(Figure.short(figure.value)) \(figure.unit), target \(figure.target?.words ?? "")"
    }
}

/// A line for the person at the console.
func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

/// Why a scenario can't be measured.
struct BenchFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
