import Cryptography
import Foundation
import Mediation
import TestKit
import Testing
import TransparencyLog

/// Proof files, checked here and by another program.
@Suite(.timeLimit(.minutes(10))) struct LogProofTests {
    private static let size = 700
    private static let session = EntryStream.session(SessionID("s-1"), of: CaseID("c-1"))

    /// Every third entry is of one session; the others are of other cases.
    private static let entries: [LogEntry] = {
        var heads: [EntryStream: (count: UInt64, hash: Hash)] = [:]
        return (0..<size).map { index in
            let stream = index % 3 == 0 ? session : .petition(CaseID("c-\(index % 7 + 2)"))
            let (count, previous) = heads[stream] ?? (0, .zero)
            let entry = LogEntry(
                stream: stream, position: count + 1, at: Instant(milliseconds: Int64(index)),
                kind: "happened",
                sealed: Hash(of: [1]), content: content(index).digest, previous: previous)
            heads[stream] = (count + 1, entry.leaf)
            return entry
        }
    }()

    private static func content(_ index: Int) -> SaltedContent {
        // A salt that is the same in each run, so that the entries are.
        SaltedContent(opened: Digest.sha256([UInt8(index % 251)]) + Array("payload \(index)".utf8))
            ?? SaltedContent([])
    }

    private let tree = GrownTree(entries.map(\.canonicalBytes))

    private func checkpoint(_ size: Int, by key: SigningKey) throws -> SignedNote {
        let head = Checkpoint(origin: key.verifier.name, size: UInt64(size), root: tree.roots[size])
        return try #require(try head.signed(by: key))
    }

    private func proof(_ index: Int, by key: SigningKey) throws -> LogProof {
        LogProof(
            try InclusionProof(of: UInt64(index), in: UInt64(Self.size), from: tree.tiles),
            checkpoint: try checkpoint(Self.size, by: key))
    }

    @Test func `a proof file proves its entry, and no other`() throws {
        let key = try #require(try SigningKey(name: "log.example/2026"))
        for index in [0, 1, 255, 256, 511, 512, 699] {
            let proof = try proof(index, by: key)
            let read = try LogProof(parsing: proof.bytes)
            #expect(read == proof)
            #expect(try read.verify(Self.entries[index].leaf, log: key.verifier).size == UInt64(Self.size))
            #expect(throws: LogProof.Fault.notIncluded) {
                try read.verify(Self.entries[index ^ 1].leaf, log: key.verifier)
            }
            let other = try #require(try SigningKey(name: "log.example/2026")).verifier
            #expect(throws: LogProof.Fault.checkpoint(.unsigned)) {
                try read.verify(Self.entries[index].leaf, log: other)
            }
        }
    }

    @Test func `any bit flipped in a proof file is found`() throws {
        let key = try #require(try SigningKey(name: "log.example"))
        let (leaf, written) = (Self.entries[300].leaf, try proof(300, by: key).bytes)
        for place in written.indices {
            var altered = written
            altered[place] ^= 1 << UInt8(place % 8)
            #expect(throws: LogProof.Fault.self) {
                try LogProof(parsing: altered).verify(leaf, log: key.verifier)
            }
        }
    }

    @Test func `a proof file has the form of tlog-proof`() throws {
        let key = try #require(try SigningKey(name: "log.example"))
        let note = try checkpoint(1, by: key)
        let plain = LogProof(InclusionProof(index: 0, size: 1, hashes: []), checkpoint: note)
        #expect(plain.bytes == Array("c2sp.org/tlog-proof@v1\nindex 0\n\n".utf8) + note.bytes)
        let extra = LogProof(
            InclusionProof(index: 10, size: 11, hashes: [.zero]), checkpoint: note, extra: Array("more".utf8))
        #expect(
            extra.bytes == Array(
                "c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 10\n\(Hash.zero.base64)\n\n".utf8) + note.bytes
        )
        #expect(try LogProof(parsing: extra.bytes) == extra)
        let hash = Hash.zero.base64
        for head in [
            "", "c2sp.org/tlog-proof@v2\nindex 0", "c2sp.org/tlog-proof@v1",
            "c2sp.org/tlog-proof@v1\nindex 01",
            "c2sp.org/tlog-proof@v1\nindex -1", "c2sp.org/tlog-proof@v1\nindex 0 ",
            "c2sp.org/tlog-proof@v1\nextra bW9yZQ==",
            "c2sp.org/tlog-proof@v1\nextra bW9yZQ\nindex 0",
            "c2sp.org/tlog-proof@v1\nindex 0\nextra bW9yZQ==",
            "c2sp.org/tlog-proof@v1\nindex 0\n\(hash)A",
            "c2sp.org/tlog-proof@v1\nindex 0\n\(hash.dropLast())",
            "c2sp.org/tlog-proof@v1\nindex 0" + String(repeating: "\n\(hash)", count: 64),
        ] {
            #expect(throws: LogProof.Fault.malformed) {
                try LogProof(parsing: Array("\(head)\n\n".utf8) + note.bytes)
            }
        }
    }

    @Test(.timeLimit(.minutes(10))) func `another program proves the same files, and finds each alteration`()
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = try #require(try SigningKey(name: "log.example/2026"))
        func write(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: folder.appending(path: name))
        }

        try write("log.vkey", Array(key.verifier.text.utf8))
        try write("checkpoint", try checkpoint(Self.size, by: key).bytes)
        try write("checkpoint.500", try checkpoint(500, by: key).bytes)
        let consistency = try ConsistencyProof(from: 500, to: UInt64(Self.size), of: tree.tiles)
        try write("consistency.500", Array(consistency.hashes.map { $0.base64 + "\n" }.joined().utf8))
        let indexes = Self.entries.indices.filter { Self.entries[$0].stream == Self.session }
        for index in indexes {
            let name = String(format: "%06d", Int(Self.entries[index].position))
            try write("\(name).entry", Self.entries[index].canonicalBytes)
            try write("\(name).content", Self.content(index).bytes)
            try write("\(name).tlog-proof", try proof(index, by: key).bytes)
        }
        let whole = try verify(folder)
        #expect(whole.status == 0, "\(whole.said)")
        #expect(whole.said.contains("proven: \(indexes.count) entries"))

        for name in [
            "000005.entry", "000100.content", "000234.tlog-proof", "checkpoint.500", "consistency.500",
            "log.vkey",
        ] {
            let file = folder.appending(path: name)
            let written = try Data(contentsOf: file)
            var altered = written
            altered[written.count / 2] ^= 1
            try altered.write(to: file)
            let found = try verify(folder)
            #expect(found.status == 1 && found.said.contains("NOT PROVEN"), "\(name): \(found.said)")
            try written.write(to: file)
        }
        try FileManager.default.removeItem(at: folder.appending(path: "000100.entry"))
        #expect(try verify(folder).said.contains("000101.entry: a gap"))
    }

    /// Runs the other verifier: Python's hashlib, and openssl for signatures.
    private func verify(_ folder: URL) throws -> ProgramRun {
        let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "verify_log.py")
        return try ProgramRun(URL(filePath: "/usr/bin/env"), ["python3", program.path(), folder.path()])
    }
}
