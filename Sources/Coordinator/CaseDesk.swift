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
    private let codec = RoomCodec()

    init(store: any Store, clock: Clock) {
        self.store = store
        self.clock = clock
    }

    /// A file and the version that it was read at.
    struct Opened {
        let file: CaseFile
        let version: Int
    }

    func open(_ id: CaseID) async throws -> Opened {
        guard let record = try await store.caseFile(id) else { throw Refusal(.notFound) }
        return try decode(record)
    }

    func decode(_ record: CaseRecord) throws -> Opened {
        Opened(file: try codec.decode(CaseFile.self, from: record.body), version: record.version)
    }

    /// Judges a command and keeps its events. `version` is the one that the person saw; nil: whatever it is now.
    func change(
        _ id: CaseID, from version: Int?, by account: Account, _ command: CaseCommand
    ) async throws -> Opened {
        let opened = try await open(id)
        if let version, version != opened.version { throw Refusal(.caseChanged, field: "version") }
        let next = try judged(opened, by: account, command)
        let kept = try await store.commit(
            CaseCommit(change: next.change, events: next.events, at: clock.now))
        return Opened(file: next.file, version: kept)
    }

    /// What a command makes of a case: its next state and the events for the journal, not yet kept.
    struct Judged {
        let file: CaseFile
        let change: CaseChange
        let events: [EventRecord]
    }

    func judged(_ opened: Opened, by account: Account, _ command: CaseCommand) throws -> Judged {
        let events = try opened.file.decide(command, by: account, at: clock.now)
        return folded(opened, events)
    }

    /// The end of a session as its case notes it.
    private func sessionEnded(_ opened: Opened, _ session: SessionID, _ ending: SessionEnding) throws
        -> Judged
    {
        let event = try opened.file.ending(
            session, reason: ending.reason, minutes: ending.minutes, by: nil, at: clock.now)
        return folded(opened, [event])
    }

    private func folded(_ opened: Opened, _ events: [CaseEvent]) -> Judged {
        var file = opened.file
        for event in events { file.apply(event) }
        return Judged(
            file: file, change: CaseChange(record: record(of: file), expectedVersion: opened.version),
            events: events.map(record))
    }

    /// Keeps the step that ends a session together with what its case notes of it: one transaction. Another change of
    /// the case meanwhile is no reason to lose an end; the case is read again.
    func keep(_ commit: RoomCommit, ending: SessionEnding) async throws {
        for _ in 0..<5 {
            let judged = try sessionEnded(try await open(commit.caseID), commit.sessionID, ending)
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

    func register(_ registration: Registration, id: CaseID, by account: Account) async throws -> Opened {
        if let earlier = try await store.caseFile(id) { return try decode(earlier) }
        let now = clock.now
        let year = LocalTime(now).day.date.year
        let number = try await store.nextCaseNumber(year: year)
        let digits = String(number)
        let caseNo = "青信〔\(year)〕\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
        let events = try CaseFile.register(
            registration, id: id, caseNo: caseNo, by: account, at: now)
        guard let file = CaseFile(folding: events) else { throw Refusal(.fault) }
        let commit = CaseCommit(
            change: CaseChange(record: record(of: file), expectedVersion: 0), events: events.map(record),
            at: now)
        return Opened(file: file, version: try await store.commit(commit))
    }

    private func record(_ event: CaseEvent) -> EventRecord {
        EventRecord(kind: event.kind, payload: codec.encode(event))
    }

    private func record(of file: CaseFile) -> CaseRecord {
        CaseRecord(
            id: file.id, caseNo: file.caseNo, status: file.status.rawValue, level: file.level?.rawValue,
            officerID: file.answerable?.id ?? AccountID("nobody"),
            contentClass: file.registration.contentClass.rawValue, dueAt: file.nextDue?.at,
            updatedAt: file.updatedAt, body: codec.encode(file))
    }
}
