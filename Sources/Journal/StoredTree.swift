package import Storage
package import TransparencyLog

/// Why the record is not what its own hashes tell, in words.
package struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// The tree as a store keeps it, read in few steps: a root, a proof, an edge of any size. What is stored proves nothing by
/// itself: whoever gives a proof to others compares it with a root first.
///
/// The entries that a read comes by, at most 256 a subtree, are held to their own hashes.
package struct StoredTree: Sendable {
    private let store: any JournalStore
    /// The entries, when it was read.
    package let size: UInt64
    /// The edge as it is stored; nil where it has another form.
    private let edge: TreeEdge?

    /// Nil for a store that was not carried over yet. Throws `StorageError`.
    package init?(of store: any JournalStore) async throws {
        guard let row = try await store.treeEdge() else { return nil }
        self.store = store
        size = row.size
        edge = TreeEdge(size: row.size, bytes: row.hashes)
    }

    /// The edge, once the stored hashes are found to give it. Throws `RecordFault` where they don't.
    package func checkedEdge() async throws -> TreeEdge {
        let computed = try await edge(at: size)
        guard computed == edge else { throw RecordFault("the tree's edge is not that of its hashes") }
        return computed
    }

    /// The edge of the first entries. Throws `RecordFault` where hashes are missing or wrong, and `TreeFault.outside`, like the
    /// proofs.
    package func edge(at size: UInt64) async throws -> TreeEdge {
        try await read { try TreeEdge(size: size, of: $0) }
    }

    /// - Parameter size: the entries of the tree that it is shown in.
    package func inclusion(of index: UInt64, in size: UInt64) async throws -> InclusionProof {
        try await read { try InclusionProof(of: index, in: size, from: $0) }
    }

    package func consistency(from older: UInt64, to newer: UInt64) async throws -> ConsistencyProof {
        try await read { try ConsistencyProof(from: older, to: newer, of: $0) }
    }

    /// Which hashes are needed depends on the sizes alone: they are asked for once without an answer, fetched, and given.
    private func read<Value>(_ make: (any TileHashes) throws -> Value) async throws -> Value {
        let asked = Asked()
        _ = try make(asked)
        var fetched = Fetched()
        for range in asked.ranges where fetched.found[range] == nil {
            fetched.found[range] = try await hashes(range)
        }
        do {
            return try make(fetched)
        } catch TreeFault.missing(let level, let index) {
            throw RecordFault(
                level == 0
                    ? "entry \(index + 1): gap" : "the tree's hash \(index) of level \(level) is missing")
        }
    }

    private func hashes(_ range: Range) async throws -> [Hash] {
        guard range.level == 0 else {
            let found = try await store.treeHashes(level: range.level, from: range.first, limit: range.count)
            let rows = zip(found, range.first...).prefix { $0.index == $1 }.map(\.0)
            return rows.compactMap { Hash($0.hash) }
        }
        let rows = try await store.entries(from: range.first + 1, limit: range.count)
        return try zip(rows, (range.first + 1)...).map { row, sequence in
            guard row.sequence == sequence, row.holdsItsHash, let leaf = row.leaf else {
                throw RecordFault("entry \(sequence): hash_mismatch")
            }
            return leaf
        }
    }

    private struct Range: Hashable {
        let level: Int
        let first: UInt64
        let count: Int
    }

    private final class Asked: TileHashes {
        var ranges: [Range] = []

        func hashes(level: Int, from first: UInt64, count: Int) -> [Hash] {
            ranges.append(Range(level: level, first: first, count: count))
            return [Hash](repeating: .zero, count: count)
        }
    }

    private struct Fetched: TileHashes {
        var found: [Range: [Hash]] = [:]

        func hashes(level: Int, from first: UInt64, count: Int) -> [Hash] {
            found[Range(level: level, first: first, count: count)] ?? []
        }
    }
}
