import Cryptography
import Mediation
import TransparencyLog

/// What the log adds to an append, and what its proofs cost, when a million entries are in it. It runs in this process and
/// keeps the hashes in memory: what a store takes to write and to read them is in (g).
struct LogScenario: Scenario {
    let letter = "k"
    let title = "the log: appends and proofs at a million entries"

    /// Rounds whose median is told, with the spread that the machine made in them.
    private static let rounds = 9

    func run(_ bench: Bench) throws {
        let size = bench.isShort ? 100_000 : 1_000_000
        var tiles = MemoryTiles()
        var edge = TreeEdge()
        var leaves: [Hash] = []
        var roots: [UInt64: Hash] = [:]
        for index in 0..<size {
            let leaf = Self.entry(UInt64(index), after: leaves.last ?? .zero).leaf
            edge.append(leaf) { tiles.store($0) }
            leaves.append(leaf)
            if edge.size % 1000 == 0 { roots[edge.size] = edge.root }
        }
        try measureAppends(bench, edge: edge, last: leaves.last ?? .zero)
        try measureProofs(bench, tiles, leaves: leaves, root: edge.root, roots: roots)
    }

    private func measureAppends(_ bench: Bench, edge: TreeEdge, last: Hash) throws {
        let count = 10_000
        let payload = [UInt8](repeating: 7, count: 300)
        record(bench, "an entry's digests, bytes and leaf hash, payload of 300 bytes", count) {
            var previous = last
            for index in 0..<count {
                previous = Self.entry(UInt64(index), payload: payload, after: previous).leaf
            }
            return previous
        }
        record(bench, "the tree's part of an append: edge and stored hashes", count) {
            var grown = edge
            var stored = 0
            for _ in 0..<count { grown.append(last) { _ in stored += 1 } }
            return stored == 0 ? .zero : grown.root
        }
        record(bench, "an entry of the chain of today, payload of 300 bytes", count) {
            var previous = JournalEntry.genesis
            for index in 0..<count {
                previous =
                    JournalEntry(
                        sequence: UInt64(index + 1), at: Instant(milliseconds: 1), caseID: CaseID("case"),
                        sessionID: nil, kind: "happened", payload: payload, previous: previous,
                        hashing: { Digest.sha256($0) }
                    ).hash
            }
            return Hash(previous) ?? .zero
        }
        record(bench, "the root, from the edge", count) {
            var root = Hash.zero
            for _ in 0..<count { root = edge.root }
            return root
        }
    }

    private func measureProofs(
        _ bench: Bench, _ tiles: MemoryTiles, leaves: [Hash], root: Hash, roots: [UInt64: Hash]
    ) throws {
        let size = UInt64(leaves.count)
        let places = (0..<500).map { UInt64($0) &* 7919 % size }
        let inclusions = try places.map { try InclusionProof(of: $0, in: size, from: tiles) }
        let olders = places.map { max(1000, $0 / 1000 * 1000) }
        let consistencies = try olders.map { try ConsistencyProof(from: $0, to: size, of: tiles) }
        let hold =
            zip(places, inclusions).allSatisfy { $1.verifies(leaves[Int($0)], in: root) }
            && zip(olders, consistencies).allSatisfy { $1.verifies(from: roots[$0] ?? .zero, to: root) }
        guard hold else { throw BenchFault("a proof doesn't hold") }
        let mean = Double(inclusions.map(\.hashes.count).reduce(0, +)) / Double(inclusions.count)
        record(
            bench, "an inclusion proof made", places.count, note: "\(formatted(mean, digits: 1)) hashes long"
        ) {
            (try? places.reduce(Hash.zero) { _, place in
                try InclusionProof(of: place, in: size, from: tiles).hashes.last ?? .zero
            }) ?? .zero
        }
        record(bench, "an inclusion proof verified", places.count) {
            zip(places, inclusions).reduce(Hash.zero) { $1.1.root(of: leaves[Int($1.0)]) ?? $0 }
        }
        record(bench, "a consistency proof made", olders.count) {
            (try? olders.reduce(Hash.zero) { _, older in
                try ConsistencyProof(from: older, to: size, of: tiles).hashes.last ?? .zero
            }) ?? .zero
        }
        record(bench, "a consistency proof verified", olders.count) {
            zip(olders, consistencies).allSatisfy { $1.verifies(from: roots[$0] ?? .zero, to: root) }
                ? root : .zero
        }
    }

    private static func entry(_ index: UInt64, payload: [UInt8] = [], after previous: Hash) -> LogEntry {
        LogEntry(
            stream: .petition(CaseID("case")), position: index + 1, at: Instant(milliseconds: 1),
            kind: "happened", sealed: Hash(of: payload), content: Hash(of: payload), previous: previous)
    }

    /// Microseconds of one, the median of rounds of `count`.
    private func record(
        _ bench: Bench, _ name: String, _ count: Int, note: String? = nil, _ work: () -> Hash
    ) {
        var rounds: [Double] = []
        for _ in 0..<Self.rounds {
            let began = Monotonic.seconds
            let result = work()
            // The result is used, so that it is computed.
            rounds.append((Monotonic.seconds - began + (result == .zero ? 1 : 0)) / Double(count) * 1e6)
        }
        let spread =
            "\(Figure.short(rounds.min() ?? .nan)) to \(Figure.short(rounds.max() ?? .nan)) us in \(Self.rounds) rounds"
        bench.record(
            Figure(
                letter, name, rounds.median, "us",
                note: [note, spread].compactMap { $0 }.joined(separator: "; ")))
    }
}
