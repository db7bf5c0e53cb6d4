import ArgumentParser
import Cryptography
import Foundation
import Glibc
import Journal
import Mediation
import Storage
import StorageSQLite
import TransparencyLog
import Vault

/// `trialogue prove`: what proves a case's entries, or one entry, to somebody who has neither this program nor the store
/// (docs/record.md, 6). It reads alone, also beside a running server.
struct ProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write the files that prove a case's entries, or one of them, to others.",
        discussion:
            "Of an erased case everything is proven but what it said. The files named .content say what was said: whoever is given them can read it."
    )

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Option(name: .customLong("case"), help: "The case number, as 青信〔2026〕0087.")
    var caseNo: String?
    @Option(help: "The number of one entry, from 1.", transform: Options.number(1...Int.max))
    var entry: Int?
    @Option(help: "The folder for the files: absent.", transform: Options.folder)
    var to: String
    @Option(help: "The file of the signing key: a checkpoint is signed for this.", transform: Options.file)
    var key: String?
    @Option(help: "A checkpoint that was signed, in place of a new one.", transform: Options.file)
    var checkpoint: String?
    @Option(help: "What trialogue key printed of the key that signed it.", transform: Options.verifierKey)
    var logKey: VerifierKey?
    @Option(
        help:
            "An older checkpoint, such as the one that the other side has: proves that it was only added to.",
        transform: Options.file)
    var after: String?
    @Flag(help: "Leave out what the entries say.")
    var withoutContent = false

    func validate() throws {
        guard (caseNo == nil) != (entry == nil) else {
            throw ValidationError("either --case or --entry says what is to be proven")
        }
        guard (key == nil) != (checkpoint == nil), (checkpoint == nil) == (logKey == nil) else {
            throw ValidationError("either --key, or --checkpoint and --log-key, say whose log it is")
        }
    }

    func run() throws {
        let signer = try key.map(KeyFile.read)
        guard let log = signer?.verifier ?? logKey else { throw ValidationError("no key") }
        let older = try after.map { ($0, try CheckpointFile.read($0, by: log)) }
        let kept = try checkpoint.map { path in
            let head = try CheckpointFile.read(path, by: log)
            return (try SignedNote(parsing: try Files.read(path, "the checkpoint")), head)
        }
        try told { try Files.requireAbsent(to) }
        let store = try readStore(data)
        defer { try? waiting { try await store.close() } }
        do {
            let files = try told { try prove(in: store, kept, signer, older, log) }
            try told { try write(files) }
            say("proven: \(files.filter { $0.name.hasSuffix(".entry") }.count) entries")
        } catch let fault as RecordFault {
            say("ALTERED: \(fault)")
            say("nothing was written")
            throw ExitStatus.altered
        }
    }

    private struct File {
        let name: String
        let bytes: [UInt8]
    }

    private func prove(
        in store: SQLiteStore, _ kept: (SignedNote, Checkpoint)?, _ signer: SigningKey?,
        _ older: (path: String, Checkpoint)?, _ log: VerifierKey
    ) throws -> [File] {
        let (caseNo, entry) = (caseNo, entry)
        let tree = try waiting { try await Proofs(of: store) }
        let (note, head) = try kept ?? (try sign(tree.edge, by: signer))
        var files = [
            File(name: "log.vkey", bytes: Array(log.text.utf8)), File(name: "checkpoint", bytes: note.bytes),
        ]
        if let (path, before) = older {
            let hashes = try waiting { try await tree.consistency(from: before, to: head) }
            files.append(
                File(name: "checkpoint.\(before.size)", bytes: try Files.read(path, "the checkpoint")))
            let lines = hashes.map { $0.base64 + "\n" }.joined()
            files.append(File(name: "consistency.\(before.size)", bytes: Array(lines.utf8)))
        }
        let rows = try waiting { () async throws -> [JournalRow] in
            if let entry { return try await tree.rows(entry: UInt64(entry)) }
            return try await tree.rows(caseNo: caseNo ?? "")
        }
        guard !rows.isEmpty, rows.allSatisfy({ $0.sequence <= head.size }) else {
            throw StorageError(.notFound, "there is no such entry before the checkpoint was signed")
        }
        let withContent = !withoutContent
        for row in rows {
            let name = String(format: "%012llu", row.sequence - 1)
            let (bytes, proof, content) = try waiting {
                let (bytes, proof) = try await tree.proof(of: row, in: head)
                return (bytes, proof, withContent ? try await store.content(of: row) : nil)
            }
            files.append(File(name: name + ".entry", bytes: bytes))
            if let content { files.append(File(name: name + ".content", bytes: content)) }
            files.append(
                File(name: name + ".tlog-proof", bytes: LogProof(proof, checkpoint: note).bytes))
        }
        return files
    }

    private func sign(_ edge: TreeEdge, by signer: SigningKey?) throws -> (SignedNote, Checkpoint) {
        guard let signer else { throw ValidationError("no key") }
        let head = Checkpoint(origin: signer.verifier.name, size: edge.size, root: edge.root)
        guard let note = try head.signed(by: signer) else {
            throw ValidationError("the log's name can't stand in a checkpoint")
        }
        return (note, head)
    }

    /// The checkpoint comes last: a folder without it is no finished proof.
    private func write(_ files: [File]) throws {
        guard mkdir(to, 0o700) == 0 else {
            throw StorageError(.failed, "\(to) can't be made: \(String(cString: strerror(errno)))")
        }
        let last = files.filter { $0.name == "checkpoint" }
        for file in files.filter({ $0.name != "checkpoint" }) + last {
            try Files.create("\(to)/\(file.name)", file.bytes, mode: 0o600)
        }
    }
}

