import ArgumentParser
import Foundation
import Projections
import Storage
import StorageSQLite
import Vault

/// `trialogue rebuild`: makes every row that lists, search and pages read anew of the journal's entries. It needs the store
/// for itself: a running server holds it, and then nothing is done.
struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make what lists and search read anew, of the record's entries.",
        discussion:
            "The server must be stopped. What trialogue verify finds altered is lost with it: verify first, and keep what it says."
    )

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String

    func run() throws {
        let store = try openStore(data)
        let rebuild = try told { try waiting { try await Rebuild(of: store) } }
        try told { try waiting { try await store.close() } }
        say("cases: \(rebuild.cases)")
        say("cases whose rows were written anew: \(rebuild.rewritten)")
        say("rows that belonged to nothing, and numbers that were too low: \(rebuild.removed)")
        if let fault = rebuild.counted {
            say(
                "rows that are made of no entry were counted as they stand, and are taken for good from here on: \(fault)"
            )
        }
        for fault in rebuild.left { say("LEFT: \(fault)") }
        if rebuild.leftCount > rebuild.left.count {
            say("and \(rebuild.leftCount - rebuild.left.count) more")
        }
        guard rebuild.leftCount == 0 else { throw ExitStatus.altered }
        say("the rows are what the record gives")
    }
}
