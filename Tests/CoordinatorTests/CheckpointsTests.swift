import Coordinator
import Cryptography
import Logging
import Mediation
import Storage
import Synchronization
import Testing
import TransparencyLog

/// When the server signs what its record is, and when it doesn't any more.
@Suite struct CheckpointsTests {
    /// A journal in memory; it can be altered.
    private final class Journal: JournalStore {
        let rows = Mutex<[JournalEntry]>([])

        func add(_ kind: String = "case_registered", of session: SessionID? = nil) {
            rows.withLock { rows in
                rows.append(
                    JournalEntry(
                        sequence: UInt64(rows.count + 1), at: Instant(milliseconds: 1), caseID: CaseID("c"),
                        sessionID: session, kind: kind, payload: [1],
                        previous: rows.last?.hash ?? JournalEntry.genesis,
                        hashing: { Digest.sha256($0) }))
            }
        }

        func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalEntry> {
            rows.withLock { rows in Listed(rows: Array(rows.filter { $0.sequence >= sequence }.prefix(limit)))
            }
        }

        func head() async throws -> JournalEntry? { rows.withLock { $0.last } }
    }

    private struct DiskFull: Error {}

    /// What was kept, the time, and whether the disk is full.
    private final class Desk: Sendable {
        let notes = Mutex<[SignedNote]>([])
        let time = Mutex<Int64>(0)
        let isFull = Mutex(false)
        let key: SigningKey

        init() throws { key = try #require(try SigningKey(name: "log.example")) }

        func checkpoints(of journal: Journal, after before: Checkpoint? = nil) -> Checkpoints {
            Checkpoints(
                of: journal, key: key, after: before,
                clock: Clock { Instant(milliseconds: self.time.withLock { $0 }) },
                logger: Logger(label: "test")
            ) { note in
                if self.isFull.withLock({ $0 }) { throw DiskFull() }
                self.notes.withLock { $0.append(note) }
            }
        }

        func pass(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }

        var sizes: [UInt64] {
            get throws { try notes.withLock { $0 }.map { try Checkpoint(of: $0, by: key.verifier).size } }
        }

        var last: Checkpoint {
            get throws { try Checkpoint(of: try #require(notes.withLock { $0.last }), by: key.verifier) }
        }
    }

    @Test func `it signs at the start, once a minute when there is more, and at the end`() async throws {
        let (journal, desk) = (Journal(), try Desk())
        let checkpoints = desk.checkpoints(of: journal)
        journal.add()
        await checkpoints.look()
        journal.add()
        await checkpoints.look()
        desk.pass(seconds: 59)
        await checkpoints.look()
        #expect(try desk.sizes == [1])
        desk.pass(seconds: 1)
        await checkpoints.look()
        #expect(try desk.sizes == [1, 2])
        desk.pass(seconds: 600)
        await checkpoints.look()
        await checkpoints.look(isLast: true)
        #expect(try desk.sizes == [1, 2])
        journal.add()
        await checkpoints.look(isLast: true)
        #expect(try desk.sizes == [1, 2, 3])
        var tree = JournalTree()
        for entry in journal.rows.withLock({ $0 }) { tree.append(entry) }
        #expect(try desk.last.root == tree.root)
    }

    @Test func `a session's end is signed at once, a case's is not`() async throws {
        let (journal, desk) = (Journal(), try Desk())
        let checkpoints = desk.checkpoints(of: journal)
        await checkpoints.look()
        journal.add("room.ended")
        journal.add("room.paused", of: SessionID("s"))
        await checkpoints.look()
        #expect(try desk.sizes == [0])
        journal.add("room.ended", of: SessionID("s"))
        await checkpoints.look()
        #expect(try desk.sizes == [0, 3])
    }

    @Test func `what can't be kept is signed again at the next look`() async throws {
        let (journal, desk) = (Journal(), try Desk())
        let checkpoints = desk.checkpoints(of: journal)
        journal.add()
        desk.isFull.withLock { $0 = true }
        await checkpoints.look()
        #expect(try desk.sizes == [])
        desk.isFull.withLock { $0 = false }
        await checkpoints.look()
        #expect(try desk.sizes == [1])
    }

    @Test func `a later run goes on from what was signed`() async throws {
        let (journal, desk) = (Journal(), try Desk())
        for _ in 0..<5 { journal.add() }
        await desk.checkpoints(of: journal).look()
        let later = desk.checkpoints(of: journal, after: try desk.last)
        await later.look()
        journal.add()
        await later.look(isLast: true)
        #expect(try desk.sizes == [5, 6])
    }

    @Test func `a record that is not the one that was signed is never signed again`() async throws {
        let (journal, desk) = (Journal(), try Desk())
        for _ in 0..<5 { journal.add() }
        await desk.checkpoints(of: journal).look()
        let before = try desk.last
        let (shorter, other, broken) = (Journal(), Journal(), Journal())
        for _ in 0..<4 { shorter.add() }
        for number in 0..<9 { other.add(number == 2 ? "altered" : "case_registered") }
        for _ in 0..<9 { broken.add() }
        broken.rows.withLock { rows in
            let old = rows[6]
            rows[6] = JournalEntry(
                sequence: old.sequence, at: old.at, caseID: old.caseID, sessionID: nil, kind: "altered",
                payload: old.payload, previous: old.previous, hash: old.hash)
        }
        for (journal, fault) in [
            (shorter, "there are 4 entries, and 5 were signed"),
            (other, "the first 5 entries are not those that were signed"), (broken, "entry 7: hash_mismatch"),
        ] {
            let checkpoints = desk.checkpoints(of: journal, after: before)
            await checkpoints.look()
            journal.add()
            desk.pass(seconds: 100)
            await checkpoints.look(isLast: true)
            #expect(await checkpoints.fault == fault)
        }
        #expect(try desk.sizes == [5])
    }
}
