import ArgumentParser
import Coordinator
import Cryptography
import Foundation
import Journal
import Logging
import Mediation
import Storage
import StorageSQLite
import TransparencyLog
import Vault

/// `trialogue checkpoint`: signs how many entries the record has and one hash over all of them, in a file that is to be
/// kept elsewhere. It reads alone, also beside a running server, and what it reads is durable.
struct CheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Sign what the record is now, in a file to be kept elsewhere.",
        discussion: "trialogue verify --checkpoint tells later whether anything of it was altered or cut off."
    )

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Option(help: "The file of the signing key (trialogue key make).", transform: Options.file)
    var key: String
    @Option(help: "The checkpoint's file: absent.", transform: Options.file)
    var to: String
    @Option(
        help: "The checkpoint before: none is signed unless the record is that one, grown.",
        transform: Options.file)
    var after: String?
    @Option(
        help: "A file for what a witness is sent (C2SP tlog-witness, add-checkpoint): absent; needs --after.",
        transform: Options.file)
    var request: String?

    func validate() throws {
        guard request == nil || after != nil else {
            throw ValidationError("--request needs --after: a witness is told what has grown since")
        }
    }

    func run() throws {
        let signer = try KeyFile.read(key)
        let before = try after.map { try CheckpointFile.read($0, by: signer.verifier) }
        for file in [to, request].compactMap(\.self) { try told { try Files.requireAbsent(file) } }
        let (edge, proof) = try grown(since: before)
        let checkpoint = Checkpoint(origin: signer.verifier.name, size: edge.size, root: edge.root)
        guard let note = try checkpoint.signed(by: signer) else {
            throw ValidationError("the log's name can't stand in a checkpoint")
        }
        try told { try Files.create(to, note.bytes, mode: 0o644) }
        if let request, let proof {
            try told { try Files.create(request, WitnessRequest(proof, checkpoint: note).bytes, mode: 0o644) }
        }
        say("entries: \(checkpoint.size)")
        say("root: \(checkpoint.root)")
        say("signed by \(signer.verifier.name)")
    }

    /// The tree as it stands, and the proof that it begins with the one before.
    private func grown(since before: Checkpoint?) throws -> (TreeEdge, ConsistencyProof?) {
        let store = try readStore(data)
        defer { try? waiting { try await store.close() } }
        do {
            return try told {
                try waiting {
                    let tree = try await StoredTree.carriedOver(of: store)
                    let edge = try await tree.checkedEdge()
                    guard let before else { return (edge, nil) }
                    guard before.size <= edge.size else {
                        throw RecordFault(CheckpointFile.tooShort(before, edge.size))
                    }
                    let proof = try await tree.consistency(from: before.size, to: edge.size)
                    guard proof.verifies(from: before.root, to: edge.root) else {
                        throw RecordFault(CheckpointFile.notThose(before))
                    }
                    return (edge, proof)
                }
            }
        } catch let fault as RecordFault {
            say("ALTERED: \(fault)")
            say("nothing was signed")
            throw ExitStatus.altered
        }
    }
}

/// What `serve` signs with, and where the newest checkpoint lies.
struct Signing {
    private let key: SigningKey
    private let file: String
    private let before: Checkpoint?

    /// Nil where none was asked for. Reads both files; the checkpoint's may be absent.
    init?(key: String?, file: String?) throws {
        guard let key, let file else { return nil }
        self.key = try KeyFile.read(key)
        self.file = file
        let isThere = FileManager.default.fileExists(atPath: file)
        before = isThere ? try CheckpointFile.read(file, by: self.key.verifier) : nil
    }

    func checkpoints(of store: any JournalStore, _ logger: Logger) -> Checkpoints {
        let file = file
        return Checkpoints(of: store, key: key, after: before, clock: .system, logger: logger) { note in
            try Files.replace(file, note.bytes, mode: 0o644)
        }
    }
}

/// A checkpoint that was kept.
enum CheckpointFile {
    /// The checkpoint in a file, once the log's key is found to have signed it.
    static func read(_ path: String, by log: VerifierKey) throws -> Checkpoint {
        let bytes = try Files.read(path, "the checkpoint")
        do {
            return try Checkpoint(of: try SignedNote(parsing: bytes), by: log)
        } catch {
            switch error {
            case .malformed: throw ValidationError("\(path) holds no checkpoint of \(log.name)")
            case .unsigned: throw ValidationError("\(path) is not signed by the key \(log.text)")
            case .badSignature: throw ValidationError("\(path) was altered: its signature doesn't hold")
            }
        }
    }

    /// Why the record is not what the checkpoint tells of, in words; nil when it is, or has grown since.
    static func fault(of checkpoint: Checkpoint, in tree: JournalTree) -> String? {
        guard let root = tree.root(at: checkpoint.size) else { return tooShort(checkpoint, tree.size) }
        return root == checkpoint.root ? nil : notThose(checkpoint)
    }

    static func tooShort(_ checkpoint: Checkpoint, _ size: UInt64) -> String {
        "the checkpoint tells of \(checkpoint.size) entries and there are \(size): "
            + "the newest were cut off, or the record is an older one"
    }

    static func notThose(_ checkpoint: Checkpoint) -> String {
        "the first \(checkpoint.size) entries are not those that were signed"
    }
}

extension StoredTree {
    /// The tree of a store, which the program has carried over. Throws `StorageError` where it has not, and `RecordFault` where
    /// what is stored is no tree's.
    static func carriedOver(of store: any JournalStore) async throws -> StoredTree {
        guard let tree = try await StoredTree(of: store) else {
            throw StorageError(
                .failed, "this store is an earlier version's: the server carries it over when it starts")
        }
        return tree
    }
}
