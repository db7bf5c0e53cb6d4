/// That a tree begins with all of an older one (RFC 6962, 2.1.2): nothing that was in the older was altered or left out.
package struct ConsistencyProof: Hashable, Sendable {
    /// The leaves of the older tree.
    package let older: UInt64
    /// The leaves of the newer tree.
    package let newer: UInt64
    package let hashes: [Hash]

    /// A proof as it was handed over, not yet checked.
    package init(older: UInt64, newer: UInt64, hashes: [Hash]) {
        self.older = older
        self.newer = newer
        self.hashes = hashes
    }

    /// The proof between the trees of the first `older` and the first `newer` leaves. Throws what `tiles` throws, and
    /// `TreeFault`.
    package init(from older: UInt64, to newer: UInt64, of tiles: some TileHashes) throws {
        guard older <= newer else { throw TreeFault.outside }
        guard older != 0, older != newer else {
            self.init(older: older, newer: newer, hashes: [])
            return
        }
        var leaves = 0..<newer
        var needed: [Range<UInt64>] = []
        // Whether what is left of the way is a subtree of the older tree, whose root the verifier has.
        var isOlderTree = true
        while leaves.upperBound != older {
            let middle = leaves.lowerBound + Subtree.division(of: UInt64(leaves.count))
            if older <= middle {
                needed.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                needed.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
                isOlderTree = false
            }
        }
        if !isOlderTree { needed.append(leaves) }
        let hashes = try needed.reversed().map { try Subtree.root(of: $0, in: tiles) }
        self.init(older: older, newer: newer, hashes: hashes)
    }

    /// Whether the tree with the newer root begins with that of the older root (RFC 9162, 2.1.4.2). Every tree begins with
    /// the one without leaves.
    package func verifies(from olderRoot: Hash, to newerRoot: Hash) -> Bool {
        guard older <= newer else { return false }
        if older == 0 {
            return hashes.isEmpty && olderRoot == .ofEmptyTree && (newer != 0 || newerRoot == .ofEmptyTree)
        }
        if older == newer { return hashes.isEmpty && olderRoot == newerRoot }
        // The root of a complete older tree is where the way begins, and isn't sent.
        var path = hashes.isEmpty ? [] : (older & (older - 1) == 0 ? [olderRoot] : []) + hashes
        guard let begin = path.first else { return false }
        path.removeFirst()
        var (fromOlder, fromNewer) = (begin, begin)
        var (first, last) = (older - 1, newer - 1)
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        for beside in path {
            guard last != 0 else { return false }
            if first & 1 == 1 || first == last {
                fromOlder = Hash(left: beside, right: fromOlder)
                fromNewer = Hash(left: beside, right: fromNewer)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                fromNewer = Hash(left: fromNewer, right: beside)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && fromOlder == olderRoot && fromNewer == newerRoot
    }
}
