import TransparencyLog

/// A tree grown entry by entry as a store does it, with what was stored and the root after each.
struct GrownTree {
    private(set) var tiles = MemoryTiles()
    private(set) var edge = TreeEdge()
    private(set) var stored: [TileHash] = []
    private(set) var leaves: [Hash] = []
    /// The root of the first n leaves at n.
    private(set) var roots: [Hash] = [.ofEmptyTree]

    init(_ entries: [[UInt8]]) {
        for entry in entries { append(Hash(leaf: entry)) }
    }

    mutating func append(_ leaf: Hash) {
        leaves.append(leaf)
        edge.append(leaf) {
            tiles.store($0)
            stored.append($0)
        }
        roots.append(edge.root)
    }
}
