import ArgumentParser
import Cryptography
import Foundation
import Glibc
import Storage
import TransparencyLog

/// `trialogue key`: the key that signs the log's checkpoints. It is a file outside of the store: who can alter the
/// database must not be able to sign what it then says.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make, show and check the key that signs the log's checkpoints.",
        subcommands: [Make.self, Show.self, Check.self])

    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key in a file of its own, and print what verifies its signatures.")

        @Option(help: "The key's file: absent, and not in the folder of a store.", transform: KeyFile.named)
        var file: String
        @Option(
            help: "The log's name, as it stands in every checkpoint: bureau.example/log-2026.",
            transform: Options.logName)
        var name: String

        func run() throws {
            let key = try told { try KeyFile.make(file, name: name) }
            say(key.verifier.text)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what verifies the key's signatures; it is no secret.")

        @Option(help: "The key's file.", transform: KeyFile.named)
        var file: String

        func run() throws { say(try KeyFile.read(file).verifier.text) }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that the file holds a key that signs, and the one that was noted.")

        @Option(help: "The key's file.", transform: KeyFile.named)
        var file: String
        @Option(
            help: "What `key make` printed, noted elsewhere: the key must be this one.",
            transform: Options.verifierKey)
        var noted: VerifierKey?

        func run() throws {
            let key = try KeyFile.read(file)
            if let noted, noted != key.verifier {
                complain("\(file) holds another key than the one noted: \(key.verifier.text)")
                throw ExitCode(65)
            }
            // The library's own failure is an error of the machine.
            let text = "a trial\n"
            guard let note = SignedNote(text: text, signatures: [try key.sign(text)]),
                (try? note.verified(by: [key.verifier])) != nil
            else {
                complain("the key in \(file) doesn't sign")
                throw ExitCode(74)
            }
            say(key.verifier.text)
            say("it signs")
        }
    }
}

/// The file of a signing key: one line, readable by its owner alone, made once and never written over.
enum KeyFile {
    @Sendable static func named(_ typed: String) throws -> String {
        guard !typed.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
            throw ValidationError("a file has a name")
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: typed, isDirectory: &isFolder), isFolder.boolValue {
            throw ValidationError("\(typed) is a folder and no file")
        }
        return typed
    }

    static func read(_ path: String) throws -> SigningKey {
        let line = try Files.firstLine(try Files.readSecret(path, "the log's key"), "the log's key")
        do {
            return try SigningKey(parsing: line)
        } catch {
            throw ValidationError("\(path) holds no key that trialogue key made, or a part of one")
        }
    }

    /// Makes a key and its file, durably. Throws `occupied` where something is already, and never writes over it.
    static func make(_ path: String, name: String) throws -> SigningKey {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        for part in ["trialogue.sqlite", "master.key"] where access("\(folder)/\(part)", F_OK) == 0 {
            throw StorageError(
                .occupied,
                "\(folder) is the folder of a store: a key that lies beside the records proves nothing against who alters them"
            )
        }
        guard let key = try SigningKey(name: name) else {
            throw StorageError(.failed, "the name can't be a key's")
        }
        // Whole or not at all: a name that exists fails the link, which a rename would not.
        let partial = "\(path).\(getpid()).new"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("\(path) can't be made") }
        defer { _ = unlink(partial) }
        let line = Array((key.secretText + "\n").utf8)
        let isWritten = write(descriptor, line, line.count) == line.count && fsync(descriptor) == 0
        let fault = isWritten ? nil : failure("\(path) can't be written")
        _ = close(descriptor)
        if let fault { throw fault }
        guard link(partial, path) == 0 else {
            if errno == EEXIST {
                throw StorageError(.occupied, "\(path) is there already; a key is never written over")
            }
            throw failure("\(path) can't be made")
        }
        try sync(folder, path)
        return key
    }

    /// The name is durable too.
    private static func sync(_ folder: String, _ path: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("the folder of \(path) can't be opened") }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("the folder of \(path) can't be written") }
    }

    private static func failure(_ words: String) -> StorageError {
        StorageError(errno == ENOSPC ? .full : .failed, "\(words): \(String(cString: strerror(errno)))")
    }
}
