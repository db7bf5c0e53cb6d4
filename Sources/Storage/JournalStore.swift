package import Mediation

/// The journal as it was written, sealed, and the tree over it: for who verifies it, proves it or copies it. Every verb
/// throws `StorageError`. What is stored of the tree is never altered once its entries are there, so several calls see
/// one tree, whoever writes meanwhile.
package protocol JournalStore: Sendable {
    /// Entries from `sequence` on, at most `limit` (1 to 10,000). One that can't be read is told by its sequence as id.
    func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalRow>
    /// The entries of one stream with a higher sequence than that, oldest first, at most `limit` (1 to 10,000).
    func entries(
        of stream: EntryStream, after sequence: UInt64, limit: Int
    ) async throws -> Listed<JournalRow>
    /// The last entry; nil while the journal is empty.
    func head() async throws -> JournalRow?
    /// The edge of the tree; nil where none is stored: by an earlier version of the program, before it is carried over.
    func treeEdge() async throws -> EdgeRow?
    /// The stored hashes of a level, 1 at least, whose index is `first` or higher, in order, at most `limit` (1 to 10,000).
    func treeHashes(level: Int, from first: UInt64, limit: Int) async throws -> Listed<TileRow>
}

/// What happened to the bureau itself: accounts, configuration. Every verb throws `StorageError`.
package protocol BureauJournal: Sendable {
    /// Appends events to the bureau's stream, durably: all or none.
    func note(_ events: [EventRecord], at: Instant) async throws
    /// The bureau's events, oldest first; none that was written by the log itself.
    func bureauEvents() async throws -> Listed<StoredEvent>
}

/// All that an engine offers.
package protocol Store: BureauStore, AccountStore, SignInStore, CaseStore, MonthStore,
    SessionStore, CommitStore,
    JournalStore, BureauJournal, RequestStore
{
    /// Tells the operator's log of a row that can't be read; once a row.
    func note(_ row: UnreadableRow)
    /// What has been counted until now; nil where nothing is. The longest transaction begins anew with each call.
    func takeTally() -> StoreTally?
    /// Waits for commits under way, refuses new ones with `closed`, folds the write-ahead log into the database, and
    /// closes. A second call does nothing. Throws `inUse` when all is closed and safe but a reader elsewhere kept the log
    /// from being folded: then the log holds the newest commits still.
    func close() async throws
}
