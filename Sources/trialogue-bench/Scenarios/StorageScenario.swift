import Foundation

/// What the store costs, and that a unit of it costs the same when there is ten times as much of everything. It runs in
/// this process: no socket and no other program stands between the figures and the store.
struct StorageScenario: Scenario {
    let letter = "g"
    let title = "storage: durable appends, and lists of a million cases"

    func run(_ bench: Bench) throws {
        let floor = try StorageDisk.measure(in: try bench.folder("disk"))
        bench.record(
            Figure(
                letter, "a bare write of 8 KiB with fdatasync, p50", floor.median, "ms",
                note:
                    "p99 \(formatted(floor.quantile(0.99), digits: 2)) ms, \(StorageDisk.kind(of: bench.scratch))"
            ))
        try record(bench, StorageAppends(isShort: bench.isShort).byGroup, in: "appends")
        try record(bench, StorageAppends(isShort: bench.isShort).byLength, in: "journals")
        try record(bench, StorageLists(isShort: bench.isShort).measure, in: "cases")
    }

    private func record(
        _ bench: Bench, _ measure: @escaping @Sendable (String) async throws -> [Figure], in name: String
    ) throws {
        let folder = try bench.folder(name)
        for figure in try StorageWait.until({ try await measure(folder) }) { bench.record(figure) }
        try FileManager.default.removeItem(atPath: folder)
    }
}

extension Figure {
    /// A figure of this scenario.
    static func storage(
        _ name: String, _ value: Double, _ unit: String, _ target: Target? = nil, note: String? = nil
    ) -> Figure { Figure("g", name, value, unit, target, note: note) }
}
