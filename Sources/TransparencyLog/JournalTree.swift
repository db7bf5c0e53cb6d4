package import Mediation

/// The tree over a journal as its entries are read, from the first on: the leaf of each is the hash of its canonical bytes,
/// whatever their layout (docs/record.md, 7).
package struct JournalTree: Sendable {
    private var edge = TreeEdge()
    private let noted: Set<UInt64>
    private var roots: [UInt64: Hash] = [:]
    /// All hashes that proofs need, where they were asked for; 32 bytes an entry.
    package private(set) var tiles: MemoryTiles?

    /// - Parameters:
    ///   - sizes: the sizes whose roots are wanted beside the last one.
    ///   - keepsHashes: whether proofs are wanted.
    package init(noting sizes: [UInt64] = [], keepsHashes: Bool = false) {
        noted = Set(sizes)
        tiles = keepsHashes ? MemoryTiles() : nil
        note()
    }

    /// The entries so far.
    package var size: UInt64 { edge.size }
    package var root: Hash { edge.root }

    /// The root of the first `size` entries, if it was asked for and so many came.
    package func root(at size: UInt64) -> Hash? { size == edge.size ? root : roots[size] }

    /// Takes the next entry.
    package mutating func append(_ entry: JournalEntry) {
        edge.append(Hash(leaf: entry.canonicalBytes)) { tiles?.store($0) }
        note()
    }

    private mutating func note() {
        if noted.contains(edge.size) { roots[edge.size] = edge.root }
    }
}
