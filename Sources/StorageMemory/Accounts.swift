package import Mediation
package import Storage

extension MemoryEngine: BureauReading {
    package func bureau(_ id: BureauID) async throws -> Bureau? { try await withTables { $0.bureaus[id] } }

    package func bureaus() async throws -> Listed<Bureau> {
        try await withTables { Listed(rows: $0.bureaus.values.sorted { $0.id < $1.id }) }
    }

    package func units() async throws -> Listed<BureauUnit> {
        try await withTables { Listed(rows: $0.units.values.sorted { $0.id < $1.id }) }
    }

    package func lawyers() async throws -> Listed<Lawyer> {
        try await withTables { Listed(rows: $0.lawyers.values.sorted { $0.id < $1.id }) }
    }

    package func put(_ bureau: Bureau, noting notes: SealedNotes) async throws {
        try await withTables { tables in
            guard !tables.bureaus.values.contains(where: { $0.mark == bureau.mark && $0.id != bureau.id })
            else { throw StorageError(.taken, "another bureau has this mark") }
            tables.bureaus[bureau.id] = bureau
            tables.append(notes.entries, chaining: notes.chaining)
        }
    }
}

extension MemoryEngine: AccountReading {
    package func add(_ account: AccountRecord, noting notes: SealedNotes) async throws {
        try await change([.add(account)], noting: notes, answering: nil)
    }

    /// On a copy, so that a change that is refused takes the ones before it back.
    package func change(
        _ changes: [StaffChange], noting notes: SealedNotes, answering answer: AnsweredRequest?
    ) async throws {
        try await withTables { tables in
            var accounts = tables.accounts
            var units = tables.units
            var lawyers = tables.lawyers
            var signedOut: Set<AccountID> = []
            for change in changes {
                switch change {
                case .add(let account):
                    let isTaken = accounts.values.contains {
                        $0.id == account.id || $0.staffNo == account.staffNo
                    }
                    if isTaken { throw StorageError(.taken, "the staff number is taken") }
                    guard tables.bureaus[account.bureau] != nil else {
                        throw StorageError(.notFound, "no such bureau")
                    }
                    accounts[account.id] = account
                case .change(let account, let before, let signsOut):
                    guard accounts[account.id] == before else {
                        throw StorageError(.conflict, "the account was changed")
                    }
                    accounts[account.id] = account
                    if signsOut { signedOut.insert(account.id) }
                case .unit(let unit, let before):
                    guard units[unit.id] == before else {
                        throw StorageError(.conflict, "the unit was changed")
                    }
                    let isTaken = units.values.contains {
                        $0.id != unit.id && $0.bureau == unit.bureau && $0.name == unit.name
                    }
                    if isTaken { throw StorageError(.taken, "another unit has this name") }
                    units[unit.id] = unit
                case .lawyer(let lawyer, let before):
                    guard lawyers[lawyer.id] == before else {
                        throw StorageError(.conflict, "the lawyer was changed")
                    }
                    let licence = CounselConflict.spelled(lawyer.licenceNo)
                    let isTaken = lawyers.values.contains {
                        $0.id != lawyer.id && $0.bureau == lawyer.bureau
                            && CounselConflict.spelled($0.licenceNo) == licence
                    }
                    if isTaken { throw StorageError(.taken, "another lawyer has this licence") }
                    lawyers[lawyer.id] = lawyer
                }
            }
            if let answer { try tables.judge(answer) }
            tables.accounts = accounts
            tables.units = units
            tables.lawyers = lawyers
            _ = tables.signIns.removeAll { signedOut.contains($1.accountID) }
            if let answer { tables.keep(answer) }
            tables.append(notes.entries, chaining: notes.chaining)
        }
    }

    package func account(_ id: AccountID) async throws -> AccountRecord? {
        try await withTables { $0.accounts[id] }
    }

    package func account(staffNo: String) async throws -> AccountRecord? {
        try await withTables { tables in tables.accounts.values.first { $0.staffNo == staffNo } }
    }

    package func accounts() async throws -> Listed<AccountRecord> {
        try await withTables { tables in
            Listed(
                rows: tables.accounts.values.sorted {
                    $0.staffNo.utf8.lexicographicallyPrecedes($1.staffNo.utf8)
                })
        }
    }

    package func setPassword(of id: AccountID, hash: String, noting notes: SealedNotes) async throws {
        try await change(id, signsOut: true, notes) { $0.passwordHash = hash }
    }

    package func setDisabled(_ id: AccountID, at: Instant?, noting notes: SealedNotes) async throws {
        try await change(id, signsOut: at != nil, notes) { $0.disabledAt = at }
    }

    private func change(
        _ id: AccountID, signsOut: Bool, _ notes: SealedNotes, _ body: @Sendable (inout AccountRecord) -> Void
    ) async throws {
        try await withTables { tables in
            guard var account = tables.accounts[id] else { throw StorageError(.notFound, "no such account") }
            body(&account)
            tables.accounts[id] = account
            if signsOut { _ = tables.signIns.removeAll { $1.accountID == id } }
            tables.append(notes.entries, chaining: notes.chaining)
        }
    }
}

extension MemoryEngine: SignInReading {
    package func add(_ signIn: SignInRecord, noting notes: SealedNotes) async throws {
        try await withTables { tables in
            guard tables.accounts[signIn.accountID] != nil else { throw StorageError(.notFound) }
            guard tables.signIns[signIn.tokenDigest] == nil else { throw StorageError(.taken) }
            tables.signIns[signIn.tokenDigest] = signIn
            tables.append(notes.entries, chaining: notes.chaining)
        }
    }

    package nonisolated(nonsending) func holder(tokenDigest: [UInt8]) async throws -> SignInHolder? {
        try await withTables { tables in
            guard let signIn = tables.signIns[tokenDigest], let account = tables.accounts[signIn.accountID]
            else { return nil }
            return SignInHolder(signIn: signIn, account: account, bureau: tables.bureaus[account.bureau])
        }
    }

    package func signIns() async throws -> Listed<SignInRecord> {
        try await withTables { Listed(rows: Array($0.signIns.rows.values)) }
    }

    package func touch(tokenDigest: [UInt8], seenAt: Instant, expiresAt: Instant) async throws {
        try await withTables { tables in
            guard var signIn = tables.signIns[tokenDigest] else { return }
            signIn.lastSeenAt = seenAt
            signIn.expiresAt = expiresAt
            tables.signIns[tokenDigest] = signIn
        }
    }

    package func removeSignIn(tokenDigest: [UInt8]) async throws {
        try await withTables { $0.signIns[tokenDigest] = nil }
    }

    /// Nobody else can reach this process's memory.
    package func wasChangedElsewhere() async throws -> Bool { try await withTables { _ in false } }

    @discardableResult
    package func removeExpiredSignIns(now: Instant) async throws -> Int {
        try await withTables { tables in
            tables.signIns.removeAll { $1.expiresAt <= now }
        }
    }
}

extension MemoryEngine: RequestStore {
    package func answered(_ request: CommandID, of account: AccountID) async throws -> AnsweredRequest? {
        try await withTables { $0.answers[Tables.AskedID(account: account, request: request)] }
    }

    @discardableResult
    package func forgetAnswers(before: Instant) async throws -> Int {
        try await withTables { tables in
            tables.answers.removeAll { $1.at < before && !$1.digest.isEmpty }
        }
    }

    package func keep(_ answer: AnsweredRequest) async throws {
        try await withTables { tables in
            try tables.judge(answer)
            tables.keep(answer)
        }
    }
}
