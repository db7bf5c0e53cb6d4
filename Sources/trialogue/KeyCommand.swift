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

        @Option(help: "The key's file: absent, and not in the folder of a store.", transform: Options.file)
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

        @Option(help: "The key's file.", transform: Options.file)
        var file: String

        func run() throws { say(try KeyFile.read(file).verifier.text) }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that the file holds a key that signs, and the one that was noted.")

        @Option(help: "The key's file.", transform: Options.file)
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
        try Files.create(path, Array((key.secretText + "\n").utf8), mode: 0o600)
        return key
    }
}
