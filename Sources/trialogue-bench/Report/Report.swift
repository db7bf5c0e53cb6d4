import Foundation

/// A number with so many digits behind the point.
func formatted(_ value: Double, digits: Int) -> String { String(format: "%.\(digits)f", value) }

/// Everything that one run measured, and on what.
struct Report: Codable {
    var startedAt: String
    var machine: Machine
    var figures: [Figure] = []
    /// Scenarios that could not be measured, with why: they fail a check as a missed target does.
    var faults: [String] = []

    var missed: [Figure] { figures.filter { $0.target?.holds(for: $0.value) == false } }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }

    static func read(_ path: String) throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// What the figures were taken on. Absolute ones mean nothing without it.
struct Machine: Codable {
    var processor: String
    var cores: Int
    var memoryMiB: Int
    var kernel: String
    /// Largest distance, in percent of the median, between runs of one fixed computation spread over the whole run.
    var noisePercent: Double?

    static func here() -> Machine {
        let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }
        let memory = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        let total = memory.split(separator: "\n").first?.split(separator: " ").dropFirst().first ?? "0"
        let kernel = (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)) ?? ""
        return Machine(
            processor: model?.split(separator: ":").last.map {
                String($0).trimmingCharacters(in: .whitespaces)
            }
                ?? "unknown",
            cores: ProcessInfo.processInfo.activeProcessorCount, memoryMiB: (Int(total) ?? 0) / 1024,
            kernel: kernel.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

/// Runs one fixed computation now and then: how far its times lie apart is how far any figure may be off by itself.
struct Noise {
    private(set) var samples: [Double] = []

    mutating func sample() {
        let start = Monotonic.seconds
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<20_000_000 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
        }
        // The result is used, so that it is computed.
        samples.append(Monotonic.seconds - start + (state == 0 ? 1 : 0))
    }

    var percent: Double? {
        guard let least = samples.min(), let most = samples.max() else { return nil }
        return (most - least) / samples.median * 100
    }
}

/// The clock of all measurements.
enum Monotonic {
    static var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    static var seconds: Double { Double(nanoseconds) / 1e9 }
}

extension [Double] {
    var median: Double { quantile(0.5) }

    /// The value below which the share `share` of them lies; NaN of none.
    func quantile(_ share: Double) -> Double {
        guard !isEmpty else { return .nan }
        let sorted = self.sorted()
        return sorted[Swift.min(count - 1, Int(Double(count) * share))]
    }
}
