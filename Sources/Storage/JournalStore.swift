package import Mediation

/// The journal as it was written, sealed: for `JournalVerifier` and for copies. Every verb throws `StorageError`.
package protocol JournalStore: Sendable {
    /// Entries from `sequence` on, at most `limit` (1 to 10,000). One that can't be read is told by its sequence as id.
    func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalEntry>
    /// The last entry; nil while the journal is empty.
    func head() async throws -> JournalEntry?
}

/// All that an engine offers.
package protocol Store: BureauStore, AccountStore, SignInStore, CaseStore, SessionStore, CommitStore,
    JournalStore,
    RequestStore
{
    /// Tells the operator's log of a row that can't be read; once a row.
    func note(_ row: UnreadableRow)
    /// Waits for commits under way, refuses new ones with `closed`, folds the write-ahead log into the database, and
    /// closes. A second call does nothing. Throws `inUse` when all is closed and safe but a reader elsewhere kept the log
    /// from being folded: then the log holds the newest commits still.
    func close() async throws
}
