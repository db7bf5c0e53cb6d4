package import Mediation
package import Storage

// What needs no key: it goes to the engine as it is, and rows that can't be read are told.

extension SealedStore: BureauStore {
    package func bureau(_ id: BureauID) async throws -> Bureau? {
        try await told { try await engine.bureau(id) }
    }

    package func bureaus() async throws -> Listed<Bureau> { try await list { try await engine.bureaus() } }

    package func units() async throws -> Listed<BureauUnit> { try await list { try await engine.units() } }

    package func lawyers() async throws -> Listed<Lawyer> { try await list { try await engine.lawyers() } }

    package func put(_ bureau: Bureau, noting note: BureauNote) async throws {
        let notes = try sealed(note)
        try await told { try await engine.put(bureau, noting: notes) }
    }
}

extension SealedStore: AccountStore {
    package func add(_ account: AccountRecord, noting note: BureauNote) async throws {
        let notes = try sealed(note)
        try await told { try await engine.add(account, noting: notes) }
    }

    package func change(
        _ changes: [StaffChange], noting notes: [BureauNote], answering answer: AnsweredRequest?
    ) async throws {
        let sealed = try sealed(notes)
        try await told { try await engine.change(changes, noting: sealed, answering: answer) }
    }

    package func account(_ id: AccountID) async throws -> AccountRecord? {
        try await told { try await engine.account(id) }
    }

    package func account(staffNo: String) async throws -> AccountRecord? {
        try await told { try await engine.account(staffNo: staffNo) }
    }

    package func accounts() async throws -> Listed<AccountRecord> {
        try await list { try await engine.accounts() }
    }

    package func setPassword(of id: AccountID, hash: String, noting note: BureauNote) async throws {
        let notes = try sealed(note)
        try await told { try await engine.setPassword(of: id, hash: hash, noting: notes) }
    }

    package func setDisabled(_ id: AccountID, at: Instant?, noting note: BureauNote) async throws {
        let notes = try sealed(note)
        try await told { try await engine.setDisabled(id, at: at, noting: notes) }
    }
}

extension SealedStore: SignInStore {
    package func add(_ signIn: SignInRecord, noting note: BureauNote) async throws {
        let notes = try sealed(note)
        try await told { try await engine.add(signIn, noting: notes) }
    }

    package func signIns() async throws -> Listed<SignInRecord> {
        try await list { try await engine.signIns() }
    }

    /// A sign-in whose row can't be read is none: the person signs in anew.
    package nonisolated(nonsending) func holder(tokenDigest: [UInt8]) async throws -> SignInHolder? {
        try await told {
            do {
                return try await engine.holder(tokenDigest: tokenDigest)
            } catch let row as UnreadableRow where row.table == "sign_in" {
                note(row)
                return nil
            }
        }
    }

    package func touch(tokenDigest: [UInt8], seenAt: Instant, expiresAt: Instant) async throws {
        try await told {
            try await engine.touch(tokenDigest: tokenDigest, seenAt: seenAt, expiresAt: expiresAt)
        }
    }

    package func removeSignIn(tokenDigest: [UInt8]) async throws {
        try await told { try await engine.removeSignIn(tokenDigest: tokenDigest) }
    }

    package func wasChangedElsewhere() async throws -> Bool {
        try await told { try await engine.wasChangedElsewhere() }
    }

    @discardableResult
    package func removeExpiredSignIns(now: Instant) async throws -> Int {
        try await told { try await engine.removeExpiredSignIns(now: now) }
    }
}

extension SealedStore: RequestStore {
    package func answered(_ request: CommandID, of account: AccountID) async throws -> AnsweredRequest? {
        try await told { try await engine.answered(request, of: account) }
    }

    @discardableResult
    package func forgetAnswers(before: Instant) async throws -> Int {
        try await told { try await engine.forgetAnswers(before: before) }
    }

    package func keep(_ answer: AnsweredRequest) async throws {
        try await told { try await engine.keep(answer) }
    }
}

extension SealedStore: JournalStore {
    package func entries(from sequence: UInt64, limit: Int) async throws -> Listed<JournalRow> {
        try await list { try await engine.entries(from: sequence, limit: limit) }
    }

    package func entries(
        of stream: EntryStream, after sequence: UInt64, limit: Int
    ) async throws -> Listed<JournalRow> {
        try await list { try await engine.entries(of: stream, after: sequence, limit: limit) }
    }

    package func head() async throws -> JournalRow? { try await told { try await engine.head() } }

    package func treeEdge() async throws -> EdgeRow? { try await told { try await engine.treeEdge() } }

    package func treeHashes(level: Int, from first: UInt64, limit: Int) async throws -> Listed<TileRow> {
        try await list { try await engine.treeHashes(level: level, from: first, limit: limit) }
    }
}
