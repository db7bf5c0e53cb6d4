/// (a) Signals in sessions of three, 1 KiB each: how many a second at most, and how long they take at half of that.
struct RelayScenario: Scenario {
    let letter = "a"
    let title = "signals relayed in sessions of three, 1 KiB"

    func run(_ bench: Bench) throws {
        if !SpreedServer.isInstalled {
            bench.fault("(a) nextcloud-spreed-signaling is not compared: \(SpreedServer.program) is missing")
        }
        for people in bench.isShort ? [30, 300] : [30, 300, 3000] { try run(bench, people: people) }
    }

    private struct Rival {
        let name: String
        let load: RelayLoad
        let server: ServerProcess
        /// Memory of the server before anybody came, in KiB.
        let empty: Double
        let keepsAlive: [AnyObject]
    }

    // MARK: Who is compared

    /// Trialogue, the two plain relays, and spreed where it is installed.
    private func rivals(_ bench: Bench, people: Int) throws -> [Rival] {
        let servers = try Servers(bench)
        var rivals = [try trialogue(servers, people: people)]
        for directly in [false, true] {
            rivals.append(try plain(servers, directly: directly, people: people))
        }
        if SpreedServer.isInstalled { rivals.append(try spreed(servers, people: people)) }
        return rivals
    }

    private func trialogue(_ servers: Servers, people: Int) throws -> Rival {
        let server = try servers.trialogue()
        let empty = server.process.residentKiB
        let crowd = try Attendance(try Docket(server, count: people / 3), port: server.port)
        try crowd.connect()
        try crowd.join()
        return Rival(
            name: "Trialogue", load: try RelayLoad(crowd, server: server.process),
            server: server.process, empty: empty, keepsAlive: [crowd])
    }

    private func plain(_ servers: Servers, directly: Bool, people: Int) throws -> Rival {
        let server = try servers.plain(directly: directly)
        let empty = server.residentKiB
        let crowd = try PlainAttendance(people: people, port: server.port)
        try crowd.connect()
        return Rival(
            name: directly ? "plain C, direct" : "plain C, WRITEABLE",
            load: try RelayLoad(crowd, server: server),
            server: server, empty: empty, keepsAlive: [crowd])
    }

    private func spreed(_ servers: Servers, people: Int) throws -> Rival {
        let server = try SpreedServer(servers)
        let empty = server.process.residentKiB
        let crowd = try SpreedAttendance(people: people, server: server)
        try crowd.connect()
        return Rival(
            name: "spreed-signaling", load: try RelayLoad(crowd, server: server.process),
            server: server.process, empty: empty, keepsAlive: [crowd])
    }

    // MARK: What is measured

    private func run(_ bench: Bench, people: Int) throws {
        let rivals = try rivals(bench, people: people)
        for rival in rivals { try rival.load.warmUp() }
        let inUse = rivals.map { ($0.server.residentKiB - $0.empty) / Double(people) }
        let rounds = bench.isShort ? 1 : 5
        var saturated = rivals.map { _ in [Relayed]() }
        for _ in 0..<rounds {
            for (index, rival) in rivals.enumerated() {
                saturated[index].append(try rival.load.saturate(seconds: bench.isShort ? 1 : 2))
            }
        }
        for (index, rival) in rivals.enumerated() {
            let runs = saturated[index]
            bench.record(
                Figure(
                    letter, "\(rival.name), \(people) people, at saturation", runs.map(\.perSecond).median,
                    "1/s",
                    note: Self.shares(runs)))
        }
        let targets = [
            (1, "C with WRITEABLE", 1.25), (2, "C writing directly", 0.9), (3, "spreed-signaling", 2.0),
        ]
        for (other, name, bound) in targets where other < rivals.count {
            let ratio = zip(saturated[0], saturated[other]).map { $0.perSecond / $1.perSecond }.median
            bench.record(
                Figure(
                    letter, "throughput against \(name), \(people) people", ratio, "ratio", .atLeast(bound)))
        }
        if people == 3000 { memory(bench, rivals, inUse, people: people) }
        try latencies(
            bench, rivals, people: people, halves: saturated.map { $0.map(\.perSecond).median / 2 })
    }

    /// What each server took since nobody was there, when everybody has signalled a little: pages have then acknowledged how they
    /// came in. Of few people the server's own growth would be most of it, so only the most are asked.
    private func memory(_ bench: Bench, _ rivals: [Rival], _ inUse: [Double], people: Int) {
        for (rival, each) in zip(rivals, inUse) {
            bench.record(
                Figure(letter, "\(rival.name), memory a person, \(people) connected", each, "KiB"))
        }
        if rivals.count > 3 {
            bench.record(
                Figure(
                    letter, "memory a person against spreed-signaling",
                    inUse[0] / inUse[3], "ratio", .atMost(1 / 3.0)))
        }
    }

    /// Everybody at half of what C with WRITEABLE can; spreed, which could not follow, at half of its own.
    private func latencies(_ bench: Bench, _ rivals: [Rival], people: Int, halves: [Double]) throws {
        var tails = rivals.map { _ in [Double]() }
        // A tail needs more rounds than a median: of one server it moves tenfold between stretches on a busy host.
        for round in 0..<(bench.isShort ? 1 : 9) {
            for (index, rival) in rivals.enumerated() {
                let perSecond = min(halves[1], index == 3 ? halves[3] : .infinity)
                let run = try rival.load.run(perSecond: perSecond, seconds: bench.isShort ? 1 : 2)
                tails[index].append(run.latencies.quantile(0.99))
                guard round == 0 else { continue }
                bench.record(
                    Figure(
                        letter, "\(rival.name), \(people) people, p50 at \(Figure.short(perSecond)) 1/s",
                        run.latencies.median, "us",
                        note: "p99 \(Figure.short(run.latencies.quantile(0.99))) us, p99.9 "
                            + "\(Figure.short(run.latencies.quantile(0.999))) us, \(Self.shares([run]))"))
            }
        }
        for (index, rival) in rivals.enumerated() {
            bench.record(
                Figure(
                    letter, "\(rival.name), \(people) people, p99 at half load", tails[index].median, "us"))
        }
        let ratio = zip(tails[0], tails[1]).map { $0 / $1 }.median
        bench.record(
            Figure(
                letter, "p99 at half load against C with WRITEABLE, \(people) people", ratio, "ratio",
                .atMost(1)))
    }

    private static func shares(_ runs: [Relayed]) -> String {
        "server \(Figure.short(runs.map(\.serverShare).median * 100)) % of a core, "
            + "\(Figure.short(runs.map(\.serverMicroseconds).median)) us a message; load "
            + "\(Figure.short(runs.map(\.loadShare).median * 100)) %"
    }
}
