import Coordinator
import Journal
import Logging
import Mediation
import Storage
import Synchronization
import Testing
import TransparencyLog

/// When the server signs what its record is, and when it doesn't any more.
@Suite(.timeLimit(.minutes(10))) struct CheckpointsTests {
    /// A journal in memory, with its tree; it can be altered.
    private final class Record: JournalStore {
        struct Tables {
            var rows: [JournalRow] = []
            var streams: [EntryStream: StreamTip] = [:]
            var hashes: [TileRow] = []
            var edge = EdgeRow(size: 0, hashes: [])
        }

        let tables: Mutex<Tables>

        init() { tables = Mutex(Tables()) }
        init(copying other: Record) { tables = Mutex(other.tables.withLock { $0 }) }

        func add(_ kind: String = "case.registered", of session: SessionID? = nil) {
            let id = CaseID("c")
            let entry = UnchainedEntry(
                withoutContent: kind, of: session.map { .session($0, of: id) } ?? .petition(id),
                at: Instant(milliseconds: 1))
            tables.withLock { tables in
                let growth = Chain.chaining.growth(
                    LogTip(edge: tables.edge, streams: tables.streams), [entry])
                for row in growth.rows {
                    let count = tables.streams[row.stream]?.count ?? 0
                    tables.streams[row.stream] = StreamTip(count: count + 1, last: .hash(row.hash))
                }
                tables.rows += growth.rows
                tables.hashes += growth.hashes
                tables.edge = growth.edge
            }
        }

        func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalRow> {
            tables.withLock { Listed(rows: Array($0.rows.filter { $0.sequence >= sequence }.prefix(limit))) }
        }

        func entries(
            of stream: EntryStream, after sequence: UInt64, limit: Int
        ) async throws -> Listed<JournalRow> {
            let page = try await entries(from: sequence + 1, limit: .max)
            return Listed(rows: Array(page.filter { $0.stream == stream }.prefix(limit)))
        }

        func head() async throws -> JournalRow? { tables.withLock { $0.rows.last } }
        func treeEdge() async throws -> EdgeRow? { tables.withLock { $0.edge } }

        func treeHashes(level: Int, from first: UInt64, limit: Int) async throws -> Listed<TileRow> {
            let all = tables.withLock { $0.hashes.filter { $0.level == level && $0.index >= first } }
            return Listed(rows: Array(all.prefix(limit)))
        }
    }

    private struct DiskFull: Error {}

    /// What was kept, the time, and whether the disk is full.
    private final class Desk: Sendable {
        let notes = Mutex<[SignedNote]>([])
        let time = Mutex<Int64>(0)
        let isFull = Mutex(false)
        let key: SigningKey

        init() throws { key = try #require(try SigningKey(name: "log.example")) }

        func checkpoints(of journal: Record, after before: Checkpoint? = nil) -> Checkpoints {
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
        let (journal, desk) = (Record(), try Desk())
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
        for row in journal.tables.withLock({ $0.rows }) { tree.append(try #require(row.leaf)) }
        #expect(try desk.last.root == tree.root)
    }

    @Test func `a session's end is signed at once, a case's is not`() async throws {
        let (journal, desk) = (Record(), try Desk())
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
        let (journal, desk) = (Record(), try Desk())
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
        let (journal, desk) = (Record(), try Desk())
        for _ in 0..<5 { journal.add() }
        await desk.checkpoints(of: journal).look()
        let later = desk.checkpoints(of: journal, after: try desk.last)
        await later.look()
        journal.add()
        await later.look(isLast: true)
        #expect(try desk.sizes == [5, 6])
    }

    /// The same with another kind, its hash as it was.
    private static func altered(_ row: JournalRow) -> JournalRow {
        JournalRow(
            sequence: row.sequence, stream: row.stream, at: row.at, kind: "altered", payload: row.payload,
            layout: row.layout, previous: row.previous, hash: row.hash)
    }

    @Test func `a record that is not the one that was signed is never signed again`() async throws {
        let (journal, desk) = (Record(), try Desk())
        for _ in 0..<5 { journal.add() }
        await desk.checkpoints(of: journal).look()
        let before = try desk.last
        let (shorter, other) = (Record(), Record())
        let (broken, edge) = (Record(copying: journal), Record(copying: journal))
        for _ in 0..<4 { shorter.add() }
        for _ in 0..<9 { other.add() }
        for journal in [broken, edge] { for _ in 5..<9 { journal.add() } }
        broken.tables.withLock { $0.rows[6] = Self.altered($0.rows[6]) }
        edge.tables.withLock { $0.edge = EdgeRow(size: 9, hashes: [UInt8](repeating: 1, count: 64)) }
        for (journal, fault) in [
            (shorter, "there are 4 entries, and 5 were signed"),
            (other, "the first 5 entries are not those that were signed"), (broken, "entry 7: hash_mismatch"),
            (edge, "the tree's edge is not that of its hashes"),
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
