internal import Cryptography
internal import Mediation
internal import Projections
package import Storage

/// The rows of accounts, bureaus and sign-ins beside what the events of their stream add up to. It reads alone.
package struct StaffProof: Sendable {
    /// Each in words, with its row.
    package private(set) var faults: [String] = []
    /// Accounts that have a row and a history.
    package private(set) var accounts = 0
    /// False where what stood before the events is not written down yet: then there is nothing to compare with.
    package private(set) var hasBegun: Bool

    /// How often rows are compared at most while a server goes on writing.
    private static let mostComparisons = 10

    /// Compares. An entry that can't be read is a fault, for without it the rest can't be told.
    ///
    /// Entries and rows are read one after the other, and a server may write between: somebody signs in, and the row has no
    /// entry yet among those that were read. So what is found counts if the stream was the same before and after, or else if it
    /// is found again and again.
    package init(of store: some AccountReading & BureauReading & SignInReading & BureauJournal) async throws {
        var before = try await Self.last(store)
        self = try await Self(comparing: store)
        for _ in 1..<Self.mostComparisons where !faults.isEmpty {
            let after = try await Self.last(store)
            if after == before { return }
            before = after
            let again = try await Self(comparing: store)
            let found = Set(faults)
            self = again
            faults = again.faults.filter(found.contains)
        }
    }

    private static func last(_ store: some BureauJournal) async throws -> UInt64? {
        try await store.bureauEvents().last?.sequence
    }

    private init(
        comparing store: some AccountReading & BureauReading & SignInReading & BureauJournal
    ) async throws {
        let staff: Staff
        do {
            staff = try await Staff(of: store)
        } catch let error as StorageError where error.code == .corrupt || error.code == .newerRecord {
            hasBegun = true
            faults = ["an entry can't be read, so that accounts can't be compared: \(error.detail)"]
            return
        }
        hasBegun = staff.hasBegun
        guard hasBegun else { return }
        let rows = try await store.accounts()
        compare(rows, with: staff.accounts)
        compare(try await store.bureaus(), with: staff.bureaus)
        compare(try await store.units(), with: staff.units)
        compare(try await store.lawyers(), with: staff.lawyers)
        compare(try await store.signIns(), with: staff.signIns)
    }

    private mutating func tell(_ words: String, _ table: String, _ row: String) {
        faults.append("\(words) (\(table) \(row))")
    }

    private mutating func tell(_ unreadable: [UnreadableRow]) {
        for row in unreadable { tell("a value can't be read: \(row.column)", row.table, row.id) }
    }

    private mutating func compare(
        _ rows: Listed<AccountRecord>, with expected: [AccountID: AccountState]
    ) {
        tell(rows.unreadable)
        var missing = expected
        for unreadable in rows.unreadable { missing[AccountID(unreadable.id)] = nil }
        for row in rows {
            guard let state = missing.removeValue(forKey: row.id) else {
                tell("an account that no history gives: \(OpenValue(row.staffNo))", "account", row.id.text)
                continue
            }
            accounts += 1
            compare(row, with: state)
        }
        for state in missing.values.sorted(by: { $0.account.id < $1.account.id }) {
            tell("the account \(state.account.staffNo) is missing", "account", state.account.id.text)
        }
    }

    private mutating func compare(_ row: AccountRecord, with state: AccountState) {
        guard let found = try? AccountState(row) else {
            tell(
                "the role or the fields of work of \(state.account.staffNo) can't be read", "account",
                row.id.text)
            return
        }
        let (was, account) = (found.account, state.account)
        for (what, stands, gives) in [
            ("bureau", was.bureau.text, account.bureau.text), ("staff number", was.staffNo, account.staffNo),
            ("name", was.name, account.name), ("role", was.role.rawValue, account.role.rawValue),
            ("unit", was.unit, account.unit), ("fields of work", was.fields, account.fields),
            ("rank", was.rank, account.rank), ("telephone", was.phone, account.phone),
            (
                "former units", was.formerUnits.joined(separator: " "),
                account.formerUnits.joined(separator: " ")
            ),
            ("day of making", "\(found.createdAt.milliseconds)", "\(state.createdAt.milliseconds)"),
            (
                "disabling", found.disabledAt.map { "\($0.milliseconds)" } ?? "none",
                state.disabledAt.map { "\($0.milliseconds)" } ?? "none"
            ),
        ] where stands != gives {
            tell(
                "the \(what) of the account \(state.account.staffNo) is not what its history gives: \(OpenValue(stands)) instead of \(OpenValue(gives))",
                "account", row.id.text)
        }
        if found.passwordDigest != state.passwordDigest {
            tell(
                "the password of the account \(state.account.staffNo) is not the one that was set", "account",
                row.id.text)
        }
    }

    private mutating func compare(_ rows: Listed<Bureau>, with expected: [BureauID: Bureau]) {
        match(rows, by: \.id, with: expected, in: "bureau") { row, bureau in
            [
                ("name", row.name, bureau.name), ("telephone", row.phone, bureau.phone),
                ("mark", row.mark, bureau.mark),
            ]
            .compactMap { Self.difference($0, of: "the bureau \(row.id)") }
        }
    }

    private mutating func compare(_ rows: Listed<Lawyer>, with expected: [LawyerID: Lawyer]) {
        match(rows, by: \.id, with: expected, in: "lawyer") { row, lawyer in
            row == lawyer ? [] : ["a lawyer is not as the history gives"]
        }
    }

    private mutating func compare(_ rows: Listed<BureauUnit>, with expected: [UnitID: BureauUnit]) {
        match(rows, by: \.id, with: expected, in: "unit") { row, unit in
            [
                ("bureau", row.bureau.text, unit.bureau.text), ("name", row.name, unit.name),
                ("kind", row.kind.rawValue, unit.kind.rawValue),
                ("former names", row.formerly.joined(separator: " "), unit.formerly.joined(separator: " ")),
                (
                    "closing", row.closedAt.map { "\($0.milliseconds)" } ?? "none",
                    unit.closedAt.map { "\($0.milliseconds)" } ?? "none"
                ),
            ].compactMap { Self.difference($0, of: "the unit \(row.id)") }
        }
    }

    /// Rows of a table against what the history gives, by their ids: the table is called as its rows are.
    private mutating func match<Row, ID: Identifier>(
        _ rows: Listed<Row>, by id: (Row) -> ID, with expected: [ID: Row], in table: String,
        differences: (Row, Row) -> [String]
    ) {
        tell(rows.unreadable)
        var missing = expected
        for unreadable in rows.unreadable { missing[ID(unreadable.id)] = nil }
        for row in rows {
            guard let given = missing.removeValue(forKey: id(row)) else {
                tell("a \(table) that no history gives", table, id(row).text)
                continue
            }
            for words in differences(row, given) { tell(words, table, id(row).text) }
        }
        for id in missing.keys.sorted() { tell("the \(table) is missing", table, id.text) }
    }

    /// Nil where what stands is what the history gives.
    private static func difference(
        _ compared: (what: String, stands: String, gives: String), of whose: String
    ) -> String? {
        guard compared.stands != compared.gives else { return nil }
        return
            "the \(compared.what) of \(whose) is not what its history gives: \(OpenValue(compared.stands)) instead of \(OpenValue(compared.gives))"
    }

    /// A sign-in that is missing was signed out, or has expired.
    private mutating func compare(
        _ rows: Listed<SignInRecord>, with expected: [[UInt8]: Staff.SignedIn]
    ) {
        tell(rows.unreadable)
        for row in rows {
            guard let event = expected[Digest.sha256(row.tokenDigest)] else {
                tell("a sign-in that no history gives, or that was ended", "sign_in", row.accountID.text)
                continue
            }
            if event.account != row.accountID {
                tell("a sign-in of another account: it was \(event.account)'s", "sign_in", row.accountID.text)
            }
            // One from before there were events was noted later than it was made.
            if row.createdAt > event.at || row.lastSeenAt < row.createdAt || row.expiresAt < row.lastSeenAt
                || row.expiresAt.since(row.createdAt) > Self.longestSignIn
            {
                tell("the times of a sign-in can't be", "sign_in", row.accountID.text)
            }
        }
    }

    /// As `Configuration.signInLifetime`.
    private static let longestSignIn = Span.days(7)
}
