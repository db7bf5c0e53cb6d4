import Cryptography
import Mediation
import Storage
import Transport

/// What a step of a room changes on its case. It is judged on the case as it stands when the step is kept, and kept with it.
enum CaseNote: Sendable {
    case ended(EndReason, AttachedMinutes?)
    case invited(PartyID, by: Account)
}

/// The cases as the loop works with them: read a file, judge a command on it, keep what came of it. A case is read
/// anew for each act and kept only if nobody changed it meanwhile.
@LoopActor
final class CaseDesk {
    private let store: any Store
    private let clock: Clock
    private let codec = CaseCodec()
    /// Read once: an import asks for the store alone.
    private var calendars: WorkCalendars?

    init(store: any Store, clock: Clock) {
        self.store = store
        self.clock = clock
    }

    typealias Opened = CaseCodec.Opened

    /// What decisions on a bureau's cases are measured by: its own calendar, where it has imported one.
    func rules(of bureau: BureauID) async throws -> CaseRules {
        if let calendars { return calendars.rules(of: bureau) }
        let read = try await WorkCalendars(of: store)
        calendars = read
        return read.rules(of: bureau)
    }

    func open(_ id: CaseID) async throws -> Opened {
        guard let record = try await store.caseFile(id) else { throw Refusal(.notFound) }
        return try codec.open(record)
    }

    /// A case for an account's own sake. One that it may see nothing of is answered as if there were none, whatever was asked, so that
    /// nobody learns what exists, in which version, or in which state, by the answers to what they may not do.
    func open(_ id: CaseID, for account: Account) async throws -> Opened {
        guard Authority.permits(account.role, .openCase) else { throw Refusal(.notPermitted) }
        let opened = try await open(id)
        guard Authority.sight(of: opened.file, for: account) != .none else { throw Refusal(.notFound) }
        return opened
    }

    func decode(_ record: CaseRecord) throws -> Opened { try codec.open(record) }

    /// Judges a command and keeps its events, and with them the answer to the request that asked. `version` is the one
    /// that the person saw; nil: whatever it is now, so that another's change meanwhile is no reason to refuse.
    func change(
        _ id: CaseID, from version: Int?, by account: Account, _ command: CaseCommand,
        answering answer: AnsweredRequest? = nil
    ) async throws -> Opened {
        for _ in 0..<Self.tries {
            let opened = try await open(id, for: account)
            if let version, version != opened.version { throw Refusal(.caseChanged, field: "version") }
            let rules = try await rules(of: opened.file.bureau)
            let next = try judged(opened, by: account, command, rules)
            do {
                let kept = try await store.commit(next.commit(at: clock.now, answering: answer))
                return Opened(file: next.file, version: kept.caseVersion ?? opened.version)
            } catch let error as StorageError where error.code == .conflict && version == nil {
                continue
            }
        }
        throw StorageError(.conflict, "the case was changed at each try to change it")
    }

    /// Notes on a case which of its terms have passed by `now` and which draw near; nothing where all of it is noted. Another's
    /// change meanwhile is no reason to leave it: the case is read again.
    func noteTerms(of id: CaseID, at now: Instant) async throws {
        for _ in 0..<Self.tries {
            let opened = try await open(id)
            let deadlines = try await rules(of: opened.file.bureau).deadlines
            let events = opened.file.termNotes(at: now, by: deadlines)
            guard !events.isEmpty else { return }
            do {
                _ = try await store.commit(codec.step(opened, events).commit(at: now))
                return
            } catch let error as StorageError where error.code == .conflict {
                continue
            }
        }
        throw StorageError(.conflict, "the case was changed at each try to change it")
    }

    /// How often a step is judged anew because somebody else's came between. Each try loses to one that won.
    private static let tries = 16

    /// What a command makes of a case, not yet kept.
    func judged(
        _ opened: Opened, by account: Account, _ command: CaseCommand, _ rules: CaseRules = .standard
    ) throws -> CaseCodec.Step {
        let events = try opened.file.decide(command, by: account, at: clock.now, rules: rules)
        return try codec.step(opened, events)
    }

    /// What a step of a session makes of its case.
    private func judged(
        _ note: CaseNote, of session: SessionID, on opened: Opened, at moment: Instant
    ) throws -> CaseCodec.Step {
        switch note {
        case .ended(let reason, let minutes):
            // In the room's time, as the rest of the session: the case shows its beginning and its end side by side.
            let event = try opened.file.ending(
                session, reason: reason, minutes: minutes, by: nil, at: moment)
            return try codec.step(opened, [event])
        case .invited(let person, let account):
            return try judged(opened, by: account, .dialogue(.invite(session: session, person)))
        }
    }

    /// Keeps a step of a session together with what its case notes of it: one transaction. Another change of the case
    /// meanwhile is no reason to lose the step; the case is read again.
    func keep(_ commit: Commit, noting note: CaseNote) async throws -> Committed {
        guard let session = commit.sessionChange?.id else { throw Refusal(.fault) }
        var tried: Int?
        for _ in 0..<Self.tries {
            let opened = try await open(commit.caseID)
            // The case is as it was: what is not as expected is the session, and to read the case again won't help.
            if opened.version == tried { break }
            tried = opened.version
            var whole = commit
            whole.caseChange = try judged(note, of: session, on: opened, at: commit.at).stored
            do {
                return try await store.commit(whole)
            } catch let error as StorageError where error.code == .conflict {
                continue
            }
        }
        throw StorageError(.conflict, "the session was changed elsewhere, or its case at each try")
    }

    /// Registers a case under the next number of the account's bureau. A registration that is refused uses up none.
    func register(
        _ registration: Registration, id: CaseID, by account: Account,
        answering answer: AnsweredRequest? = nil
    ) async throws -> Opened {
        let now = clock.now
        let rules = try await rules(of: account.bureau)
        _ = try CaseFile.register(registration, id: id, caseNo: "", by: account, at: now, rules: rules)
        guard let bureau = try await store.bureau(account.bureau) else {
            throw StorageError(.corrupt, "no bureau \(account.bureau) stands in the store")
        }
        let year = LocalTime(now).day.date.year
        for _ in 0..<50 {
            let number = try await store.nextCaseNumber(of: bureau.id, year: year)
            let caseNo = bureau.caseNo(year: year, number: number)
            let events = try CaseFile.register(
                registration, id: id, caseNo: caseNo, by: account, at: now, rules: rules)
            guard let file = CaseFile(folding: events) else { throw Refusal(.fault) }
            let step = try codec.step(to: file, by: events, from: 0)
            do {
                let kept = try await store.commit(step.commit(at: now, answering: answer))
                return Opened(file: file, version: kept.caseVersion ?? 1)
            } catch let error as StorageError where error.code == .taken {
                // The year's count was damaged and began anew: the next number may be free.
                continue
            }
        }
        throw StorageError(.taken, "no case number is free")
    }
}
