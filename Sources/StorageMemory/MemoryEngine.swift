package import Mediation
package import Storage
internal import Synchronization

/// An engine without a disk, for simulations and fast tests: the same verbs and the same refusals, and nothing of it
/// survives the process. Its lists cost as much as they are long, which a store of a bureau's size could not afford.
package final class MemoryEngine: Sendable {
    let memory: Memory
    let keeping: Keeping?
    private let disk: (any SimulatedDisk)?
    private let isClosed = Mutex(false)

    /// What an engine without a disk has in the place of one: it outlives the engines that were opened on it.
    package final class Memory: Sendable {
        let tables: Mutex<Tables>

        package init() { tables = Mutex(Tables()) }

        /// Everything that another holds now; what becomes of either is nothing to the other.
        package init(copying other: Memory) {
            let copied = other.tables.withLock { $0 }
            tables = Mutex(copied)
        }
    }

    /// - Parameters:
    ///   - keeping: sums up what is written over; nil where nobody asks for it.
    ///   - disk: stands between the engine and its memory; nil: nothing does.
    package init(
        on memory: Memory = Memory(), keeping: Keeping? = nil, disk: (any SimulatedDisk)? = nil
    ) {
        self.memory = memory
        self.keeping = keeping
        self.disk = disk
    }

    /// One transaction. `body` judges everything before it changes anything.
    nonisolated(nonsending) func withTables<Value: Sendable>(
        _ work: DiskWork = .reading, _ body: @Sendable (inout Tables) throws -> Value
    ) async throws -> Value {
        try await disk?.begins(work)
        let value = try transaction(body)
        try await disk?.ended(work)
        return value
    }

    private func transaction<Value: Sendable>(_ body: (inout Tables) throws -> Value) throws -> Value {
        if isClosed.withLock({ $0 }) { throw StorageError(.closed) }
        return try memory.tables.withLock { tables in
            let before = tables.edge
            let value = try body(&tables)
            try tables.settle(keeping, before)
            return value
        }
    }
}

extension MemoryEngine: StorageEngine {
    package func wrappedKey(of id: CaseID) async throws -> WrappedKey {
        try await withTables { try $0.key(of: id) }
    }

    package func caseRow(_ id: CaseID) async throws -> SealedCase? {
        try await withTables { try $0.caseRow(id) }
    }

    package func caseRow(caseNo: String) async throws -> SealedCase? {
        try await withTables { tables in try tables.caseIDs[caseNo].flatMap { try tables.caseRow($0) } }
    }

    package func caseID(caseNo: String) async throws -> CaseID? {
        try await withTables { $0.caseIDs[caseNo] }
    }

    package func nextCaseNumber(of bureau: BureauID, year: Int) async throws -> Int {
        try await withTables { tables in
            let counted = Tables.YearOfBureau(bureau: bureau, year: year)
            let number = (tables.numbers[counted] ?? 0) + 1
            tables.numbers[counted] = number
            return number
        }
    }

    package func eventRows(ofCase id: CaseID) async throws -> SealedRows<SealedEvent>? {
        try await withTables { tables in
            guard tables.keys[id] != nil else { return nil }
            let found = tables.journal.filter { $0.caseID == id }
            return try tables.rows(of: id, found.map { SealedEvent($0) })
        }
    }

    package func session(_ id: SessionID) async throws -> SessionRecord? {
        try await withTables { $0.sessions[id]?.record }
    }

    package func sessions(ofCase id: CaseID) async throws -> Listed<SessionRecord> {
        try await withTables { tables in
            let found = tables.sessions.rows.values.map(\.record).filter { $0.caseID == id }
            return Listed(rows: found.sorted { $0.number < $1.number })
        }
    }

    package func openSessions() async throws -> Listed<SessionRecord> {
        try await withTables { tables in
            let found = tables.sessions.rows.values.map(\.record).filter { $0.endedAt == nil }
            return Listed(rows: found.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) })
        }
    }

    package func revision(ofSession id: SessionID) async throws -> UInt64 {
        try await withTables { $0.sessions[id]?.revision ?? 0 }
    }

    package func eventRows(ofSession id: SessionID) async throws -> SealedRows<SealedEvent>? {
        try await withTables { tables in
            try tables.rows(ofSession: id) { _ in
                tables.journal.filter { $0.sessionID == id }.map { SealedEvent($0) }
            }
        }
    }

    package func draftRows(ofSession id: SessionID) async throws -> SealedRows<SealedDraft>? {
        try await withTables { tables in
            try tables.rows(ofSession: id) {
                $0.drafts.values.sorted { $0.section.utf8.lexicographicallyPrecedes($1.section.utf8) }
            }
        }
    }

    package func resultRows(ofSession id: SessionID) async throws -> SealedRows<SealedResult>? {
        try await withTables { tables in try tables.rows(ofSession: id) { $0.results } }
    }

    package func minutesRows(ofSession id: SessionID) async throws -> SealedRows<SealedMinutes>? {
        try await withTables { tables in
            try tables.rows(ofSession: id) { session in
                session.minutes.sorted { $0.columns.version < $1.columns.version }.compactMap { minutes in
                    minutes.document.map { SealedMinutes(columns: minutes.columns, document: $0) }
                }
            }
        }
    }

    @discardableResult
    package func append(_ commit: SealedCommit) async throws -> Committed {
        try await withTables(.committing) { try $0.append(commit) }
    }

    package func destroyKey(of id: CaseID, entry: UnchainedEntry, chaining: Chaining) async throws {
        try await withTables(.writing) { try $0.destroyKey(of: id, entry: entry, chaining: chaining) }
    }

    package func append(_ entries: [UnchainedEntry], chaining: Chaining) async throws {
        try await withTables(.writing) { $0.append(entries, chaining: chaining) }
    }

    package func close() async throws { isClosed.withLock { $0 = true } }
}

extension MemoryEngine: JournalStore {
    package func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalRow> {
        let limit = Self.bounded(limit)
        return try await withTables { tables in
            let passed = sequence == 0 ? 0 : sequence - 1
            return Listed(rows: Array(tables.journal.dropFirst(Int(clamping: passed)).prefix(limit)))
        }
    }

    package func entries(
        of stream: EntryStream, after sequence: UInt64, limit: Int
    ) async throws -> Listed<JournalRow> {
        let limit = Self.bounded(limit)
        return try await withTables { tables in
            let later = tables.journal.dropFirst(Int(clamping: sequence)).lazy
            return Listed(rows: Array(later.filter { $0.stream == stream }.prefix(limit)))
        }
    }

    package func head() async throws -> JournalRow? { try await withTables { $0.journal.last } }

    package func treeEdge() async throws -> EdgeRow? { try await withTables { $0.edge } }

    package func treeHashes(level: Int, from first: UInt64, limit: Int) async throws -> Listed<TileRow> {
        let limit = Self.bounded(limit)
        return try await withTables { tables in
            let hashes = tables.hashes[level, default: []]
            return Listed(rows: Array(hashes.dropFirst(Int(clamping: first)).prefix(limit)))
        }
    }

    private static func bounded(_ limit: Int) -> Int { max(1, min(limit, 10_000)) }
}
