package import Mediation

/// Somebody signed in on one browser. The cookie's token itself is never stored.
package struct SignInRecord: Hashable, Sendable {
    /// SHA-256 of the cookie's 32 random bytes.
    package let tokenDigest: [UInt8]
    package let accountID: AccountID
    package let createdAt: Instant
    package var expiresAt: Instant
    package var lastSeenAt: Instant

    package init(
        tokenDigest: [UInt8], accountID: AccountID, createdAt: Instant, expiresAt: Instant,
        lastSeenAt: Instant
    ) {
        self.tokenDigest = tokenDigest
        self.accountID = accountID
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastSeenAt = lastSeenAt
    }
}

/// A sign-in, whose it is, and the bureau of that person: what every request of the bureau asks first.
package struct SignInHolder: Hashable, Sendable {
    package let signIn: SignInRecord
    package let account: AccountRecord
    /// Nil where its row is missing or can't be read.
    package let bureau: Bureau?

    package init(signIn: SignInRecord, account: AccountRecord, bureau: Bureau?) {
        self.signIn = signIn
        self.account = account
        self.bureau = bureau
    }
}

/// Who is signed in, and the verbs that are no events. Every verb throws `StorageError`.
package protocol SignInReading: Sendable {
    /// The sign-in whose token has this digest, expired or not: the caller knows the time; and its holder, disabled or not. Nil where
    /// there is no such sign-in or no such account.
    ///
    /// One look into the store. It waits where its caller is, so that it costs a caller on the loop one turn of another thread.
    nonisolated(nonsending) func holder(tokenDigest: [UInt8]) async throws -> SignInHolder?
    /// All that stand, expired ones too, without an order.
    func signIns() async throws -> Listed<SignInRecord>
    /// Notes that the sign-in was used and, where the caller prolongs it, until when it holds. No error when it
    /// is gone.
    func touch(tokenDigest: [UInt8], seenAt: Instant, expiresAt: Instant) async throws
    /// Signs out. No error when it is gone already.
    func removeSignIn(tokenDigest: [UInt8]) async throws
    /// Whether another process has written to the store since this was last asked: an account disabled, a password changed
    /// on the command line. The first answer is false.
    func wasChangedElsewhere() async throws -> Bool
    /// Deletes all that expired at `now` or before; returns how many.
    @discardableResult
    func removeExpiredSignIns(now: Instant) async throws -> Int
}

/// Who is signed in. Every verb throws `StorageError`.
package protocol SignInStore: SignInReading {
    /// Adds a sign-in, kept with its event in one transaction; `notFound` when the account does not exist.
    func add(_ signIn: SignInRecord, noting note: BureauNote) async throws
}