/// Proofs out of a store, each checked before it is handed out.
private struct Proofs: Sendable {
    private let store: SQLiteStore
    private let tree: StoredTree
    let edge: TreeEdge

    init(of store: SQLiteStore) async throws {
        self.store = store
        tree = try await StoredTree.carriedOver(of: store)
        edge = try await tree.checkedEdge()
    }

    func rows(entry: UInt64) async throws -> [JournalRow] {
        try await store.entries(from: entry, limit: 1).whole().filter { $0.sequence == entry }
    }

    /// The entries of a case and of its sessions, in the order of the log.
    func rows(caseNo: String) async throws -> [JournalRow] {
        guard let id = try await store.caseID(caseNo: caseNo) else {
            throw StorageError(.notFound, "no case \(caseNo)")
        }
        let sessions = try await store.sessions(ofCase: id).whole()
        var rows: [JournalRow] = []
        for stream in [.petition(id)] + sessions.map({ EntryStream.session($0.id, of: id) }) {
            while true {
                let after = rows.last { $0.stream == stream }?.sequence ?? 0
                let page = try await store.entries(of: stream, after: after, limit: 1000).whole()
                rows += page.filter { $0.sequence <= edge.size }
                if page.isEmpty || page.last?.sequence ?? 0 > edge.size { break }
            }
        }
        return rows.sorted { $0.sequence < $1.sequence }
    }

    /// An entry's bytes, and the proof that they stand in the tree that was signed.
    func proof(of row: JournalRow, in head: Checkpoint) async throws -> ([UInt8], InclusionProof) {
        let proof = try await tree.inclusion(of: row.sequence - 1, in: head.size)
        guard let bytes = row.canonicalBytes, proof.verifies(Hash(leaf: bytes), in: head.root) else {
            throw RecordFault("entry \(row.sequence) is not in the log that was signed")
        }
        return (bytes, proof)
    }

    func consistency(from older: Checkpoint, to newer: Checkpoint) async throws -> [Hash] {
        guard older.size <= newer.size else {
            throw RecordFault(CheckpointFile.tooShort(older, newer.size))
        }
        let proof = try await tree.consistency(from: older.size, to: newer.size)
        guard proof.verifies(from: older.root, to: newer.root) else {
            throw RecordFault(CheckpointFile.notThose(older))
        }
        return proof.hashes
    }
}
