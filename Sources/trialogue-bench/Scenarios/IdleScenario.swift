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
        try compare(crowd, ours.process, bench, servers)
        try kill(bench, servers, ours, crowd)
    }

    /// As many as the files that a process may open allow, up to 9,999.
    private static func people(_ bench: Bench) throws -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let most = (Int(limit.rlim_cur) - 256 - speakers) / 2
        let wanted = bench.isShort ? 999 : 9999
        if most < wanted { say("    the limit of open files allows \(most)") }
        return min(wanted, most) / 3 * 3
    }

    private static func idleShare(
        _ crowd: Attendance, _ server: ServerProcess, seconds: Double, beside other: Attendance? = nil
    ) -> Double {
        let before = server.processorSeconds
        let start = Monotonic.seconds
        while Monotonic.seconds - start < seconds {
            crowd.step(milliseconds: 20)
            other?.step(milliseconds: 0)
        }
        return (server.processorSeconds - before) / (Monotonic.seconds - start)
    }

    /// What one message costs among everybody, and between people who are alone: in turn, each crowd attended to while
    /// the other is measured. A stretch is as long as the silence before a beat, so that each holds as many beats.
    private func compare(
        _ crowd: Attendance, _ server: ServerProcess, _ bench: Bench, _ servers: Servers
    ) throws {
        let small = try servers.trialogue()
        let few = try Attendance(try Docket(small, count: Self.speakers / 3), port: small.port)
        try few.connect()
        try few.join()
        let among = try RelayLoad(crowd, server: server, speakers: Self.speakers)
        let alone = try RelayLoad(few, server: small.process)
        try among.warmUp()
        try alone.warmUp()
        var costs: [[Double]] = [[], []]
        for _ in 0..<(bench.isShort ? 1 : 3) {
            costs[0].append(try Self.cost(among, crowd, server, beside: few, bench))
            costs[1].append(try Self.cost(alone, few, small.process, beside: crowd, bench))
        }
        let ratio = zip(costs[0], costs[1]).map { $0 / $1 }.median
        bench.record(
            Figure(
                letter, "one message between 99 of \(crowd.count) people, the others silent", costs[0].median,
                "us", note: "4,000 a second"))
        bench.record(
            Figure(letter, "one message between 99 people who are alone", costs[1].median, "us"))
        bench.record(
            Figure(
                letter, "one message among \(crowd.count) people against 99", ratio, "ratio", .atMost(1.2),
                note: "median of \(costs[0].count) in turn"))
    }

    private static let speakers = 99

    /// Microseconds of the server's processor that a message costs beside what it costs to be there.
    private static func cost(
        _ load: RelayLoad, _ crowd: Attendance, _ server: ServerProcess, beside other: Attendance,
        _ bench: Bench
    ) throws -> Double {
        let seconds = bench.isShort ? 1.0 : 10
        let idle = idleShare(crowd, server, seconds: seconds, beside: other)
        let run = try load.run(perSecond: 4000, seconds: seconds, beside: other)
        return (run.serverShare - idle) / run.perSecond * 1e6
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
