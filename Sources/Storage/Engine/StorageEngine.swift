package import Mediation

/// What keeps the rows: it sees sealed ones alone and has no key. Each verb is rows in or rows out, one statement or one
/// transaction, so that an engine whose transactions live elsewhere can offer it too. A `Store` is a vault over one.
///
/// Verbs throw `StorageError`, and `UnreadableRow` for a row whose columns can't be read; to tell of that is the vault's.
/// A case whose key was destroyed gives `erased`, one that was never stored `notFound`, where its key is needed.
package protocol StorageEngine: BureauReading, AccountReading, SignInReading, RequestStore, JournalStore {
    /// As `Store.takeTally`.
    func takeTally() -> StoreTally?

    // MARK: Cases

    /// `notFound`, `erased`.
    func wrappedKey(of id: CaseID) async throws -> WrappedKey
    func caseRow(_ id: CaseID) async throws -> SealedCase?
    func caseRow(caseNo: String) async throws -> SealedCase?
    /// The id behind a case number, of an erased case too.
    func caseID(caseNo: String) async throws -> CaseID?
    /// Those that stand, in any order; a case whose key was destroyed, or that there never was, has none.
    func wrappedKeys(of ids: [CaseID]) async throws -> Listed<WrappedKey>
    /// In the order and with the bounds of `CaseStore.sealedCases`. A case whose key stands and whose body does not is an unreadable
    /// one.
    nonisolated(nonsending) func caseLines(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> SealedCasePage
    /// As `CaseStore.sealedCases(of:officer:matching:limit:)`.
    nonisolated(nonsending) func caseLines(
        of bureau: BureauID, officer: AccountID?, matching alternatives: [[MarkDigest]], limit: Int
    ) async throws -> Listed<SealedCaseLine>
    func counts(of bureau: BureauID, receivedIn span: Range<Instant>) async throws -> Listed<CaseCount>
    /// As `MonthStore` says, of these and the two that follow.
    func monthTotals(
        of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Listed<MonthTotal>
    func revisits(
        _ kind: Revisit, of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Int
    nonisolated(nonsending) func caseLines(
        _ selection: MonthSelection, after cursor: MonthCursor?, limit: Int
    ) async throws -> SealedMonthPage
    func nextCaseNumber(of bureau: BureauID, year: Int) async throws -> Int
    /// Of the case and its sessions, oldest first; nil when there is no such case.
    func eventRows(ofCase id: CaseID) async throws -> SealedRows<SealedEvent>?

    // MARK: Sessions

    func session(_ id: SessionID) async throws -> SessionRecord?
    func sessions(ofCase id: CaseID) async throws -> Listed<SessionRecord>
    func openSessions() async throws -> Listed<SessionRecord>
    func revision(ofSession id: SessionID) async throws -> UInt64
    /// Nil when there is no such session; the same for the three that follow. Orders are those of `SessionStore`.
    func eventRows(ofSession id: SessionID) async throws -> SealedRows<SealedEvent>?
    func draftRows(ofSession id: SessionID) async throws -> SealedRows<SealedDraft>?
    func resultRows(ofSession id: SessionID) async throws -> SealedRows<SealedResult>?
    func minutesRows(ofSession id: SessionID) async throws -> SealedRows<SealedMinutes>?

    // MARK: Bureaus, accounts, sign-ins

    // As `BureauStore`, `AccountStore` and `SignInStore` say, with the entries of the bureaus' stream in the same transaction.
    func put(_ bureau: Bureau, noting notes: SealedNotes) async throws
    func add(_ account: AccountRecord, noting notes: SealedNotes) async throws
    func change(
        _ changes: [StaffChange], noting notes: SealedNotes, answering answer: AnsweredRequest?
    ) async throws
    func setPassword(of id: AccountID, hash: String, noting notes: SealedNotes) async throws
    func setDisabled(_ id: AccountID, at: Instant?, noting notes: SealedNotes) async throws
    func add(_ signIn: SignInRecord, noting notes: SealedNotes) async throws

    // MARK: Writing

    /// Makes the commit durable, all of it or nothing, and tells where its streams stand.
    ///
    /// Judged in this order: the key (`notFound`, `erased`, `keyChanged`), the case (`conflict`, `taken`), the session
    /// (`taken`, `notFound`, `conflict`), the request's answer and the command's result (`commandRepeated`), drafts (`conflict`), minutes
    /// (`taken`).
    @discardableResult
    func append(_ commit: SealedCommit) async throws -> Committed

    /// What `CaseStore.destroyKey` promises. Appends the entry that says so, if there was a key.
    func destroyKey(of id: CaseID, entry: UnchainedEntry, chaining: Chaining) async throws

    /// Appends entries that belong to no case, durably: all or none.
    func append(_ entries: [UnchainedEntry], chaining: Chaining) async throws

    /// Waits for commits under way, refuses new ones with `closed`, and closes. A second call does nothing.
    func close() async throws
}
