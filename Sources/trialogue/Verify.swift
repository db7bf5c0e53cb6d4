import ArgumentParser
import Cryptography
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue verify`: walks the whole journal and every attached document, and tells the first fault. It reads alone, also
/// beside a running server. Exit 1: something was altered.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that no record was altered.",
        discussion:
            "A chain can't show entries cut from its end: note the head elsewhere and compare (--head).")

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Option(
        help: "A head noted earlier, 64 hexadecimal digits: it must stand in the chain.",
        transform: Options.digest)
    var head: String?

    func run() throws {
        let store = try readStore(data)
        let expected = head.flatMap { Hex.decode($0) }
        let (check, pages) = try told {
            try waiting {
                let check = try await StoreCheck(of: store, expecting: expected) { Digest.sha256($0) }
                return (check, try await store.damagedPages())
            }
        }
        try told { try waiting { try await store.close() } }
        say("entries verified: \(check.entries)")
        say("minutes verified: \(check.documents)")
        say("head: \(Hex.encode(check.head))")
        for fault in [check.fault].compactMap({ $0 }) + pages { say("ALTERED: \(fault)") }
        if !check.hasHead { say("ALTERED: the noted head does not stand in the chain") }
        guard check.fault == nil, pages.isEmpty, check.hasHead else { throw ExitStatus.altered }
        say(check.isEmpty ? "nothing is recorded here yet" : "intact")
    }
}
