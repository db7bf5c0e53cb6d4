import ArgumentParser

/// One server under the load of (a), long enough for a profiler to look at it.
struct Press: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep one server under load and print what it does, for a profiler.")

    enum Server: String, ExpressibleByArgument, CaseIterable { case trialogue, writeable, direct }

    @Option(help: "Who is pressed.")
    var server = Server.trialogue
    @Option(help: "How many people, in sessions of three.")
    var people = 300
    @Option(help: "Messages a second; without it as many as the server takes.")
    var rate: Double?
    @Option(help: "How long.")
    var seconds = 20
    @Option(help: "The program under test, built for release.")
    var program = ".build/release/trialogue"
    @Option(help: "The project's folder.")
    var root = "."

    func run() throws {
        let bench = try Bench(program: program, root: root, isShort: false)
        defer { bench.close() }
        let servers = try Servers(bench)
        let process: ServerProcess
        let load: RelayLoad
        if server == .trialogue {
            let running = try servers.trialogue()
            process = running.process
            let crowd = try Attendance(try Docket(running, count: people / 3), port: running.port)
            try crowd.connect()
            try crowd.join()
            load = try RelayLoad(crowd, server: process)
        } else {
            process = try servers.plain(directly: server == .direct)
            let crowd = try PlainAttendance(people: people, port: process.port)
            try crowd.connect()
            load = try RelayLoad(crowd, server: process)
        }
        try load.warmUp()
        say("pressed: process \(process.pid)")
        for _ in 0..<max(1, seconds / 2) {
            let seen =
                if let rate { try load.run(perSecond: rate, seconds: 2) } else {
                    try load.saturate(seconds: 2)
                }
            say(
                "\(Figure.short(seen.perSecond)) 1/s, \(Figure.short(seen.serverMicroseconds)) us a message, "
                    + "p50 \(Figure.short(seen.latencies.median)) us, p99 \(Figure.short(seen.latencies.quantile(0.99))) us, "
                    + "\(Figure.short(process.residentKiB)) KiB")
        }
    }
}
