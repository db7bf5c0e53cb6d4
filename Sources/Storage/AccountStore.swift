package import Mediation

/// An account of the bureau as it stands in the store.
package struct AccountRecord: Hashable, Sendable {
    package let id: AccountID
    package let bureau: BureauID
    /// 工号; unique, compared as written.
    package var staffNo: String
    package var name: String
    /// The role's raw value; Mediation's table of authority gives it meaning.
    package var role: String
    package var unit: String
    /// The scrypt string of `Cryptography.Scrypt`; empty where no password was set yet, and nobody can sign in.
    package var passwordHash: String
    /// What petitioners may see of an officer (photo, short CV), encoded by the caller; empty when nothing is.
    package var profile: [UInt8]
    package var createdAt: Instant
    /// Set when the account may no longer sign in.
    package var disabledAt: Instant?

    package init(
        id: AccountID, bureau: BureauID = .main, staffNo: String, name: String, role: String, unit: String,
        passwordHash: String,
        profile: [UInt8] = [], createdAt: Instant, disabledAt: Instant? = nil
    ) {
        self.id = id
        self.bureau = bureau
        self.staffNo = staffNo
        self.name = name
        self.role = role
        self.unit = unit
        self.passwordHash = passwordHash
        self.profile = profile
        self.createdAt = createdAt
        self.disabledAt = disabledAt
    }
}

/// Reads the accounts. Every verb throws `StorageError`.
package protocol AccountReading: Sendable {
    func account(_ id: AccountID) async throws -> AccountRecord?
    func account(staffNo: String) async throws -> AccountRecord?
    /// All accounts of all bureaus, disabled ones too, by staff number.
    func accounts() async throws -> Listed<AccountRecord>
}

/// A change of one row of the people and units of a bureau.
package enum StaffChange: Hashable, Sendable {
    case add(AccountRecord)
    /// Number, bureau and day of making stay. `signsOut`: the account's sign-ins are deleted.
    case change(AccountRecord, from: AccountRecord, signsOut: Bool)
    /// A new unit, where it was none before.
    case unit(BureauUnit, from: BureauUnit?)
    /// A new lawyer of the registry, where it was none before.
    case lawyer(Lawyer, from: Lawyer?)
}

/// The accounts. Each change is kept with its event, in one transaction. Every verb throws `StorageError`.
package protocol AccountStore: AccountReading {
    /// Makes the changes in their order, all or none of them. `taken` for a staff number, an id, a unit's name or a lawyer's
    /// licence that another has; `notFound` when there is no such bureau; `conflict` when a row is not as `from` says; `commandRepeated` when the
    /// request was answered.
    func change(
        _ changes: [StaffChange], noting notes: [BureauNote], answering answer: AnsweredRequest?
    ) async throws
    /// Adds an account; `taken` when its id or staff number exists, `notFound` when its bureau doesn't.
    func add(_ account: AccountRecord, noting note: BureauNote) async throws
    /// Replaces the password's hash and deletes the account's sign-ins; `notFound` when there is no such account.
    func setPassword(of id: AccountID, hash: String, noting note: BureauNote) async throws
    /// Disables the account and deletes its sign-ins, or enables it again when `at` is nil.
    func setDisabled(_ id: AccountID, at: Instant?, noting note: BureauNote) async throws
}
