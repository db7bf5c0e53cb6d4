internal import Mediation
package import Storage

/// Every row of a store beside what its entries give: case by case, each read at one moment, so that a server may go on
/// writing. It reads alone.
package struct StoreProof: Sendable {
    /// Faults that are told in words; more are counted.
    package static let mostTold = 100

    package private(set) var cases = 0
    package private(set) var casesAtFault = 0
    package private(set) var sessions = 0
    /// Cases whose key was destroyed: nothing of their content is left to compare.
    package private(set) var erased = 0
    /// Entries that were folded.
    package private(set) var entries = 0
    /// The first, by case.
    package private(set) var faults: [RowFault] = []
    package private(set) var faultCount = 0
    /// The rows that are written over.
    package private(set) var kept: KeptFinding = .missing

    /// Cases that one task compares in a row.
    private static let batch = 8
    /// Tasks at a time: two cores decode while the store reads.
    private static let width = 3

    package init(of store: some ProjectionStore) async throws {
        let histories = try await store.history()
        for row in histories.unreadable { add([RowFault(row)]) }
        var parts: [Int: Part] = [:]
        var (started, taken) = (0, 0)
        try await withThrowingTaskGroup(of: (Int, Part).self) { group in
            var running = 0
            while started * Self.batch < histories.count || running > 0 {
                while running < Self.width, started * Self.batch < histories.count {
                    let number = started
                    let range = number * Self.batch..<min((number + 1) * Self.batch, histories.count)
                    let some = Array(histories.rows[range])
                    group.addTask { (number, try await Self.compare(some, in: store)) }
                    started += 1
                    running += 1
                }
                guard let (number, part) = try await group.next() else { break }
                running -= 1
                parts[number] = part
                // In the order of the cases, so that two runs tell the same.
                while let next = parts.removeValue(forKey: taken) {
                    add(next)
                    taken += 1
                }
            }
        }
        add(try await store.strays().map(RowFault.init))
        kept = try await store.keptRows(of: Self.owners(histories, in: store))
        if let fault = RowFault(kept) { add([fault]) }
    }

    /// Whom a row may belong to that is gone.
    static func owners(
        _ histories: Listed<CaseHistory>, in store: some ProjectionStore
    ) async throws -> [String] {
        var owners = histories.flatMap { [$0.id.text] + $0.sessions.map(\.text) }
        owners += try await store.accounts().map(\.id.text)
        owners += try await store.bureaus().map(\.id.text)
        return owners
    }

    private struct Part: Sendable {
        var cases = 0
        var casesAtFault = 0
        var sessions = 0
        var erased = 0
        var entries = 0
        var faults: [RowFault] = []
    }

    private static func compare(
        _ histories: [CaseHistory], in store: some ProjectionStore
    ) async throws -> Part {
        var part = Part()
        for history in histories {
            let whole = try await store.whole(history)
            let folded = FoldedCase(whole)
            let comparison = CaseComparison(whole, folded, digests: store.digests)
            part.cases += 1
            part.sessions += whole.sessions.count
            part.erased += whole.key == .destroyed ? 1 : 0
            part.entries += whole.events.count
            part.casesAtFault += comparison.faults.isEmpty ? 0 : 1
            part.faults += comparison.faults
        }
        return part
    }

    private mutating func add(_ part: Part) {
        cases += part.cases
        casesAtFault += part.casesAtFault
        sessions += part.sessions
        erased += part.erased
        entries += part.entries
        add(part.faults)
    }

    private mutating func add(_ more: [RowFault]) {
        faultCount += more.count
        faults += more.prefix(Self.mostTold - faults.count)
    }
}
