import ArgumentParser
import Storage
import StorageSQLite
import Vault

/// `trialogue init`: makes a new, empty store. Nothing else does unless it is told to (`serve --create`): a mistyped folder
/// must never become a store that answers as if all were well.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a new, empty store.")

    @Option(
        help: "The folder: absent, with a parent that is there, or empty.", transform: Options.folder)
    var data: String

    func run() throws {
        do {
            let there = try waiting { try await SQLiteStore.openReading(directory: data) }
            try waiting { try await there.close() }
            complain("there is a store in \(data) already")
            throw ExitStatus.of(.occupied)
        } catch is StorageError {
            // What stands in the way otherwise is told by the making itself.
        }
        let store = try openStore(data, creating: true)
        try told { try waiting { try await store.close() } }
        say("made an empty store in \(data)")
    }
}
