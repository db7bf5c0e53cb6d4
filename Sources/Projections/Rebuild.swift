internal import Mediation
internal import Records
package import Storage

/// Makes rows anew of the entries, a case at a time, each in one transaction: cut off, it is begun again and finds less to
/// do. Rows that are as they should be are not written.
package struct Rebuild: Sendable {
    package private(set) var cases = 0
    /// Cases of which rows were written.
    package private(set) var rewritten = 0
    /// Rows that belonged to nothing and went, and numbers that were too low.
    package private(set) var removed = 0
    /// What it can't make good: entries that can't be read, keys that are gone, and rows that are made of no event.
    package private(set) var left: [RowFault] = []
    package private(set) var leftCount = 0
    /// What was wrong with rows that are written over, which are made of no event. They were counted as they stand, and the log
    /// says so; nil where they were what was written last.
    package private(set) var counted: RowFault?

    /// All of a store.
    package init(of store: some ProjectionStore) async throws {
        removed = try await store.removeStrays()
        for history in try await store.history() { try await make(history, in: store) }
        // A case's number is one of the year's only once its row is right.
        removed += try await store.removeStrays()
        counted = RowFault(try await store.keptRows(of: StoreProof.owners(store.history(), in: store)))
        if counted != nil { try await store.countKeptRows() }
    }

    /// The cases alone whose row an older program wrote; returns how many there were.
    package static func fill(_ store: some ProjectionStore) async throws -> Int {
        let bare = Set(try await store.casesWithoutSummary())
        if bare.isEmpty { return 0 }
        var filled = 0
        // In older stores a case's events stand among its sessions', too.
        for history in try await store.history() where bare.contains(history.id) {
            let whole = try await store.whole(history)
            let folded = FoldedCase(whole)
            guard whole.key == .opens, folded.file != nil else { continue }
            try await replace(whole, folded, in: store)
            filled += 1
        }
        return filled
    }

    private mutating func make(_ history: CaseHistory, in store: some ProjectionStore) async throws {
        let whole = try await store.whole(history)
        let folded = FoldedCase(whole)
        let faults = CaseComparison(whole, folded, digests: store.digests).faults
        cases += 1
        var rest = faults
        if whole.key == .opens, faults.contains(where: \.isRebuilt) {
            try await Self.replace(whole, folded, in: store)
            rewritten += 1
            let after = try await store.whole(history)
            rest = CaseComparison(after, FoldedCase(after), digests: store.digests).faults
        }
        leftCount += rest.count
        left += rest.prefix(StoreProof.mostTold - left.count)
    }

    private static func replace(
        _ whole: CaseWhole, _ folded: FoldedCase, in store: some ProjectionStore
    ) async throws {
        let rows: ProjectedRows
        do throws(RecordError) {
            rows = try folded.rows(keeping: whole.file?.columns.version)
        } catch {
            throw StorageError(.failed, error.description)
        }
        try await store.replace(rows)
    }
}
