import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// Durable appends by the commits that rooms make: how many a second when so many come at once, and what one costs
/// when the journal is ten times as long.
struct StorageAppends: Sendable {
    let isShort: Bool

    /// How many sessions go on at once when the length of the journal is what matters.
    private static let live = 32

    /// Groups of 1 to 128 committers, each of which waits for its commit before it makes the next.
    func byGroup(_ folder: String) async throws -> [Figure] {
        var figures: [Figure] = []
        for committers in [1, 8, 32, 128] {
            let rooms = try await StorageRooms(opening: "\(folder)/\(committers)")
            _ = try await rooms.append(128, by: committers)
            let count = (isShort ? 500 : 4000) * (committers == 1 ? 1 : 4)
            let run = try await rooms.append(count, by: committers)
            try await rooms.store.close()
            figures += [
                .storage(
                    "appends a second, \(committers) at once", run.perSecond, "1/s",
                    note: "\(formatted(run.processorMicroseconds, digits: 0)) us processor each"),
                .storage("wait for an append, \(committers) at once, p50", run.waits.median, "ms"),
                .storage("wait for an append, \(committers) at once, p99", run.waits.quantile(0.99), "ms"),
            ]
        }
        return figures
    }

    /// The same appends into a store of few past sessions and into one of ten times as many, in turn, so that the
    /// machine's moods meet both.
    func byLength(_ folder: String) async throws -> [Figure] {
        let count = isShort ? 10_000 : 20_000
        let short = try await StorageRooms(opening: "\(folder)/short", past: count)
        let long = try await StorageRooms(opening: "\(folder)/long", past: count * 10)
        var costs: [[Double]] = [[], []]
        var processor: [[Double]] = [[], []]
        for _ in 0..<(isShort ? 5 : 15) {
            for (index, rooms) in [short, long].enumerated() {
                let run = try await rooms.append(isShort ? 512 : 1024, by: Self.live)
                costs[index].append(1e6 / run.perSecond)
                processor[index].append(run.processorMicroseconds)
            }
        }
        try await short.store.close()
        try await long.store.close()
        let thousands = count / 1000
        return [
            .storage("an append to \(thousands),000 entries", costs[0].median, "us"),
            .storage("an append to \(thousands * 10),000 entries", costs[1].median, "us"),
            // A tree of pages gets a level more with each hundredfold; a fifth is above this machine's noise and
            // far below any growth with the number itself.
            .storage(
                "an append, tenfold journal", costs[1].median / costs[0].median, "ratio", .atMost(1.2),
                note: "in processor time \(formatted(processor[1].median / processor[0].median, digits: 2))"),
        ]
    }
}

/// A store with some live sessions, each of a case of its own.
struct StorageRooms: Sendable {
    let store: SQLiteStore
    private let sessions: [SessionRecord]

    struct Run: Sendable {
        let perSecond: Double
        let processorMicroseconds: Double
        /// Milliseconds from asking for a commit to its being durable.
        let waits: [Double]
    }

    /// - Parameter past: how many commits of sessions that are over the store holds already, a hundred of each.
    init(opening directory: String, past: Int = 0) async throws {
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        self.store = store
        let atOnce = 128
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<atOnce {
                group.addTask {
                    for index in stride(from: first, to: past / 100, by: atOnce) {
                        let session = try await Self.open(atOnce + index, in: store)
                        _ = try await Self.commits(100, to: session, in: store)
                    }
                }
            }
            try await group.waitForAll()
        }
        var sessions: [SessionRecord] = []
        for index in 0..<atOnce { sessions.append(try await Self.open(index, in: store)) }
        self.sessions = sessions
    }

    private static func open(_ index: Int, in store: SQLiteStore) async throws -> SessionRecord {
        let session = SessionRecord(
            id: SessionID("s-" + StoredCases.name(UInt64(index), salt: 1)),
            caseID: CaseID("c-" + StoredCases.name(UInt64(index), salt: 2)), number: 1,
            status: "in_session", hostID: AccountID("a-1"), createdAt: Instant(milliseconds: 0))
        try await store.commit(StoredCases.newCase(session.caseID, number: index))
        try await store.commit(
            Commit(
                caseID: session.caseID, at: session.createdAt,
                sessionChange: SessionChange(id: session.id, expectedRevision: 0, summary: session)))
        return session
    }

    /// `count` commits, shared among so many committers.
    func append(_ count: Int, by committers: Int) async throws -> Run {
        let share = count / committers
        let processor = ownProcessorSeconds
        let start = Monotonic.seconds
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for committer in 0..<committers {
                group.addTask {
                    try await Self.commits(share, to: sessions[committer % sessions.count], in: store)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let seconds = Monotonic.seconds - start
        return Run(
            perSecond: Double(waits.count) / seconds,
            processorMicroseconds: (ownProcessorSeconds - processor) / Double(waits.count) * 1e6,
            waits: waits)
    }

    /// What a command of a page makes durable: its event, its kept answer, the session's row.
    private static func commits(
        _ count: Int, to session: SessionRecord, in store: SQLiteStore
    ) async throws -> [Double] {
        var waits: [Double] = []
        waits.reserveCapacity(count)
        var revision = try await store.revision(ofSession: session.id)
        for _ in 0..<count {
            let command = CommandID(StoredCases.name(Monotonic.nanoseconds, salt: 4))
            let commit = Commit(
                caseID: session.caseID, at: Instant(milliseconds: 1_700_000_000_000),
                sessionChange: SessionChange(
                    id: session.id, expectedRevision: revision,
                    events: [EventRecord(kind: "room.media", payload: [UInt8](repeating: 0x61, count: 200))],
                    commandResult: CommandResultRecord(
                        seat: .bureau, commandID: command, digest: [UInt8](repeating: 1, count: 32),
                        result: [UInt8](repeating: 0x62, count: 40)),
                    summary: session))
            let start = Monotonic.nanoseconds
            revision = try await store.commit(commit).sessionRevision ?? revision
            waits.append(Double(Monotonic.nanoseconds - start) / 1e6)
        }
        return waits
    }
}
