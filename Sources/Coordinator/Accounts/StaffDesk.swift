internal import Cryptography
internal import Documents
package import Mediation
package import Storage

/// The people and units of a bureau: the one way by which pages, the command line and files change them.
package struct StaffDesk: Sendable {
    private let store: any AccountStore & BureauStore
    private let bureau: BureauID

    package init(store: any AccountStore & BureauStore, of bureau: BureauID) {
        self.store = store
        self.bureau = bureau
    }

    /// The rows with what they say.
    private struct Read {
        var roll: StaffRoll
        var records: [AccountID: AccountRecord]
        /// Accounts of the bureau whose row can't be read: nobody may take their number.
        let unreadable: Int
    }

    /// What stands now.
    package func roll() async throws -> StaffRoll { try await read().roll }

    private func read() async throws -> Read {
        let rows = try await store.accounts()
        var people: [AccountState] = []
        var records: [AccountID: AccountRecord] = [:]
        var elsewhere = Set(rows.unreadable.compactMap(\.name))
        for row in rows {
            guard row.bureau == bureau, let state = try? AccountState(row) else {
                elsewhere.insert(row.staffNo)
                continue
            }
            people.append(state)
            records[row.id] = row
        }
        let units = try await store.units().filter { $0.bureau == bureau }
        return Read(
            roll: StaffRoll(of: bureau, people: people, units: units, takenElsewhere: elsewhere),
            records: records, unreadable: rows.unreadable.count)
    }

    /// Judges and keeps a command.
    ///
    /// - Parameters:
    ///   - asker: who orders it; nil at the command line.
    ///   - version: as `StaffRoll.decide(_:seen:at:)` takes it.
    ///
    /// Refusals: those of `StaffRoll.decide`; `staff_changed` too when another change came in between. Throws `StorageError`.
    package func perform(
        _ command: StaffCommand, by asker: AccountID? = nil, seen version: String? = nil, at now: Instant,
        answering answer: AnsweredRequest? = nil
    ) async throws {
        let read = try await read()
        let events = try read.roll.decide(command, seen: version, at: now)
        try await keep(events, of: read, password: command.password, by: asker, at: now, answering: answer)
    }

    /// Judges a file of people or units; changes everything that it says, if it says nothing wrong and is not a trial.
    ///
    /// - Parameter text: the file's, in UTF-8.
    ///
    /// Throws as `perform`.
    package func read(
        _ table: StaffTable, of text: String, isTrial: Bool, by asker: AccountID? = nil, at now: Instant,
        answering answer: AnsweredRequest? = nil
    ) async throws -> StaffImport {
        let read = try await read()
        let judged: StaffImport
        do throws(CSV.Fault) {
            let rows = try CSV.rows(of: text).map { StaffTable.Row(line: $0.line, cells: $0.cells) }
            judged = StaffImport(table, rows, into: read.roll, at: now) { _ in Self.newUnitID() }
        } catch {
            return StaffImport(
                table, faults: [StaffTable.Fault(line: error.line, code: .quote)], of: read.roll)
        }
        guard judged.faults.isEmpty, !isTrial else { return judged }
        try await keep(judged.events, of: read, password: nil, by: asker, at: now, answering: answer)
        return judged
    }

    /// The people or units as a file for a spreadsheet.
    package func written(_ table: StaffTable) async throws -> String {
        CSV.text(table.rows(of: try await roll()))
    }

    /// The id of a unit that is added.
    package static func newUnitID() -> UnitID { UnitID("u-" + SecureRandom.identifier().lowercased()) }

    // MARK: Keeping

    private func keep(
        _ events: [BureauEvent], of read: Read, password: NewPassword?, by asker: AccountID?, at now: Instant,
        answering answer: AnsweredRequest?
    ) async throws {
        guard !events.isEmpty || answer != nil else { return }
        var records = read.records
        var units = read.roll.units
        let changes = try events.compactMap { event in
            try Self.change(event, password, &records, &units, at: now)
        }
        let order = asker.map { [BureauEvent.ordered(by: $0, changes: events.count)] } ?? []
        let notes = try (events.isEmpty ? [] : order + events).map { try BureauNote($0, at: now) }
        do {
            try await store.change(changes, noting: notes, answering: answer)
        } catch let error as StorageError where error.code == .conflict {
            throw Refusal(.staffChanged)
        } catch let error as StorageError where error.code == .taken {
            throw Refusal(.taken)
        }
    }

    /// The row that the event makes of the one before it.
    private static func change(
        _ event: BureauEvent, _ password: NewPassword?, _ records: inout [AccountID: AccountRecord],
        _ units: inout [UnitID: BureauUnit], at now: Instant
    ) throws -> StaffChange? {
        func changed(
            _ id: AccountID, signsOut: Bool, _ body: (inout AccountRecord) throws -> Void
        ) rethrows -> StaffChange? {
            guard let before = records[id] else { return nil }
            var record = before
            try body(&record)
            records[id] = record
            return .change(record, from: before, signsOut: signsOut)
        }
        switch event {
        case .accountAdded(let state):
            let record = try AccountRecord(
                state.account, passwordHash: password?.hash ?? "", createdAt: state.createdAt)
            records[record.id] = record
            return .add(record)
        case .accountChanged(let account):
            let before = try records[account.id].map { try Account($0) }
            let signsOut = before.map { account.endsSignIns(of: $0) } ?? false
            return try changed(account.id, signsOut: signsOut) { $0 = try $0.changed(to: account) }
        case .passwordSet(let id, _):
            return changed(id, signsOut: true) { $0.passwordHash = password?.hash ?? "" }
        case .accountDisabled(let id): return changed(id, signsOut: true) { $0.disabledAt = now }
        case .accountEnabled(let id): return changed(id, signsOut: false) { $0.disabledAt = nil }
        case .unitSet(let unit):
            let before = units.updateValue(unit, forKey: unit.id)
            return .unit(unit, from: before)
        case .found, .bureauSet, .signedIn, .configured, .ordered, .lawyerSet, .calendarSet: return nil
        }
    }
}

extension StaffCommand {
    /// The one that it sets.
    var password: NewPassword? {
        switch self {
        case .addPerson(_, _, let password), .setPassword(_, let password): password
        case .changePerson, .lock, .unlock, .addUnit, .changeUnit, .closeUnit, .reopenUnit: nil
        }
    }
}

extension NewPassword {
    /// Of scrypt's string of a password.
    package init(hash: String) { self.init(hash: hash, digest: AccountState.digest(ofHash: hash)) }
}
