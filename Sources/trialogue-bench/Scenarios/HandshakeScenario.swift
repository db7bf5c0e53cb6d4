/// (b) Coming in: full TLS 1.3 handshakes with an upgrade, against the plain relay's, and three hundred people who all
/// arrive in the same moment.
struct HandshakeScenario: Scenario {
    let letter = "b"
    let title = "handshakes, and a storm of people who join"

    func run(_ bench: Bench) throws {
        let servers = try Servers(bench)
        let ours = try servers.trialogue()
        let plain = try servers.plain(directly: true)
        let count = bench.isShort ? 300 : 2000
        let loads = [
            (try HandshakeLoad(port: ours.port, path: "/ws/s-1"), ours.process),
            (try HandshakeLoad(port: plain.port, path: "/0/1"), plain),
        ]
        var outcomes: [[HandshakeLoad.Outcome]] = [[], []]
        // Each is first in every other round, so that a host that grows slower or faster favours neither.
        for round in 0..<(bench.isShort ? 1 : 16) {
            for index in round.isMultiple(of: 2) ? [0, 1] : [1, 0] {
                let (load, server) = loads[index]
                outcomes[index].append(try load.run(count, server: server))
            }
        }
        for (index, name) in ["Trialogue", "plain C"].enumerated() {
            let runs = outcomes[index]
            bench.record(
                Figure(
                    letter, "\(name), handshakes with upgrade", runs.map(\.perSecond).median, "1/s",
                    note:
                        "server \(Figure.short(runs.map(\.serverMilliseconds).median)) ms of processor each, load "
                        + "\(Figure.short(runs.map(\.loadShare).median * 100)) %"))
        }
        let ratio = zip(outcomes[0], outcomes[1]).map { $0.perSecond / $1.perSecond }.median
        bench.record(Figure(letter, "handshakes against plain C", ratio, "ratio", .atLeast(0.95)))
        let costs = zip(outcomes[0], outcomes[1]).map { $1.serverMilliseconds / $0.serverMilliseconds }.median
        bench.record(
            Figure(
                letter, "handshakes a second of the server's own processor, against plain C", costs, "ratio",
                .atLeast(0.95)))
        try storm(bench, ours)
    }

    private func storm(_ bench: Bench, _ server: TrialogueServer) throws {
        let crowd = try Attendance(try Docket(server, count: bench.isShort ? 20 : 100), port: server.port)
        let before = server.process.processorSeconds
        let start = Monotonic.seconds
        try crowd.connect(window: crowd.count)
        let seconds = Monotonic.seconds - start
        bench.record(
            Figure(
                letter, "\(crowd.count) people at once, until all are welcome", seconds, "s",
                note:
                    "server \(Figure.short((server.process.processorSeconds - before) / Double(crowd.count) * 1000)) ms each"
            ))
        let joining = Monotonic.seconds
        try crowd.join()
        bench.record(
            Figure(
                letter, "the same, until all are at the table", Monotonic.seconds - joining, "s",
                note: "consent, waiting room and admission, each durable"))
    }
}
