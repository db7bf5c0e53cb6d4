import Foundation

/// What every scenario works with: where things are, a folder to throw away, and the report to add figures to.
final class Bench {
    let program: String
    let root: String
    let isShort: Bool
    /// A folder of this run, gone afterwards.
    let scratch: String
    private(set) var report: Report
    private var noise = Noise()

    init(program: String, root: String, isShort: Bool) throws {
        self.program = program
        self.root = root
        self.isShort = isShort
        // A server that was killed leaves sockets that a write finds closed.
        signal(SIGPIPE, SIG_IGN)
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw BenchFault("\(program) is missing: swift build -c release --product trialogue")
        }
        scratch = NSTemporaryDirectory() + "trialogue-bench-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        report = Report(
            startedAt: ISO8601DateFormatter().string(from: Date()), machine: Machine.here())
    }

    /// A new empty folder of this run.
    func folder(_ name: String) throws -> String {
        let path = "\(scratch)/\(name)-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    func run(_ scenario: any Scenario) {
        noise.sample()
        say("\n(\(scenario.letter)) \(scenario.title)")
        do {
            try scenario.run(self)
        } catch {
            say("    could not be measured: \(error)")
            report.faults.append("(\(scenario.letter)) \(scenario.title): \(error)")
        }
        noise.sample()
    }

    func record(_ figure: Figure) {
        report.figures.append(figure)
        let note = figure.note.map { "   [\($0)]" } ?? ""
        say("    \(figure.name): \(Figure.short(figure.value)) \(figure.unit)\(note)")
    }

    /// Something that could not be measured, while its scenario goes on: it fails a check as a missed target does.
    func fault(_ text: String) {
        report.faults.append(text)
        say("    \(text)")
    }

    func finish() { report.machine.noisePercent = noise.percent }

    func close() {
        try? FileManager.default.removeItem(atPath: scratch)
    }
}

/// One group of measurements.
protocol Scenario {
    var letter: String { get }
    var title: String { get }
    func run(_ bench: Bench) throws
}

enum Scenarios {
    static var all: [any Scenario] {
        [
            RelayScenario(),
            LifeCycleScenario(),
            InstructionScenario(),
            HandshakeScenario(),
            IdleScenario(),
            WebScenario(),
            StorageScenario(),
            LogScenario(),
            VerifyScenario(),
            TalkScenario(),
            BrowserScenario(
                letter: "h", title: "from admission to the first picture, in real browsers",
                script: "call_start.py"),
            BrowserScenario(
                letter: "i", title: "the first page of an invited person", script: "first_page.py"),
        ]
    }
}
