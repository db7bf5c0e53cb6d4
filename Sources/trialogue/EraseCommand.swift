import ArgumentParser
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue erase CASE_NO`: destroys the key of a case, and with it everything that was said, signed or known of its
/// people. The journal stays verifiable; nothing brings the content back.
struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Destroy the key of a case: its content is gone for good.")

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Argument(help: "The case number, as 青信〔2026〕0087.")
    var caseNo: String
    @Option(help: "The case number once more: nothing asks again.")
    var confirm: String

    func run() throws {
        guard confirm == caseNo else { throw ValidationError("--confirm must repeat the case number") }
        let store = try openStore(data)
        let (number, moment, folder) = (caseNo, now(), data)
        try told {
            try waiting {
                // By its number alone: a case whose erasing was cut off has no content to open any more.
                guard let id = try await store.caseID(caseNo: number) else {
                    throw StorageError(.notFound, "no case \(number)")
                }
                guard try await store.sessions(ofCase: id).whole().allSatisfy({ $0.endedAt != nil }) else {
                    throw StorageError(.conflict, "a session of \(number) is open; end it first")
                }
                try await store.destroyKey(of: id, at: moment)
                _ = try await store.blobs(inStore: folder).collect()
            }
        }
        try told { try waiting { try await store.close() } }
        say("erased \(caseNo); the journal can still be verified")
    }
}
