/// A hash that has to be stored: one of a tile (C2SP tlog-tiles, tiles of height 8).
///
/// Level 0 holds the leaves' hashes; a hash of level L is the root of the 256 hashes of level L - 1 from `256 * index`
/// on, so it comes to be when that tile becomes full. Every hash of the tree that isn't stored follows from at most 256
/// that are.
package struct TileHash: Hashable, Sendable {
    package let level: Int
    /// Its place among all hashes of its level, from 0.
    package let index: UInt64
    package let hash: Hash

    package init(level: Int, index: UInt64, hash: Hash) {
        self.level = level
        self.index = index
        self.hash = hash
    }
}

/// The right edge of the tree: its size and the roots of its complete subtrees, one for each bit that is set in the size,
/// the largest first. It is all that an append needs of a tree of any size; the root follows from it.
package struct TreeEdge: Hashable, Sendable {
    /// The leaves so far.
    package private(set) var size: UInt64
    private var subtrees: [Hash]

    /// The edge of a tree without leaves.
    package init() {
        size = 0
        subtrees = []
    }

    /// An edge as it was stored: nil when the number of hashes isn't that of the size. Whether they are the tree's own is
    /// shown by comparing `root`.
    package init?(size: UInt64, bytes: [UInt8]) {
        guard bytes.count == size.nonzeroBitCount * 32 else { return nil }
        self.size = size
        subtrees = stride(from: 0, to: bytes.count, by: 32).compactMap { Hash(bytes[$0..<$0 + 32]) }
    }

    /// The edge of the tree of the first `size` leaves, from what is stored of it. Throws what `tiles` throws, and
    /// `TreeFault.missing`.
    package init(size: UInt64, of tiles: some TileHashes) throws {
        self.size = size
        subtrees = try Subtree.complete(in: 0..<size).map { try $0.root(of: tiles) }
    }

    /// The subtrees' roots, as they are stored: 32 bytes each.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(subtrees.count * 32)
        for root in subtrees { root.append(to: &bytes) }
        return bytes
    }

    /// Appends a leaf and hands over what has to be stored with it: the leaf's own hash, and the root of each tile that it
    /// makes full. One hash is computed an append, taken over all appends.
    package mutating func append(_ leaf: Hash, storing store: (TileHash) -> Void) {
        store(TileHash(level: 0, index: size, hash: leaf))
        var hash = leaf
        var index = size
        var height = 0
        while index & 1 == 1 {
            hash = Hash(left: subtrees.removeLast(), right: hash)
            index >>= 1
            height += 1
            if height % Subtree.tileHeight == 0 {
                store(TileHash(level: height / Subtree.tileHeight, index: index, hash: hash))
            }
        }
        subtrees.append(hash)
        size += 1
    }

    /// The root of the tree (RFC 6962, 2.1).
    package var root: Hash {
        guard var hash = subtrees.last else { return .ofEmptyTree }
        for larger in subtrees.dropLast().reversed() { hash = Hash(left: larger, right: hash) }
        return hash
    }
}
