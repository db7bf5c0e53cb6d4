import ArgumentParser
import Cryptography
import Journal
import Storage
import StorageSQLite
import Vault

/// `trialogue backup`: a consistent copy of the store, read back before it counts. The server may be running.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store into a folder of its own and verify the copy.")

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Option(help: "The backup's folder: absent, or empty.", transform: Options.folder)
    var to: String
    @Flag(help: "Leave master.key out: keep it apart, once; every backup needs it again.")
    var withoutKey = false

    func run() throws {
        let (data, to, withKey, moment) = (data, to, !withoutKey, now())
        let outcome = try told {
            try waiting {
                try await Backup.make(
                    of: data, into: to, withKey: withKey, program: Build.version, at: moment)
            }
        }
        say("backed up \(data) to \(to)")
        say("entries: \(outcome.check.entries)")
        say("head: \(Hex.encode(outcome.check.head))")
        if !withKey { say("without master.key") }
        if let fault = outcome.fault {
            say("ALTERED: \(fault)")
            say("the copy is whole; what it was made of has this fault")
            throw ExitStatus.altered
        }
        say("verified")
    }
}

/// `trialogue restore`: brings a backup back, whole or not at all.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in place, verified before it takes effect.")

    @Option(name: .customLong("from"), help: "The backup's folder.", transform: Options.folder)
    var source: String
    @Option(help: "The folder of the store: absent, or empty.", transform: Options.folder)
    var data: String
    @Option(help: "The file with master.key, for a backup that was made without it.")
    var key: String?
    @Flag(help: "Take a folder with a stopped store: all of its state is moved aside within it.")
    var replace = false

    func run() throws {
        let (source, data, key, replace, moment) = (source, data, key, replace, now())
        let outcome = try told {
            try waiting {
                try await Restore.run(from: source, key: key, into: data, replacing: replace, at: moment)
            }
        }
        say("restored \(source) to \(data)")
        say("entries: \(outcome.entries)")
        say("head: \(outcome.head)")
        if let aside = outcome.aside { say("what stood there before: \(data)/\(aside)") }
        if let fault = outcome.fault {
            say("ALTERED: \(fault)")
            say("the backup says so itself: it was made of a store with this fault")
            throw ExitStatus.altered
        }
    }
}
