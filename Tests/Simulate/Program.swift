import Foundation
import Glibc
import Simulation
import Transport

/// What the command line asks for.
@LoopActor
struct Program {
    let arguments: [String]

    init(_ arguments: [String]) { self.arguments = arguments }

    func run() -> Int32 {
        do {
            let isShared = value("--seed") == nil && shareOf == nil && !arguments.contains("--stop")
            if isShared { return playAll(numbers.first ?? 200, numbers.dropFirst().first ?? 0) }
            guard let stage = try Stage() else {
                say("the server of the simulation could not be put together")
                return 2
            }
            if let seed = value("--seed").flatMap({ UInt64($0) }) { return try one(stage, seed) }
            if let share = shareOf {
                return try play(stage, share.index, share.all, share.count, share.first)
            }
            return try play(stage, 0, 1, numbers.first ?? 200, numbers.dropFirst().first ?? 0)
        } catch {
            say("not played: \(error)")
            return 2
        }
    }

    private func say(_ text: String) {
        var bytes = Array((text + "\n").utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }

    private func value(_ name: String) -> String? {
        guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
        return arguments[index + 1]
    }

    private var numbers: [UInt64] { arguments.compactMap { UInt64($0) } }

    private var shareOf: (index: UInt64, all: UInt64, count: UInt64, first: UInt64)? {
        guard arguments.first == "--share" else { return nil }
        return numbers.count == 4 ? (numbers[0], numbers[1], numbers[2], numbers[3]) : nil
    }

    // MARK: One

    private func one(_ stage: Stage, _ seed: UInt64) throws -> Int32 {
        let steps = value("--steps").map { $0.split(separator: ",").compactMap { Int($0) } }
        let verdict = try History(stage, seed: seed, steps: steps, isTold: true).play()
        if arguments.contains("--told") { verdict.lines.forEach(say) }
        say(line(of: verdict))
        return verdict.broken == nil ? 0 : 1
    }

    private func line(of verdict: Verdict) -> String {
        "seed \(verdict.seed) trace \(String(verdict.trace, radix: 16)) "
            + (verdict.broken.map { "BROKEN \($0)" } ?? "good")
    }

    // MARK: Many

    /// Plays every `all`th of them, and tells each broken one, shrunk.
    private func play(_ stage: Stage, _ index: UInt64, _ all: UInt64, _ count: UInt64, _ first: UInt64) throws
        -> Int32
    {
        var sum = Sum()
        for seed in stride(from: first + index, to: first + count, by: UInt64.Stride(all)) {
            let verdict = try History(stage, seed: seed).play()
            sum.add(verdict)
            guard let broken = verdict.broken else { continue }
            say("seed \(seed): \(broken)")
            if arguments.contains("--stop") {
                say("caught after \(sum.histories) histories")
                return 1
            }
            try tell(stage.shrink(verdict))
            if sum.broken >= 5 { break }
        }
        say(sum.line)
        return sum.broken == 0 ? 0 : 1
    }

    private func tell(_ verdict: Verdict) {
        let steps = verdict.steps.map(String.init).joined(separator: ",")
        for each in verdict.lines.suffix(80) { say("    " + each) }
        say("    simulate --seed \(verdict.seed) --steps \(steps.isEmpty ? "-" : steps) --told")
        say("    Transcript(seed: \(verdict.seed), steps: [\(steps)]),")
    }

    /// On every core a process: a history takes over all of one. Each tells its own share.
    private func playAll(_ count: UInt64, _ first: UInt64) -> Int32 {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let began = Self.seconds
        let shares = (0..<cores).compactMap { index in
            start(["--share", "\(index)", "\(cores)", "\(count)", "\(first)"])
        }
        var isGood = shares.count == cores
        for share in shares {
            share.waitUntilExit()
            if share.terminationStatus != 0 { isGood = false }
        }
        let took = max(Self.seconds - began, 0.001)
        say("\(count) histories in \(Int(took)) s: \(Int(Double(count) / took)) a second on \(cores) cores")
        say(isGood ? "1 passed, 0 failed" : "0 passed, 1 failed")
        return isGood ? 0 : 1
    }

    private func start(_ arguments: [String]) -> Process? {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe")
        process.arguments = arguments
        do {
            try process.run()
            return process
        } catch {
            return nil
        }
    }

    private static var seconds: Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}

/// What many histories came to.
struct Sum {
    private(set) var histories = 0
    private(set) var broken = 0
    private var kills = 0
    private var ended = 0
    private var milliseconds: Int64 = 0
    private var trace: UInt64 = 0

    mutating func add(_ verdict: Verdict) {
        histories += 1
        if verdict.broken != nil { broken += 1 }
        kills += verdict.kills
        if verdict.isEnded { ended += 1 }
        milliseconds += verdict.length
        // In the order in which they were played.
        trace = (trace ^ verdict.trace) &* 0x100_0000_01B3
    }

    var line: String {
        "\(histories) histories of \(milliseconds / 3_600_000) hours, \(kills) kills, \(ended) sessions ended, \(broken) broken; trace \(String(trace, radix: 16))"
    }
}
