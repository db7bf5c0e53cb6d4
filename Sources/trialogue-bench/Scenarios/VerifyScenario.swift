import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// What it takes to verify a whole record, to sign it and to prove a case, with a million entries in it: commands of the
/// program under test on a store that is made here.
struct VerifyScenario: Scenario {
    let letter = "m"
    let title = "the whole record verified, signed and proven"

    private static let rounds = 5

    func run(_ bench: Bench) throws {
        let cases = bench.isShort ? 500 : 10_000
        let folder = try bench.folder("record")
        try StorageWait.until { try await Record.fill("\(folder)/data", cases: cases) }
        try StoredCases.warm("\(folder)/data")
        let entries = cases * Record.entriesOfCase
        let data = ["--data", "\(folder)/data"]
        try record(
            bench, "verify, \(entries / 1000),000 entries of \(cases * 2) streams", .atMost(60),
            expecting: "entries verified: \(entries)\n"
        ) { _ in ["verify"] + data }
        _ = try Self.output(
            bench.program, ["key", "make", "--file", "\(folder)/log.key", "--name", "bench.example/log"])
        let key = ["--key", "\(folder)/log.key"]
        try record(bench, "a checkpoint signed", expecting: "entries: \(entries)\n") {
            ["checkpoint", "--to", "\(folder)/checkpoint.\($0)"] + data + key
        }
        try record(
            bench, "a case of \(Record.entriesOfCase) entries proven",
            expecting: "proven: \(Record.entriesOfCase) entries"
        ) {
            ["prove", "--case", StoredCases.number(cases / 2), "--to", "\(folder)/proof.\($0)"] + data + key
        }
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Seconds of one run of the program, start and end included: the median.
    private func record(
        _ bench: Bench, _ name: String, _ target: Figure.Target? = nil, expecting words: String,
        _ arguments: (Int) -> [String]
    ) throws {
        var rounds: [Double] = []
        for round in 0..<Self.rounds {
            let began = Monotonic.seconds
            let said = try Self.output(bench.program, arguments(round))
            rounds.append(Monotonic.seconds - began)
            guard said.contains(words) else { throw BenchFault("\(name): \(said)") }
        }
        let spread = "\(Figure.short(rounds.min() ?? .nan)) to \(Figure.short(rounds.max() ?? .nan)) s"
        bench.record(Figure(letter, name, rounds.median, "s", target, note: spread))
    }

    private static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchFault("\(arguments[0]) ended with \(process.terminationStatus)")
        }
        return String(decoding: said, as: UTF8.self)
    }
}

/// A store with as many cases as asked for, each with one session that is over.
private enum Record {
    /// One of the case's and the session's, in commits of a few.
    static let entriesOfCase = 1 + commits * eventsOfCommit
    private static let commits = 9
    private static let eventsOfCommit = 11

    static func fill(_ directory: String, cases: Int) async throws {
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        let atOnce = 256
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<atOnce {
                group.addTask {
                    for index in stride(from: first, to: cases, by: atOnce) {
                        try await add(index, to: store)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.close()
    }

    private static func add(_ index: Int, to store: SQLiteStore) async throws {
        let id = CaseID("c-" + StoredCases.name(UInt64(index), salt: 2))
        let session = SessionRecord(
            id: SessionID("s-" + StoredCases.name(UInt64(index), salt: 1)), caseID: id, number: 1,
            status: "ended", hostID: AccountID("a-1"), createdAt: Instant(milliseconds: 0),
            startedAt: Instant(milliseconds: 1), endedAt: Instant(milliseconds: 2))
        try await store.commit(StoredCases.newCase(id, number: index))
        var revision: UInt64 = 0
        let payload = [UInt8](repeating: 0x61, count: 200)
        for _ in 0..<commits {
            let commit = Commit(
                caseID: id, at: Instant(milliseconds: 1_700_000_000_000),
                sessionChange: SessionChange(
                    id: session.id, expectedRevision: revision,
                    events: Array(
                        repeating: EventRecord(kind: "room.media", payload: payload), count: eventsOfCommit),
                    summary: session))
            revision = try await store.commit(commit).sessionRevision ?? revision
        }
    }
}
