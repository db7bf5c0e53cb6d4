/// (a) Signals in sessions of three, 1 KiB each: how many a second at most, and how long they take at half of that.
struct RelayScenario: Scenario {
    let letter = "a"
    let title = "signals relayed in sessions of three, 1 KiB"

    func run(_ bench: Bench) throws {
        for people in bench.isShort ? [30, 300] : [30, 300, 3000] { try run(bench, people: people) }
    }

    private struct Rival {
        let name: String
        let load: RelayLoad
        let keepsAlive: [AnyObject]
    }

    private func rivals(_ bench: Bench, people: Int) throws -> [Rival] {
        let servers = try Servers(bench)
        let ours = try servers.trialogue()
        let attendance = try Attendance(try Docket(ours, count: people / 3), port: ours.port)
        try attendance.connect()
        try attendance.join()
        var rivals = [
            Rival(
                name: "Trialogue", load: RelayLoad(attendance, server: ours.process),
                keepsAlive: [attendance, ours.process])
        ]
        for directly in [false, true] {
            let plain = try servers.plain(directly: directly)
            let crowd = try PlainAttendance(people: people, port: plain.port)
            try crowd.connect()
            rivals.append(
                Rival(
                    name: directly ? "plain C, direct" : "plain C, WRITEABLE",
                    load: RelayLoad(crowd, server: plain), keepsAlive: [crowd, plain]))
        }
        return rivals
    }

    private func run(_ bench: Bench, people: Int) throws {
        let rivals = try rivals(bench, people: people)
        for rival in rivals { try rival.load.warmUp() }
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
        func ratio(_ other: Int) -> Double {
            zip(saturated[0], saturated[other]).map { $0.perSecond / $1.perSecond }.median
        }
        bench.record(
            Figure(
                letter, "throughput against C with WRITEABLE, \(people) people", ratio(1), "ratio",
                .atLeast(1.25)))
        bench.record(
            Figure(
                letter, "throughput against C writing directly, \(people) people", ratio(2), "ratio",
                .atLeast(0.9)))
        try latencies(bench, rivals, people: people, perSecond: saturated[1].map(\.perSecond).median / 2)
    }

    private func latencies(_ bench: Bench, _ rivals: [Rival], people: Int, perSecond: Double) throws {
        var tails = rivals.map { _ in [Double]() }
        for round in 0..<(bench.isShort ? 1 : 3) {
            for (index, rival) in rivals.enumerated() {
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
                Figure(letter, "\(rival.name), \(people) people, p99 at half load", tails[index].median, "us")
            )
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
