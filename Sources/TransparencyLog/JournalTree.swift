/// The tree over a journal as its entries are read, from the first on: the leaf of each is the hash of its canonical bytes,
/// whatever their layout (docs/record.md, 7).
package struct JournalTree: Sendable {
    /// The tree's right edge.
    package private(set) var edge = TreeEdge()
    private let noted: Set<UInt64>
    private var roots: [UInt64: Hash] = [:]

    /// - Parameter sizes: the sizes whose roots are wanted beside the last one.
    package init(noting sizes: [UInt64] = []) {
        noted = Set(sizes)
        note()
    }

    /// The entries so far.
    package var size: UInt64 { edge.size }
    package var root: Hash { edge.root }

    /// The root of the first `size` entries, if it was asked for and so many came.
    package func root(at size: UInt64) -> Hash? { size == edge.size ? root : roots[size] }

    /// Takes the next entry's leaf hash, and hands over what a store has of the tree with it.
    package mutating func append(_ leaf: Hash, storing store: (TileHash) -> Void = { _ in }) {
        edge.append(leaf, storing: store)
        note()
    }

    private mutating func note() {
        if noted.contains(edge.size) { roots[edge.size] = edge.root }
    }
}
