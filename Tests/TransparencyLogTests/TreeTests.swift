import Cryptography
import TestKit
import Testing
import TransparencyLog

/// What edge and tiles give, against the recursion of RFC 6962 over the entries themselves.
@Suite(.timeLimit(.minutes(10))) struct TreeTests {
    /// Beyond two full tiles, so that proofs read leaves and tiles' roots.
    private static let count = 600
    private static let entries = (0..<count).map { Array("entry \($0)".utf8) }

    private let grown = GrownTree(entries)
    private let reference = ReferenceTree(entries)

    @Test func `the root of every size is that of the recursion`() {
        for size in 0...Self.count { #expect(grown.roots[size].bytes == reference.root(size)) }
    }

    @Test func `every inclusion proof is that of the recursion, and leads to the root`() throws {
        for size in 1...Self.count {
            for index in indexes(upTo: size) {
                let proof = try InclusionProof(of: UInt64(index), in: UInt64(size), from: grown.tiles)
                #expect(proof.hashes.map(\.bytes) == reference.path(index, size))
                #expect(proof.verifies(grown.leaves[index], in: grown.roots[size]))
            }
        }
    }

    @Test func `every consistency proof is that of the recursion, and leads to both roots`() throws {
        for newer in 1...Self.count {
            for older in indexes(upTo: newer).map({ $0 + 1 }) {
                let proof = try ConsistencyProof(from: UInt64(older), to: UInt64(newer), of: grown.tiles)
                #expect(proof.hashes.map(\.bytes) == (older == newer ? [] : reference.proof(older, newer)))
                #expect(proof.verifies(from: grown.roots[older], to: grown.roots[newer]))
            }
            let fromNothing = try ConsistencyProof(from: 0, to: UInt64(newer), of: grown.tiles)
            #expect(fromNothing.hashes.isEmpty)
            #expect(fromNothing.verifies(from: .ofEmptyTree, to: grown.roots[newer]))
            #expect(!fromNothing.verifies(from: grown.roots[1], to: grown.roots[newer]))
        }
    }

    @Test func `an inclusion proof with anything altered is refused`() throws {
        for size in [1, 2, 3, 7, 8, 100, 255, 256, 257, 512, 513, 600] {
            for index in Set([0, 1, size / 2, size - 2, size - 1]) where (0..<size).contains(index) {
                let proof = try InclusionProof(of: UInt64(index), in: UInt64(size), from: grown.tiles)
                let (leaf, root) = (grown.leaves[index], grown.roots[size])
                for altered in alterations(of: proof.hashes) {
                    let other = InclusionProof(index: proof.index, size: proof.size, hashes: altered)
                    #expect(!other.verifies(leaf, in: root))
                }
                #expect(!proof.verifies(flipped(leaf), in: root))
                #expect(!proof.verifies(leaf, in: flipped(root)))
                for elsewhere in 0..<size where elsewhere != index {
                    let other = InclusionProof(
                        index: UInt64(elsewhere), size: UInt64(size), hashes: proof.hashes)
                    #expect(!other.verifies(leaf, in: root))
                }
                for outside in [UInt64(size), .max] {
                    let other = InclusionProof(index: outside, size: proof.size, hashes: proof.hashes)
                    #expect(!other.verifies(leaf, in: root))
                }
            }
        }
    }

    @Test func `a consistency proof with anything altered is refused`() throws {
        for newer in [1, 2, 3, 7, 8, 100, 255, 256, 257, 512, 513, 600] {
            for older in Set([1, 2, newer / 2, newer - 1, newer]) where (1...newer).contains(older) {
                let proof = try ConsistencyProof(from: UInt64(older), to: UInt64(newer), of: grown.tiles)
                let (from, to) = (grown.roots[older], grown.roots[newer])
                for altered in alterations(of: proof.hashes) {
                    let other = ConsistencyProof(older: proof.older, newer: proof.newer, hashes: altered)
                    #expect(!other.verifies(from: from, to: to))
                }
                #expect(!proof.verifies(from: flipped(from), to: to))
                #expect(!proof.verifies(from: from, to: flipped(to)))
                #expect(older == newer || !proof.verifies(from: to, to: from))
            }
        }
        // A log that forgot an entry is not consistent with what it was.
        let shorter = GrownTree(Array(Self.entries[..<100] + Self.entries[101...]))
        let proof = try ConsistencyProof(from: 200, to: 500, of: shorter.tiles)
        #expect(proof.verifies(from: shorter.roots[200], to: shorter.roots[500]))
        #expect(!proof.verifies(from: grown.roots[200], to: shorter.roots[500]))
    }

    @Test func `what is stored is each leaf, and the root of each tile as it becomes full`() throws {
        #expect(grown.stored.filter { $0.level == 0 }.map(\.hash) == grown.leaves)
        let above = grown.stored.filter { $0.level == 1 }
        #expect(above.map(\.index) == [0, 1])
        #expect(above.map(\.hash.bytes) == [0, 1].map { ReferenceTree(Self.tile($0)).root(256) })
        #expect(grown.stored.allSatisfy { $0.level < 2 })
    }

    @Test func `a tree three tiles high proves as a low one does`() throws {
        let size = 65_536 + 300
        let high = GrownTree((0..<size).map { Array("\($0)".utf8) })
        #expect(high.stored.filter { $0.level == 2 }.map(\.index) == [0])
        #expect(high.stored.count == size + 257 + 1)
        #expect(try TreeEdge(size: UInt64(size), of: high.tiles).root == high.roots[size])
        var random = SeededGenerator(seed: 16)
        for _ in 0..<200 {
            let newer = Int.random(in: 1...size, using: &random)
            let older = Int.random(in: 1...newer, using: &random)
            let inclusion = try InclusionProof(of: UInt64(older - 1), in: UInt64(newer), from: high.tiles)
            #expect(inclusion.verifies(high.leaves[older - 1], in: high.roots[newer]))
            let consistency = try ConsistencyProof(from: UInt64(older), to: UInt64(newer), of: high.tiles)
            #expect(consistency.verifies(from: high.roots[older], to: high.roots[newer]))
        }
    }

    @Test func `an edge is stored and goes on as if it had never been`() throws {
        for size in [0, 1, 255, 256, 300] {
            let before = GrownTree(Array(Self.entries[..<size]))
            var after = try #require(TreeEdge(size: UInt64(size), bytes: before.edge.bytes))
            #expect(after == before.edge)
            #expect(try TreeEdge(size: UInt64(size), of: grown.tiles) == before.edge)
            for leaf in grown.leaves[size...] { after.append(leaf) { _ in } }
            #expect(after == grown.edge)
        }
        #expect(TreeEdge(size: 3, bytes: [UInt8](repeating: 0, count: 32)) == nil)
        #expect(TreeEdge(size: 0, bytes: [1]) == nil)
    }

    @Test func `what is outside of the tree, or not stored, is said to be so`() {
        #expect(throws: TreeFault.outside) { try InclusionProof(of: 5, in: 5, from: grown.tiles) }
        #expect(throws: TreeFault.outside) { try ConsistencyProof(from: 6, to: 5, of: grown.tiles) }
        #expect(throws: TreeFault.missing(level: 0, index: 600)) {
            try InclusionProof(of: 0, in: 700, from: grown.tiles)
        }
    }

    // MARK: Material

    private static func tile(_ index: Int) -> [[UInt8]] { Array(entries[index * 256..<(index + 1) * 256]) }

    /// All indexes of the small trees, and of large ones the ends, those at tiles' borders, and some between.
    private func indexes(upTo size: Int) -> [Int] {
        if size <= 70 || [256, 257, 513].contains(size) { return Array(0..<size) }
        return Set([0, 1, 63, 127, 255, 256, 511, 512, size / 3, size / 2, size - 2, size - 1])
            .filter { $0 < size }.sorted()
    }

    private func flipped(_ hash: Hash, bit: Int = 77) -> Hash {
        var bytes = hash.bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return Hash(bytes) ?? .zero
    }

    /// One bit of each hash, one hash less, one more, two exchanged.
    private func alterations(of hashes: [Hash]) -> [[Hash]] {
        var found = hashes.indices.flatMap { place in
            [0, 130, 255].map { bit in
                var altered = hashes
                altered[place] = flipped(altered[place], bit: bit)
                return altered
            }
        }
        found.append(hashes + [.zero])
        found.append([.zero] + hashes)
        if let last = hashes.last {
            found.append(hashes + [last])
            found.append(Array(hashes.dropLast()))
            found.append(Array(hashes.dropFirst()))
        }
        if hashes.count > 1 { found.append([hashes[1], hashes[0]] + hashes[2...]) }
        return found
    }
}
