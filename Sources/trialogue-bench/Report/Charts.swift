import ArgumentParser
import Foundation

/// `trialogue-bench draw-charts`: the charts of docs/, from the JSON of a run.
struct DrawCharts: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Draw the charts of docs/ from a run's JSON.")

    @Argument(help: "What `--json` wrote.")
    var report: String
    @Option(help: "Where the pictures go.")
    var into = "docs"

    private static let rivals = ["Trialogue", "plain C, WRITEABLE", "plain C, direct", "spreed-signaling"]

    func run() throws {
        let report = try Report.read(report)
        let under =
            "\(report.machine.processor), \(report.machine.cores) cores, \(report.startedAt.prefix(10))"
        let people = ["30", "300", "3000"]
        try draw(
            "throughput",
            BarChart(
                title: "Signals relayed a second, at saturation",
                unit: "messages of 1 KiB a second; more is better",
                under: under,
                groups: Self.groups(report, people) { "\($0), \($1) people, at saturation" }))
        try draw(
            "latency",
            BarChart(
                title: "99 of 100 messages arrive within, at half load", unit: "microseconds; less is better",
                under: under,
                groups: Self.groups(report, people) { "\($0), \($1) people, p99 at half load" }))
        try draw(
            "memory",
            BarChart(
                title: "Memory of a connected person", unit: "KiB; less is better", under: under,
                groups: Self.groups(report, ["3000"]) { "\($0), memory a person, \($1) connected" }))
    }

    private static func groups(
        _ report: Report, _ people: [String], _ name: (String, String) -> String
    ) -> [BarChart.Group] {
        people.compactMap { count in
            let bars = rivals.enumerated().compactMap { index, rival in
                report.figures.first { $0.scenario == "a" && $0.name == name(rival, count) }
                    .map { BarChart.Bar(name: rival, value: $0.value, style: index) }
            }
            return bars.isEmpty ? nil : BarChart.Group(name: "\(count) people", bars: bars)
        }
    }

    private func draw(_ name: String, _ chart: BarChart) throws {
        guard !chart.groups.isEmpty else { return say("\(name): the run has no figures for it") }
        try chart.svg.write(toFile: "\(into)/\(name).svg", atomically: true, encoding: .utf8)
        say("\(into)/\(name).svg")
    }
}

/// Horizontal bars in groups, each with its name and number beside it: nothing is told by colour alone.
struct BarChart {
    struct Bar {
        let name: String
        let value: Double
        let style: Int
    }
    struct Group {
        let name: String
        let bars: [Bar]
    }

    let title: String
    let unit: String
    let under: String
    let groups: [Group]

    private static let width = 760.0
    private static let left = 210.0
    private static let right = 110.0
    private static let fills = ["#1c3f7c", "#8a93a3", "#5d6675", "#c9a26a"]

    private var most: Double { groups.flatMap(\.bars).map(\.value).max() ?? 1 }

    /// The picture as text, with a description for those who hear it.
    var svg: String {
        var y = 74.0
        var body = ""
        for group in groups {
            body += text(24, y + 4, group.name, size: 14, weight: 600)
            y += 14
            for bar in group.bars {
                let length = max(1, bar.value / most * (Self.width - Self.left - Self.right))
                let fill = Self.fills[bar.style % Self.fills.count]
                body += text(Self.left - 10, y + 14, bar.name, size: 13, anchor: "end")
                body +=
                    "<rect x=\"\(Self.short(Self.left))\" y=\"\(Self.short(y + 2))\" width=\"\(Self.short(length))\" "
                    + "height=\"16\" fill=\"\(fill)\"/>\n"
                body += text(
                    Self.left + length + 8, y + 14, Figure.short(bar.value), size: 13,
                    weight: bar.style == 0 ? 600 : 400)
                y += 22
            }
            y += 22
        }
        let height = y + 12
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.short(Self.width)) \(Self.short(height))" \
            width="\(Self.short(Self.width))" height="\(Self.short(height))" role="img" \
            aria-labelledby="title desc" font-family="system-ui, sans-serif">
            <title id="title">\(title)</title>
            <desc id="desc">\(description)</desc>
            <rect width="100%" height="100%" fill="#ffffff"/>
            \(text(24, 30, title, size: 17, weight: 600))\(text(24, 50, unit, size: 13, fill: "#454b56"))\(body)\
            \(text(24, height - 10, under, size: 12, fill: "#616772"))</svg>

            """
    }

    private var description: String {
        groups.map { group in
            group.name + ": "
                + group.bars.map { "\($0.name) \(Figure.short($0.value))" }.joined(separator: ", ")
        }.joined(separator: ". ")
    }

    private func text(
        _ x: Double, _ y: Double, _ words: String, size: Int, weight: Int = 400, anchor: String = "start",
        fill: String = "#1a1d23"
    ) -> String {
        "<text x=\"\(Self.short(x))\" y=\"\(Self.short(y))\" font-size=\"\(size)\" font-weight=\"\(weight)\" "
            + "text-anchor=\"\(anchor)\" fill=\"\(fill)\">\(words)</text>\n"
    }

    private static func short(_ value: Double) -> String {
        formatted(value, digits: value == value.rounded() ? 0 : 1)
    }
}
