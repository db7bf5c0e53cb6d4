/// What a tree's stored hashes are read through. An engine answers from one moment of its store: a transaction, a snapshot.
package protocol TileHashes {
    /// The hashes `first ..< first + count` of a level, in order; `count` is 1 to 256, and all lie in one tile. Fewer are
    /// returned where fewer are stored.
    func hashes(level: Int, from first: UInt64, count: Int) throws -> [Hash]
}

/// Why a hash of the tree can't be told.
package enum TreeFault: Error, Hashable, Sendable {
    /// The entry or the size that was asked for lies outside of the tree.
    case outside
    /// A hash that must be stored isn't.
    case missing(level: Int, index: UInt64)
}

/// The hashes in memory: for a store that holds nothing longer, for tests and for measuring.
package struct MemoryTiles: TileHashes, Sendable {
    private var levels: [[Hash]] = []

    package init() {}

    /// Takes a hash; those of one level come in order.
    package mutating func store(_ hash: TileHash) {
        while levels.count <= hash.level { levels.append([]) }
        levels[hash.level].append(hash.hash)
    }

    package func hashes(level: Int, from first: UInt64, count: Int) -> [Hash] {
        guard level < levels.count, first < levels[level].count else { return [] }
        return Array(levels[level][Int(first)...].prefix(count))
    }
}

/// A complete subtree: the leaves `index << height ..< (index + 1) << height`.
struct Subtree: Hashable {
    /// The height of a tile (C2SP tlog-tiles): 256 hashes.
    static let tileHeight = 8

    let height: Int
    let index: UInt64

    /// The complete subtrees that a range of leaves falls into, the largest first, where the range is one that the
    /// recursion of RFC 6962 (2.1) comes to: it begins at a multiple of the smallest power of two that holds it.
    static func complete(in leaves: Range<UInt64>) -> [Subtree] {
        var found: [Subtree] = []
        var from = leaves.lowerBound
        while from < leaves.upperBound {
            let height = 63 - (leaves.upperBound - from).leadingZeroBitCount
            found.append(Subtree(height: height, index: from >> UInt64(height)))
            from += 1 << UInt64(height)
        }
        return found
    }

    /// The root, out of the stored hashes of the level below or at its height: one read.
    func root(of tiles: some TileHashes) throws -> Hash {
        let level = height / Self.tileHeight
        let count = 1 << (height % Self.tileHeight)
        let first = index << UInt64(height % Self.tileHeight)
        var hashes = try tiles.hashes(level: level, from: first, count: count)
        guard hashes.count == count else {
            throw TreeFault.missing(level: level, index: first + UInt64(min(hashes.count, count)))
        }
        while hashes.count > 1 {
            for pair in 0..<hashes.count / 2 {
                hashes[pair] = Hash(left: hashes[2 * pair], right: hashes[2 * pair + 1])
            }
            hashes.removeLast(hashes.count / 2)
        }
        return hashes[0]
    }

    /// The root of a range of leaves, as `complete(in:)` takes it (RFC 6962, 2.1: MTH).
    static func root(of leaves: Range<UInt64>, in tiles: some TileHashes) throws -> Hash {
        var subtrees = try complete(in: leaves).map { try $0.root(of: tiles) }
        guard var hash = subtrees.popLast() else { return .ofEmptyTree }
        while let larger = subtrees.popLast() { hash = Hash(left: larger, right: hash) }
        return hash
    }

    /// Where RFC 6962 (2.1) divides a tree of `count` leaves, 2 at least: the largest power of two below it.
    static func division(of count: UInt64) -> UInt64 { 1 << UInt64(63 - (count - 1).leadingZeroBitCount) }
}
