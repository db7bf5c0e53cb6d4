import Cryptography
import Mediation
import Testing
import TransparencyLog

/// The tree over entries of layout 1, as they are read.
@Suite(.timeLimit(.minutes(10))) struct JournalTreeTests {
    private static let journal: [JournalEntry] = (1...300).reduce(into: []) { journal, sequence in
        journal.append(
            JournalEntry(
                sequence: UInt64(sequence), at: Instant(milliseconds: Int64(sequence)), caseID: CaseID("c"),
                sessionID: sequence % 2 == 0 ? SessionID("s") : nil, kind: "happened", payload: [1, 2, 3],
                previous: journal.last?.hash ?? JournalEntry.genesis, hashing: { Digest.sha256($0) }))
    }

    @Test func `its leaves are the canonical bytes as they are`() {
        let reference = ReferenceTree(Self.journal.map(\.canonicalBytes))
        var tree = JournalTree(noting: [0, 1, 256, 299, 400])
        #expect(tree.root == .ofEmptyTree && tree.root(at: 0) == .ofEmptyTree)
        for (index, entry) in Self.journal.enumerated() {
            tree.append(Hash(leaf: entry.canonicalBytes))
            #expect(tree.root.bytes == reference.root(index + 1))
        }
        #expect(tree.size == 300)
        for size in [0, 1, 256, 299, 300] {
            #expect(tree.root(at: UInt64(size))?.bytes == reference.root(size))
        }
        // Not asked for, and not reached.
        #expect(tree.root(at: 255) == nil && tree.root(at: 400) == nil)
    }

    @Test func `a witness is sent its size, the proof and the checkpoint`() throws {
        var (tree, tiles) = (JournalTree(noting: [100]), MemoryTiles())
        for entry in Self.journal { tree.append(Hash(leaf: entry.canonicalBytes)) { tiles.store($0) } }
        let proof = try ConsistencyProof(from: 100, to: 300, of: tiles)
        #expect(proof.verifies(from: try #require(tree.root(at: 100)), to: tree.root))
        let key = try #require(try SigningKey(name: "log.example"))
        let checkpoint = Checkpoint(origin: "log.example", size: 300, root: tree.root)
        let note = try #require(try checkpoint.signed(by: key))
        let hashes = proof.hashes.map { $0.base64 + "\n" }.joined()
        let request = WitnessRequest(proof, checkpoint: note)
        #expect(request.bytes == Array("old 100\n\(hashes)\n".utf8) + note.bytes)
        let none = try ConsistencyProof(from: 300, to: 300, of: tiles)
        #expect(WitnessRequest(none, checkpoint: note).bytes == Array("old 300\n\n".utf8) + note.bytes)
    }
}
