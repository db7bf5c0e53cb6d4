import ArgumentParser

/// `trialogue-bench draw-charts`: the charts of docs/, from the JSON of a run.
struct DrawCharts: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Draw the charts of docs/ from a run's JSON.")

    @Argument(help: "What `--json` wrote.")
    var report: String
    @Option(help: "Where the pictures go.")
    var into = "docs"

    func run() throws {
        let report = try Report.read(report)
        say("\(report.figures.count) figures")
    }
}
