package import Mediation

/// The journal as it was written, sealed: for `JournalVerifier` and for copies. Every verb throws `StorageError`.
package protocol JournalStore: Sendable {
    /// Entries from `sequence` on, at most `limit` (1 to 10,000).
    func entries(from sequence: UInt64, limit: Int) async throws -> [JournalEntry]
    /// The last entry; nil while the journal is empty.
    func head() async throws -> JournalEntry?
}

/// All that an engine offers.
package protocol Store: AccountStore, SignInStore, CaseStore, SessionStore, JournalStore, RequestStore {
    /// Waits for commits under way, refuses new ones with `closed`, and closes. A second call does nothing.
    func close() async throws
}
