package import Mediation

/// What a writing request made, kept in the same transaction, so that its repetition is answered alike. It refers to
/// what was made and holds nothing of it: the answer is written anew from the store.
package struct AnsweredRequest: Hashable, Sendable {
    package let account: AccountID
    /// The page's own random id; unique with the account.
    package let request: CommandID
    /// SHA-256 of the route and of the body in its one spelling: tells a repetition from a reused id.
    package let digest: [UInt8]
    /// `noCase` for a request that is about no case.
    package let caseID: CaseID
    package let sessionID: SessionID?
    /// The HTTP status of the answer, 200 to 299.
    package let status: Int
    package let at: Instant

    /// In the place of a case where there is none. No case has this id: theirs begin with `c-`.
    package static let noCase = CaseID("-")

    package init(
        account: AccountID, request: CommandID, digest: [UInt8], caseID: CaseID, sessionID: SessionID? = nil,
        status: Int, at: Instant
    ) {
        self.account = account
        self.request = request
        self.digest = digest
        self.caseID = caseID
        self.sessionID = sessionID
        self.status = status
        self.at = at
    }
}

/// The requests that were answered. Every verb throws `StorageError`.
package protocol RequestStore: Sendable {
    /// What the account's request of that id made; nil when nothing was kept under it. Once its case is erased the
    /// digest is empty: a body could be guessed by it.
    func answered(_ request: CommandID, of account: AccountID) async throws -> AnsweredRequest?

    /// Forgets the requests that were answered before that instant; returns how many. A repetition of one of them is a new
    /// request. Those of erased cases stay: none of them is made again.
    @discardableResult
    func forgetAnswers(before: Instant) async throws -> Int

    /// Keeps an answer that changed nothing else, such as "the talk is open already". `commandRepeated` when the id is taken.
    func keep(_ answer: AnsweredRequest) async throws
}
