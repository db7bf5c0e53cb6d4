import ArgumentParser
import Cryptography
import Foundation
import Mediation
import Storage
import StorageSQLite

/// `trialogue verify`: walks the whole journal and every attached document, and tells the first fault. It needs no
/// key for the chain; the store is opened with its own to read the documents. Exit 1: something was altered.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that no record was altered.",
        discussion:
            "A chain can't show entries cut from its end: note the head elsewhere and compare (--head).")

    @Option(help: "The folder of the store.")
    var data: String
    @Option(help: "A head noted earlier, hexadecimal: it must stand in the chain.")
    var head: String?

    func run() throws {
        let store = try openStore(data)
        let expected = head?.lowercased()
        let report = try waiting { () async throws -> Report in
            var verifier = JournalVerifier(hash: Digest.sha256)
            var report = Report()
            var next: UInt64 = 1
            while report.fault == nil {
                let entries = try await store.entries(from: next, limit: 1000)
                guard let last = entries.last else { break }
                for entry in entries {
                    if let broken = verifier.feed(entry) {
                        report.fault = "entry \(broken.sequence): \(broken.reason.rawValue)"
                        break
                    }
                    if let session = entry.sessionID { report.sessions.insert(session) }
                    if Hex.encode(entry.hash) == expected { report.hasHead = true }
                }
                next = last.sequence + 1
            }
            report.entries = verifier.verified
            report.head = Hex.encode(verifier.head)
            if report.fault == nil { try await Self.checkMinutes(store, &report) }
            return report
        }
        try waiting { try await store.close() }
        say("entries verified: \(report.entries)")
        say("minutes verified: \(report.documents)")
        say("head: \(report.head)")
        if let fault = report.fault {
            say("ALTERED: \(fault)")
            throw ExitCode.failure
        }
        if expected != nil, !report.hasHead {
            say("ALTERED: the noted head does not stand in the chain")
            throw ExitCode.failure
        }
        say("intact")
    }

    private struct Report {
        var entries: UInt64 = 0
        var documents = 0
        var head = ""
        var hasHead = false
        var fault: String?
        var sessions: Set<SessionID> = []
    }

    /// The bytes of every attached document against its digest. An erased case has no documents any more.
    private static func checkMinutes(_ store: any Store, _ report: inout Report) async throws {
        for session in report.sessions.sorted() {
            do {
                for minutes in try await store.minutes(ofSession: session) {
                    guard Digest.sha256(minutes.document) == minutes.digest else {
                        report.fault = "minutes of \(session), version \(minutes.version): digest"
                        return
                    }
                    report.documents += 1
                }
            } catch let error as StorageError where error.code == .erased {
                continue
            } catch let error as StorageError where error.code == .corrupt {
                report.fault = "minutes of \(session): can't be unsealed"
                return
            }
        }
    }
}
