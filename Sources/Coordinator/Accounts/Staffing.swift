internal import Cryptography
package import Mediation
internal import Records
package import Storage

// Changes of accounts, bureaus and sign-ins with their events: the one way by which they are written.

extension AccountState {
    /// The account of a row. Throws as `Account.init(_:)` does.
    package init(_ record: AccountRecord) throws(StorageError) {
        self.init(
            account: try Account(record), passwordDigest: Self.digest(ofHash: record.passwordHash),
            createdAt: record.createdAt, disabledAt: record.disabledAt)
    }

    /// SHA-256 of a password's stored hash; none of none.
    static func digest(ofHash hash: String) -> [UInt8] {
        hash.isEmpty ? [] : Digest.sha256(Array(hash.utf8))
    }
}

extension BureauNote {
    init(_ event: BureauEvent, at: Instant) throws(StorageError) {
        self.init(try EventRecord(event), at: at)
    }
}

extension EventRecord {
    init(_ event: BureauEvent) throws(StorageError) {
        do throws(RecordError) {
            self.init(kind: event.storedKind, payload: try event.encoded())
        } catch {
            throw StorageError(error)
        }
    }
}

extension AccountStore {
    /// Adds an account; refusals as `add(_:noting:)`.
    package func add(_ record: AccountRecord) async throws {
        let note = try BureauNote(.accountAdded(AccountState(record)), at: record.createdAt)
        try await add(record, noting: note)
    }

    /// Gives the account another password, whose scrypt string is `hash`, and signs it out; `notFound`.
    package func setPassword(of id: AccountID, hash: String, at: Instant) async throws {
        let event = BureauEvent.passwordSet(id, digest: AccountState.digest(ofHash: hash))
        try await setPassword(of: id, hash: hash, noting: try BureauNote(event, at: at))
    }

    /// Disables the account and signs it out; `notFound`.
    package func disable(_ id: AccountID, at: Instant) async throws {
        try await setDisabled(id, at: at, noting: try BureauNote(.accountDisabled(id), at: at))
    }

    /// Lets the account sign in again; `notFound`.
    package func enable(_ id: AccountID, at: Instant) async throws {
        try await setDisabled(id, at: nil, noting: try BureauNote(.accountEnabled(id), at: at))
    }
}

extension BureauStore {
    /// Adds or changes a bureau; refusals as `put(_:noting:)`.
    package func put(_ bureau: Bureau, at: Instant) async throws {
        try await put(bureau, noting: try BureauNote(.bureauSet(bureau), at: at))
    }
}

extension SignInStore {
    /// Adds a sign-in; refusals as `add(_:noting:)`.
    package func add(_ signIn: SignInRecord) async throws {
        let event = BureauEvent.signedIn(signIn.accountID, digest: Digest.sha256(signIn.tokenDigest))
        try await add(signIn, noting: try BureauNote(event, at: signIn.createdAt))
    }
}

extension Staff {
    /// What the store's events add up to. Throws `corrupt` and `newerRecord` where one can't be read: a gap would make the
    /// rest untrue.
    package init(of store: some BureauJournal) async throws {
        self.init()
        for event in try await store.bureauEvents().whole() {
            do throws(RecordError) {
                apply(try BureauEvent(kind: event.kind, payload: event.payload), at: event.at)
            } catch {
                throw StorageError(
                    error, in: UnreadableRow(table: "journal", id: "\(event.sequence)", column: "payload"))
            }
        }
    }
}

extension BureauJournal where Self: AccountReading & BureauReading & SignInReading {
    /// Writes down, once in a store's life, what stood before there were such events; then, where they differ from those of
    /// the run before, the settings of this one. Where an entry of the stream can't be read nothing is written: `verify` tells
    /// of it, and it keeps no server from starting.
    package func begin(with settings: [BureauEvent.Setting]? = nil, at: Instant) async throws {
        let staff: Staff
        do {
            staff = try await Staff(of: self)
        } catch let error as StorageError where error.code == .corrupt || error.code == .newerRecord {
            return
        }
        var events: [BureauEvent] = []
        if !staff.hasBegun {
            // A row that can't be read is told elsewhere; it can't be vouched for either.
            let accounts = try await accounts().compactMap { try? AccountState($0) }
            events.append(.found(accounts, try await bureaus().rows))
            events += try await signIns().map {
                .signedIn($0.accountID, digest: Digest.sha256($0.tokenDigest))
            }
        }
        if let settings, settings != staff.settings { events.append(.configured(settings)) }
        if !events.isEmpty {
            try await note(events.map { try EventRecord($0) }, at: at)
        }
    }
}
