import Cryptography
import Mediation
import Storage
import Transport

/// How a session ended, as its case notes it.
struct SessionEnding: Sendable {
    let reason: EndReason
    let minutes: AttachedMinutes?
}

/// The cases as the loop works with them: read a file, judge a command on it, keep what came of it. A case is read
/// anew for each act and kept only if nobody changed it meanwhile.
@LoopActor
final class CaseDesk {
    private let store: any Store
    private let clock: Clock
    private let codec = CaseCodec()

    init(store: any Store, clock: Clock) {
        self.store = store
        self.clock = clock
    }

    typealias Opened = CaseCodec.Opened

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
            let next = try judged(opened, by: account, command)
            do {
                let kept = try await store.commit(next.commit(at: clock.now, answering: answer))
                return Opened(file: next.file, version: kept)
            } catch let error as StorageError where error.code == .conflict && version == nil {
                continue
            }
        }
        throw StorageError(.conflict, "the case was changed at each try to change it")
    }

    /// How often a step is judged anew because somebody else's came between. Each try loses to one that won.
    private static let tries = 16

    /// What a command makes of a case, not yet kept.
    func judged(_ opened: Opened, by account: Account, _ command: CaseCommand) throws -> CaseCodec.Step {
        let events = try opened.file.decide(command, by: account, at: clock.now)
        return try codec.step(opened, events)
    }

    /// The end of a session as its case notes it.
    private func sessionEnded(
        _ opened: Opened, _ session: SessionID, _ ending: SessionEnding, at moment: Instant
    ) throws -> CaseCodec.Step {
        let event = try opened.file.ending(
            session, reason: ending.reason, minutes: ending.minutes, by: nil, at: moment)
        return try codec.step(opened, [event])
    }

    /// Keeps the step that ends a session together with what its case notes of it: one transaction. Another change of
    /// the case meanwhile is no reason to lose an end; the case is read again.
    func keep(_ commit: RoomCommit, ending: SessionEnding) async throws {
        for _ in 0..<Self.tries {
            // In the room's time, as the rest of the session: the case shows its beginning and its end side by side.
            let judged = try sessionEnded(
                try await open(commit.caseID), commit.sessionID, ending, at: commit.at)
            var whole = commit
            whole.events += judged.events
            whole.caseTouch = judged.change
            do {
                try await store.commit(whole)
                return
            } catch let error as StorageError where error.code == .conflict {
                continue
            }
        }
        throw StorageError(.conflict, "the case was changed at each try to end its session")
    }

    /// Registers a case under the next number. A registration that is refused uses up none.
    func register(
        _ registration: Registration, id: CaseID, by account: Account,
        answering answer: AnsweredRequest? = nil
    ) async throws -> Opened {
        let now = clock.now
        _ = try CaseFile.register(registration, id: id, caseNo: "", by: account, at: now)
        let year = LocalTime(now).day.date.year
        for _ in 0..<50 {
            let number = try await store.nextCaseNumber(year: year)
            let digits = String(number)
            let caseNo = "青信〔\(year)〕\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
            let events = try CaseFile.register(
                registration, id: id, caseNo: caseNo, by: account, at: now)
            guard let file = CaseFile(folding: events) else { throw Refusal(.fault) }
            let step = try codec.step(to: file, by: events, from: 0)
            do {
                let commit = step.commit(at: now, answering: answer)
                return Opened(file: file, version: try await store.commit(commit))
            } catch let error as StorageError where error.code == .taken {
                // The year's count was damaged and began anew: the next number may be free.
                continue
            }
        }
        throw StorageError(.taken, "no case number is free")
    }
}
