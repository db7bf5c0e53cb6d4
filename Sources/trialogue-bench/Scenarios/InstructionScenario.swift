import Foundation

/// (j) Instructions of one relayed message, counted by callgrind: the same number whatever else the machine does. What the
/// kernel does is not in them.
struct InstructionScenario: Scenario {
    let letter = "j"
    let title = "instructions a relayed message, by callgrind"

    func run(_ bench: Bench) throws {
        let few = 1000
        let many = bench.isShort ? 2000 : 9000
        func each(_ count: (Int) throws -> Double) throws -> Double {
            try (count(many) - count(few)) / Double(many - few)
        }
        let ours = try each { try ofTrialogue(bench, messages: $0) }
        bench.record(Figure(letter, "Trialogue, instructions a message", ours, "instructions"))
        var plain: [Double] = []
        for directly in [false, true] {
            plain.append(try each { try ofPlain(bench, directly: directly, messages: $0) })
            bench.record(
                Figure(
                    letter, "plain C, \(directly ? "direct" : "WRITEABLE"), instructions a message",
                    plain.last ?? .nan, "instructions"))
        }
        bench.record(
            Figure(letter, "instructions against C writing directly", ours / plain[1], "ratio", .atMost(1.25))
        )
    }

    private func wrapper(_ out: String) -> [String] {
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=\(out)"]
    }

    private func ofTrialogue(_ bench: Bench, messages: Int) throws -> Double {
        let out = "\(bench.scratch)/ours-\(messages).callgrind"
        let servers = try Servers(bench)
        let server = try servers.trialogue(wrapper: wrapper(out))
        let crowd = try Attendance(try Docket(server, count: 1), port: server.port)
        try crowd.connect()
        try crowd.join()
        try RelayLoad(crowd, server: server.process).pass(messages, within: 120)
        server.process.stop()
        return try Self.total(out)
    }

    private func ofPlain(_ bench: Bench, directly: Bool, messages: Int) throws -> Double {
        let out = "\(bench.scratch)/plain-\(directly)-\(messages).callgrind"
        let server = try Servers(bench).plain(directly: directly, wrapper: wrapper(out))
        let crowd = try PlainAttendance(people: 3, port: server.port)
        try crowd.connect()
        try RelayLoad(crowd, server: server).pass(messages, within: 120)
        crowd.endServer()
        server.stop()
        return try Self.total(out)
    }

    private static func total(_ path: String) throws -> Double {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for line in text.split(separator: "\n").reversed()
        where line.hasPrefix("totals:") || line.hasPrefix("summary:") {
            if let number = line.split(separator: " ").last.flatMap({ Double($0) }) { return number }
        }
        throw BenchFault("\(path) has no totals")
    }
}
