/// What has happened to the accounts, sign-ins and settings of the bureaus of a store. Accounts and bureaus are the fold of
/// these, as a case is of its own; they stand in the stream that belongs to no case (docs/record.md, section 3).
package enum BureauEvent: Hashable, Sendable {
    /// What stood when the first of these was written: nothing in a new store, all that there was in one of before.
    case found([AccountState], [Bureau])
    /// A bureau was added, or has another name, telephone or mark.
    case bureauSet(Bureau)
    case accountAdded(AccountState)
    /// `digest`: SHA-256 of the password's stored hash, so that the row can be compared and nothing be tried.
    case passwordSet(AccountID, digest: [UInt8])
    case accountDisabled(AccountID)
    case accountEnabled(AccountID)
    /// `digest`: SHA-256 of the stored digest of the token.
    case signedIn(AccountID, digest: [UInt8])
    /// What the operator chose for this run of the server, where it isn't what was chosen before.
    case configured([Setting])
    /// An account has another name, role, unit, rank, telephone or fields of work; its number and bureau never change.
    case accountChanged(Account)
    /// A unit was added, or has another name or kind, or was closed or reopened.
    case unitSet(BureauUnit)
    /// Whose order the next so many events of the stream are. What the command line does has none.
    case ordered(by: AccountID, changes: Int)
    /// A lawyer came into the registry, is known otherwise, or left it.
    case lawyerSet(Lawyer)
    /// The bureau's calendar from here on: every day of it that is not what its weekday says.
    case calendarSet(BureauID, [CalendarDay])

    /// An option and its value, as the operator would write them. No secret is a setting.
    package struct Setting: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The kinds, in the order of their declaration.
    package enum Name: Hashable, Sendable, CaseIterable {
        case found, bureauSet, accountAdded, passwordSet, accountDisabled, accountEnabled, signedIn,
            configured, accountChanged, unitSet, ordered, lawyerSet, calendarSet
    }

    package var name: Name {
        switch self {
        case .found: .found
        case .bureauSet: .bureauSet
        case .accountAdded: .accountAdded
        case .passwordSet: .passwordSet
        case .accountDisabled: .accountDisabled
        case .accountEnabled: .accountEnabled
        case .signedIn: .signedIn
        case .configured: .configured
        case .accountChanged: .accountChanged
        case .unitSet: .unitSet
        case .ordered: .ordered
        case .lawyerSet: .lawyerSet
        case .calendarSet: .calendarSet
        }
    }
}

/// An account with all that its row holds.
package struct AccountState: Hashable, Sendable {
    package var account: Account
    /// SHA-256 of the password's stored hash; empty where none was set yet, and nobody can sign in.
    package var passwordDigest: [UInt8]
    package let createdAt: Instant
    package var disabledAt: Instant?

    package init(
        account: Account, passwordDigest: [UInt8], createdAt: Instant, disabledAt: Instant? = nil
    ) {
        self.account = account
        self.passwordDigest = passwordDigest
        self.createdAt = createdAt
        self.disabledAt = disabledAt
    }
}

/// The accounts, units, bureaus and sign-ins that the events of a store add up to.
package struct Staff: Hashable, Sendable {
    package struct SignedIn: Hashable, Sendable {
        package let account: AccountID
        package let at: Instant

        package init(account: AccountID, at: Instant) {
            self.account = account
            self.at = at
        }
    }

    package private(set) var accounts: [AccountID: AccountState] = [:]
    package private(set) var bureaus: [BureauID: Bureau] = [.main: .first]
    package private(set) var units: [UnitID: BureauUnit] = [:]
    package private(set) var lawyers: [LawyerID: Lawyer] = [:]
    /// Who signed in, when, by the digest of the event. A new password and a disabled account end those of before; that
    /// somebody signed out is no event.
    package private(set) var signIns: [[UInt8]: SignedIn] = [:]
    /// The settings of the newest run.
    package private(set) var settings: [BureauEvent.Setting] = []
    /// The calendar of each bureau that has imported one.
    package private(set) var calendars: [BureauID: [CalendarDay]] = [:]
    /// Whether what stood before is known: without that the rows can't be judged.
    package private(set) var hasBegun = false

    package init() {}

    /// Folds one event in, in the order of the stream. One about an account that there is not changes nothing.
    package mutating func apply(_ event: BureauEvent, at: Instant) {
        switch event {
        case .found(let accounts, let bureaus):
            hasBegun = true
            for each in accounts { self.accounts[each.account.id] = each }
            for each in bureaus { self.bureaus[each.id] = each }
        case .bureauSet(let bureau): bureaus[bureau.id] = bureau
        case .accountAdded(let state): accounts[state.account.id] = state
        case .passwordSet(let id, let digest):
            accounts[id]?.passwordDigest = digest
            endSignIns(of: id)
        case .accountDisabled(let id):
            accounts[id]?.disabledAt = at
            endSignIns(of: id)
        case .accountEnabled(let id): accounts[id]?.disabledAt = nil
        case .signedIn(let id, let digest): signIns[digest] = SignedIn(account: id, at: at)
        case .configured(let settings): self.settings = settings
        case .accountChanged(let account):
            guard let before = accounts[account.id]?.account else { return }
            accounts[account.id]?.account = account
            if account.endsSignIns(of: before) { endSignIns(of: account.id) }
        case .unitSet(let unit): units[unit.id] = unit
        case .lawyerSet(let lawyer): lawyers[lawyer.id] = lawyer
        case .ordered: break
        case .calendarSet(let bureau, let days): calendars[bureau] = days
        }
    }

    private mutating func endSignIns(of id: AccountID) { signIns = signIns.filter { $0.value.account != id } }
}
