import Foundation

/// (c) Ten thousand people who are there and say nothing: memory, heartbeats, and what one message costs among them.
/// (e) The same, and the server is killed.
struct IdleScenario: Scenario {
    let letter = "c"
    let title = "ten thousand people, idle; and kill -9 among them"

    func run(_ bench: Bench) throws {
        let people = try Self.people(bench)
        let servers = try Servers(bench)
        let ours = try servers.trialogue()
        let small = try few(bench, servers)

        say("    \(people) people are made and come in")
        let docket = try Docket(ours, count: people / 3)
        let crowd = try Attendance(docket, port: ours.port)
        let before = ours.process.residentKiB
        try crowd.connect()
        bench.record(
            Figure(
                letter, "Trialogue, memory a person who has said hello and waits",
                (ours.process.residentKiB - before) / Double(crowd.count), "KiB"))
        try crowd.join()
        for _ in 0..<300 { crowd.step(milliseconds: 10) }
        crowd.acknowledge()
        for _ in 0..<100 { crowd.step(milliseconds: 10) }
        let each = (ours.process.residentKiB - before) / Double(crowd.count)
        bench.record(Figure(letter, "Trialogue, memory a person, \(crowd.count) people", each, "KiB"))

        let plain = try servers.plain(directly: true)
        let bare = try PlainAttendance(people: people, port: plain.port)
        let empty = plain.residentKiB
        try bare.connect()
        let plainEach = (plain.residentKiB - empty) / Double(people)
        bench.record(Figure(letter, "plain C, memory a person", plainEach, "KiB"))
        bench.record(Figure(letter, "memory a person beyond plain C's", each - plainEach, "KiB", .atMost(4)))

        let share = Self.idleShare(crowd, ours.process, seconds: bench.isShort ? 10 : 30)
        bench.record(
            Figure(
                letter, "heartbeats of \(crowd.count) people", share * 100, "% of a core", .atMost(3),
                note: "a beat to each after 10 s of silence, and its answer"))
        let among = try Self.cost(crowd, ours.process, idle: share, bench)
        bench.record(
            Figure(
                letter, "one message between 99 of \(crowd.count) people, the others silent", among, "us",
                note: "2,000 a second"))
        bench.record(Figure(letter, "one message between 99 people who are alone", small, "us"))
        bench.record(
            Figure(
                letter, "one message among \(crowd.count) people against 99", among / small, "ratio",
                .atMost(1.2)))
        try kill(bench, servers, ours, crowd)
    }

    /// As many as the files that a process may open allow, up to 9,999.
    private static func people(_ bench: Bench) throws -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let most = (Int(limit.rlim_cur) - 256) / 2
        let wanted = bench.isShort ? 999 : 9999
        if most < wanted { say("    the limit of open files allows \(most)") }
        return min(wanted, most) / 3 * 3
    }

    private func few(_ bench: Bench, _ servers: Servers) throws -> Double {
        let server = try servers.trialogue()
        let crowd = try Attendance(try Docket(server, count: 33), port: server.port)
        try crowd.connect()
        try crowd.join()
        let share = Self.idleShare(crowd, server.process, seconds: 5)
        return try Self.cost(crowd, server.process, idle: share, bench)
    }

    private static func idleShare(_ crowd: Attendance, _ server: ServerProcess, seconds: Double) -> Double {
        let before = server.processorSeconds
        let start = Monotonic.seconds
        while Monotonic.seconds - start < seconds { crowd.step(milliseconds: 20) }
        return (server.processorSeconds - before) / (Monotonic.seconds - start)
    }

    /// Microseconds of the server's processor that a message costs beside what it costs to be there.
    private static func cost(
        _ crowd: Attendance, _ server: ServerProcess, idle: Double, _ bench: Bench
    ) throws -> Double {
        let load = try RelayLoad(crowd, server: server, speakers: 99)
        try load.warmUp()
        var costs: [Double] = []
        for _ in 0..<(bench.isShort ? 1 : 5) {
            let run = try load.run(perSecond: 2000, seconds: bench.isShort ? 1 : 3)
            costs.append((run.serverShare - idle) / run.perSecond * 1e6)
        }
        return costs.median
    }

    // MARK: (e)

    private func kill(_ bench: Bench, _ servers: Servers, _ old: TrialogueServer, _ crowd: Attendance) throws
    {
        let floor = try handshakes(bench, servers)
        crowd.isRecovering = true
        let port = old.port
        old.process.kill()
        let start = Monotonic.seconds
        try crowd.turn(within: 20, "the end of all sockets") { crowd.lost >= crowd.count }
        let new = try servers.trialogue(data: old.data, port: port)
        let served = Monotonic.seconds - start
        try crowd.comeBack(within: 120)
        let seconds = Monotonic.seconds - start
        let bare = Double(crowd.count) * floor
        bench.record(
            Figure(
                "e", "kill -9 with \(crowd.count) people, until all are resumed", seconds, "s",
                bench.isShort ? nil : .atMost(20),
                note:
                    "listening after \(Figure.short(served)) s; each page tries again at a random moment within the first "
                    + "second, then with backoff; server \(Figure.short(new.process.processorSeconds)) s of processor"
            ))
        bench.record(
            Figure(
                "e", "the same against what the handshakes alone cost the plain relay", seconds / bare,
                "ratio", .atMost(2.5),
                note: "\(Figure.short(bare)) s"))
    }

    /// Seconds that one handshake takes at the plain relay.
    private func handshakes(_ bench: Bench, _ servers: Servers) throws -> Double {
        let plain = try servers.plain(directly: true)
        let load = try HandshakeLoad(port: plain.port, path: "/0/1")
        return 1 / (try load.run(bench.isShort ? 300 : 2000, server: plain)).perSecond
    }
}
