import Cryptography
import Foundation
import Mediation
import Storage
import Synchronization
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// `trialogue verify` reads beside a server that goes on writing: what comes between two of its reads is no fault, and what was
/// altered still is.
@Suite(.timeLimit(.minutes(10))) struct VerifyBesideTests {
    /// Verifications while everybody writes.
    private static let rounds = 6

    init() { LoopActor.startThread() }

    /// Everything that writes rows, again and again until it is stopped.
    private final class Writers: Sendable {
        let bench: RouteBench
        private let isStopped = Mutex(false)
        private let done = Mutex(0)

        init(_ bench: RouteBench) { self.bench = bench }

        func stop() { isStopped.withLock { $0 = true } }
        /// Stopped, or one has failed.
        var isOver: Bool { isStopped.withLock { $0 } }
        /// Rounds of all.
        var rounds: Int { done.withLock { $0 } }

        private func again(_ act: @Sendable (Int) async throws -> Void) async throws {
            var number = 0
            defer { stop() }
            while !isOver {
                try await act(number)
                number += 1
                done.withLock { $0 += 1 }
            }
        }

        private struct Unexpected: Error { let reply: Reply }

        private static func require(_ reply: Reply, _ status: Int) throws {
            if reply.status != status { throw Unexpected(reply: reply) }
        }

        /// Cases with their people, talks, drafts; every fifth case is erased.
        func cases() async throws {
            try await again { number in
                let made = await bench.post("/api/cases", RouteBench.registration("r-\(number)"))
                try Self.require(made, 201)
                let id = CaseID(made.id)
                let launched = await bench.post(
                    "/api/cases/\(id)/sessions", try await bench.launchBody("l-\(number)", id))
                try Self.require(launched, 201)
                let talk = (id: SessionID(launched.id), caseID: id)
                try Self.require(
                    await bench.post("/api/cases/\(id)/parties", RouteBench.person("p-\(number)")), 200)
                for revision in 1...3 {
                    var change = SessionChange(
                        id: talk.id, expectedRevision: try await bench.store.revision(ofSession: talk.id))
                    change.drafts = [
                        DraftRecord(section: "result", revision: revision, text: "经过 \(revision)")
                    ]
                    try await bench.store.commit(
                        Commit(caseID: talk.caseID, at: await bench.time.now, sessionChange: change))
                }
                if number % 5 == 4 {
                    try await bench.store.destroyKey(of: talk.caseID, at: await bench.time.now)
                }
            }
        }

        /// Accounts come, sign in, get another password, sign out and go.
        func staff() async throws {
            let (store, now) = (await bench.store, await bench.time.now)
            try await again { number in
                let account = Account(
                    id: AccountID("a-\(number)"), staffNo: "S\(number)", name: "陆平", role: .clerk, unit: "信访科"
                )
                try await store.add(AccountRecord(account, passwordHash: "x", createdAt: now))
                for device in 0..<3 {
                    let token = Digest.sha256(Array("\(number)-\(device)".utf8))
                    try await store.add(
                        SignInRecord(
                            tokenDigest: token, accountID: account.id, createdAt: now,
                            expiresAt: now.adding(.hours(8)), lastSeenAt: now))
                    try await store.touch(
                        tokenDigest: token, seenAt: now.adding(.minutes(1)), expiresAt: now.adding(.hours(9)))
                    if device == 1 { try await store.removeSignIn(tokenDigest: token) }
                }
                if number % 2 == 0 { try await store.setPassword(of: account.id, hash: "y", at: now) }
                if number % 3 == 0 { try await store.disable(account.id, at: now) }
            }
        }
    }

    @Test @LoopActor
    func `While a server writes, a store is found as it was written, and what is altered is found`()
        async throws
    {
        let bench = try await RouteBench.open()
        try await bench.store.begin(at: bench.time.now)
        // Of nobody who writes later.
        let talk = try await bench.launched("first")
        _ = try await bench.signedIn(.clerk, "still", unit: "信访科")
        let (folder, writers) = (bench.directory, Writers(bench))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await writers.cases() }
            group.addTask { try await writers.staff() }
            defer { writers.stop() }
            // A loaded machine may verify before anybody has written.
            var round = 0
            while !writers.isOver, round < Self.rounds || writers.rounds < 2 * Self.rounds {
                let proof = try await Proof(of: folder)
                #expect(proof.faults == [], "round \(round)")
                round += 1
            }
            try AlteredRows.execute(
                "UPDATE case_file SET status = 'archived' WHERE id = '\(talk.caseID)'", in: folder)
            let status = try await Proof(of: folder).faults
            #expect(status.count == 1 && status[0].contains("the status of case"), "\(status)")
            try AlteredRows.execute("DELETE FROM sign_in WHERE account_id = 'a-still'", in: folder)
            let both = try await Proof(of: folder).faults
            #expect(both.count == 2 && both.contains { $0.contains("sign_in a-still") }, "\(both)")
            writers.stop()
            try await group.waitForAll()
        }
        #expect(try await Proof(of: folder).faults.count == 2)
        try await bench.store.close()
    }
}
