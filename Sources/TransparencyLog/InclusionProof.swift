/// That an entry stands at its place in a tree (RFC 6962, 2.1.1): the roots beside its way up, the lowest first.
package struct InclusionProof: Hashable, Sendable {
    /// The entry's place, from 0.
    package let index: UInt64
    /// The leaves of the tree that it is shown in.
    package let size: UInt64
    package let hashes: [Hash]

    /// A proof as it was handed over, not yet checked.
    package init(index: UInt64, size: UInt64, hashes: [Hash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The proof for an entry in the tree of the first `size` leaves. What is stored may have been altered: whoever makes a
    /// proof for others checks it first. Throws what `tiles` throws, and `TreeFault`.
    package init(of index: UInt64, in size: UInt64, from tiles: some TileHashes) throws {
        guard index < size else { throw TreeFault.outside }
        var leaves = 0..<size
        var beside: [Range<UInt64>] = []
        while leaves.count > 1 {
            let middle = leaves.lowerBound + Subtree.division(of: UInt64(leaves.count))
            if index < middle {
                beside.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                beside.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
            }
        }
        let hashes = try beside.reversed().map { try Subtree.root(of: $0, in: tiles) }
        self.init(index: index, size: size, hashes: hashes)
    }

    /// Whether it leads from the leaf to the root.
    package func verifies(_ leaf: Hash, in root: Hash) -> Bool { self.root(of: leaf) == root }

    /// The root that it leads to from a leaf (RFC 9162, 2.1.3.2); nil when it has too many hashes or too few.
    package func root(of leaf: Hash) -> Hash? {
        guard index < size else { return nil }
        var hash = leaf
        var (first, last) = (index, size - 1)
        for beside in hashes {
            guard last != 0 else { return nil }
            if first & 1 == 1 || first == last {
                hash = Hash(left: beside, right: hash)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                hash = Hash(left: hash, right: beside)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }
}
