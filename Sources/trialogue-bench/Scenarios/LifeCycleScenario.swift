import Foundation

/// (d) Whole sessions with durable storage: a case, its launch, two links opened, three sockets, consent, waiting room,
/// admission, the signals of a call as real browsers sent them, ten edits of the minutes, the end. They come in waves, on
/// one store, which at the end holds ten times as many as near its beginning.
struct LifeCycleScenario: Scenario {
    let letter = "d"
    let title = "whole sessions, from the case to the end, with durable storage"

    /// A line of Tests/Bench/recorded-call.json.
    private struct Recorded: Decodable {
        let from: Int
        let to: Int
        let body: String
    }

    private struct Wave {
        let seconds: Double
        let ofServer: Double
        let ofLoad: Double
        let commits: Int
    }

    private static let edits = 10

    func run(_ bench: Bench) throws {
        let each = bench.isShort ? 10 : 40
        let call = try JSONDecoder().decode(
            [Recorded].self,
            from: Data(contentsOf: URL(fileURLWithPath: "\(bench.root)/Tests/Bench/recorded-call.json")))
        let server = try Servers(bench).trialogue(relay: true)
        let pool = try HTTPPool(port: server.port, width: 32)
        let cookie = try server.signIn(pool)
        // The first wave meets a program that has done nothing yet.
        _ = try wave(server, pool, cookie, call, count: each)
        let waves = try (0..<12).map { _ in try wave(server, pool, cookie, call, count: each) }

        func cost(_ some: some Collection<Wave>) -> Double {
            some.map(\.ofServer).reduce(0, +) / Double(some.count * each) * 1000
        }
        let seconds = waves.map(\.seconds).reduce(0, +)
        let load = waves.map(\.ofLoad).reduce(0, +) / seconds
        let note =
            "server \(Figure.short(waves.map(\.ofServer).reduce(0, +) / seconds * 100)) % of a core, load "
            + "\(Figure.short(load * 100)) %; \(each) sessions at once, \(call.count) signals each"
        let sessions = Double(waves.count * each)
        bench.record(Figure(letter, "whole sessions a second", sessions / seconds, "1/s", note: note))
        bench.record(
            Figure(
                letter, "commits a second, each waited for",
                Double(waves.map(\.commits).reduce(0, +)) / seconds, "1/s"))
        bench.record(Figure(letter, "server's processor a session", cost(waves), "ms"))
        let (few, many) = (cost(waves.prefix(2)), cost(waves.suffix(2)))
        bench.record(
            Figure(
                letter, "processor a session with ten times as many stored", many / few, "ratio",
                .atMost(1.2),
                note:
                    "\(Figure.short(few)) ms from \(each) to \(each * 3) stored, \(Figure.short(many)) ms from "
                    + "\(each * 11) to \(each * 13)"))
    }

    /// `count` sessions side by side, from nothing to their end.
    private func wave(
        _ server: TrialogueServer, _ pool: HTTPPool, _ cookie: String, _ call: [Recorded], count: Int
    ) throws -> Wave {
        let before = (Monotonic.seconds, server.process.processorSeconds, ownProcessorSeconds)
        let crowd = try Attendance(try Docket(pool, cookie: cookie, count: count), port: server.port)
        try crowd.connect()
        try crowd.join()
        try replay(call, crowd, sessions: count)
        for revision in 0..<Self.edits {
            let text = String(repeating: "问：谁推的？答：没看清，是后面的人挤过来的。", count: revision + 1)
            try crowd.command("edit", of: { $0.seat == 1 }) { _ in
                #""section":"petitioner","text":"\#(text)","base":\#(revision)"#
            }
        }
        // Everybody's socket is closed by the end.
        crowd.isRecovering = true
        try crowd.command("end", of: { $0.seat == 1 }) { _ in #""reason":"agreement","note":"""# }
        try crowd.turn(within: 20, "closed sockets") { crowd.lost == crowd.count }
        return Wave(
            seconds: Monotonic.seconds - before.0, ofServer: server.process.processorSeconds - before.1,
            ofLoad: ownProcessorSeconds - before.2,
            commits: crowd.commands + count * Docket.commitsEach)
    }

    /// Every session's call is set up, each signal under its link's epoch; all must arrive.
    private func replay(_ call: [Recorded], _ crowd: Attendance, sessions: Int) throws {
        var arrived = 0
        crowd.onSignal = { _, text in
            guard String(decoding: text.prefix(40), as: UTF8.self).contains(#""type":"signal""#) else {
                return false
            }
            arrived += 1
            return true
        }
        for signal in call {
            for session in 0..<sessions {
                let index = session * 3 + signal.from - 1
                let epoch = crowd.people[index].epochs[signal.to]
                crowd.say(
                    index,
                    #"{"type":"signal","to":\#(signal.to),"epoch":\#(epoch),"body":\#(signal.body)}"#)
                crowd.step(milliseconds: 0)
            }
        }
        try crowd.turn(within: 30, "\(call.count * sessions) signals") { arrived == call.count * sessions }
        crowd.onSignal = nil
    }
}
