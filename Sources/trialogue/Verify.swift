import ArgumentParser
import Coordinator
import Cryptography
import Foundation
import Journal
import Mediation
import Projections
import Storage
import StorageSQLite
import TransparencyLog
import Vault

/// `trialogue verify`: walks the whole journal, what is stored of the tree over it, and every attached document, and tells the
/// first fault. It reads alone, also beside a running server. Exit 1: something was altered.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that no record was altered.",
        discussion:
            "Nothing in a store can show entries cut from its end, nor that all of it was made anew: keep a checkpoint elsewhere (trialogue checkpoint) and compare, or note the head (--head)."
    )

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Option(
        help: "A head noted earlier, 64 hexadecimal digits: the record must have had it once.",
        transform: Options.digest)
    var head: String?
    @Option(
        help: "A checkpoint kept elsewhere: what it tells of must stand in the record as it was.",
        transform: Options.file)
    var checkpoint: String?
    @Option(
        help: "What trialogue key printed of the key that signed it, noted elsewhere.",
        transform: Options.verifierKey)
    var logKey: VerifierKey?

    func validate() throws {
        guard (checkpoint == nil) == (logKey == nil) else {
            throw ValidationError("--checkpoint and --log-key are given together")
        }
    }

    func run() throws {
        var kept: Checkpoint?
        if let checkpoint, let logKey { kept = try CheckpointFile.read(checkpoint, by: logKey) }
        let store = try readStore(data)
        let (expected, size) = (head.flatMap { Hex.decode($0) }, kept?.size)
        let folder = data
        let (check, pages, blobs, proofs) = try told {
            try waiting {
                let check = try await StoreCheck(
                    of: store, expecting: expected, noting: [size].compactMap(\.self))
                let blobs = try await store.checkBlobs(inStore: folder, of: check.casesWithBlobs)
                let pages = try await store.damagedPages()
                guard try await store.isCurrent() else { return (check, pages, blobs, Proofs?.none) }
                let schema = try await store.schemaFaults()
                return (
                    check, schema + pages, blobs,
                    Proofs(rows: try await StoreProof(of: store), staff: try await StaffProof(of: store))
                )
            }
        }
        try told { try waiting { try await store.close() } }
        say("entries verified: \(check.entries)")
        say("minutes verified: \(check.documents)")
        if blobs.count > 0 { say("blobs verified: \(blobs.count)") }
        if blobs.unrecorded > 0 {
            say(
                "blobs that no entry tells of, since their uploads were cut off at their end: \(blobs.unrecorded)"
            )
        }
        for id in blobs.leftOver {
            say("of erased case \(id), files are left that the next start removes")
        }
        say("head: \(Hex.encode(check.head))")
        for fault in [check.fault].compactMap({ $0 }) + pages + blobs.faults {
            say("ALTERED: \(fault)")
        }
        if !check.hasHead { say("ALTERED: the record never had the noted head") }
        let isProven = tell(proofs)
        let isKept = compare(kept, check)
        guard check.fault == nil, pages.isEmpty, blobs.faults.isEmpty, check.hasHead, isKept, isProven
        else {
            throw ExitStatus.altered
        }
        say(check.isEmpty ? "nothing is recorded here yet" : "intact")
    }

    /// The rows beside what the record gives: of cases, and of who works on them.
    private struct Proofs: Sendable {
        let rows: StoreProof
        let staff: StaffProof
    }

    /// Says what comparing the rows showed; false where any is not what its history gives.
    private func tell(_ proofs: Proofs?) -> Bool {
        guard let proofs else {
            say(
                "the rows were not compared: an older program wrote the store, and no server of this one has opened it yet"
            )
            return true
        }
        let (proof, staff) = (proofs.rows, proofs.staff)
        for fault in proof.faults { say("ALTERED: \(fault)") }
        if proof.faultCount > proof.faults.count {
            say("ALTERED: and \(proof.faultCount - proof.faults.count) more")
        }
        let erased = proof.erased == 0 ? "" : ", \(proof.erased) of them erased"
        say(
            "cases compared: \(proof.cases)\(erased); their rows are what the record gives in \(proof.cases - proof.casesAtFault)"
        )
        if case .asWritten(let rows, let countedAt) = proof.kept {
            let since = countedAt == 0 ? "" : ", as they were counted at entry \(countedAt)"
            say("rows that are written over compared: \(rows)\(since)")
        }
        for fault in staff.faults { say("ALTERED: \(fault)") }
        if staff.hasBegun {
            say("accounts compared: \(staff.accounts)")
        } else {
            say("accounts were not compared: no server of this program has opened the store yet")
        }
        return proof.faultCount == 0 && staff.faults.isEmpty
    }

    /// Says what the checkpoint shows; false where it shows an alteration.
    private func compare(_ kept: Checkpoint?, _ check: StoreCheck) -> Bool {
        guard let kept else { return true }
        if check.fault != nil && check.entries < kept.size {
            say(
                "the checkpoint was not compared: it tells of \(kept.size) entries, and the fault comes before"
            )
            return false
        }
        if let fault = CheckpointFile.fault(of: kept, in: check.tree) {
            say("ALTERED: \(fault)")
            return false
        }
        say("checkpoint: the first \(kept.size) entries are those that \(kept.origin) signed")
        return true
    }
}
