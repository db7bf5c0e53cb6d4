import Coordinator
import Mediation
import Storage
import StorageSQLite
import Vault

/// A store with as many cases as asked for, as the program itself writes them: each with two people, who are found by their names,
/// and a talk that goes on, with drafts and an answer that is kept. So every row has its history, and some have none but their sums.
enum VerifiedRecord {
    /// Of the case's and the session's, in commits of a few.
    static let entriesOfCase = 100
    private static let eventsOfCommit = 11
    private static let officer = Account(
        id: AccountID("a-1"), staffNo: "G003", name: "周砚", role: .seniorOfficer, unit: "信访科")
    private static let began = Instant(milliseconds: 1_767_225_600_000)

    /// Makes one, and tells how many entries it has.
    static func fill(_ directory: String, cases: Int) async throws -> Int {
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        try await store.begin(at: began)
        let atOnce = 256
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<atOnce {
                group.addTask {
                    for index in stride(from: first, to: cases, by: atOnce) {
                        try await add(index, to: store)
                    }
                }
            }
            try await group.waitForAll()
        }
        while try await store.nextCaseNumber(of: .main, year: 2026) < cases { continue }
        let entries = Int(try await store.head()?.sequence ?? 0)
        try await store.close()
        return entries
    }

    private static func add(_ index: Int, to store: SQLiteStore) async throws {
        let id = CaseID("c-" + StoredCases.name(UInt64(index), salt: 2))
        let events = try CaseFile.register(
            registration(index), id: id, caseNo: StoredCases.number(index), by: officer, at: began)
        guard let file = CaseFile(folding: events) else { throw BenchFault("a case is not made") }
        let kept = try await store.commit(CaseCodec().step(to: file, by: events, from: 0).commit(at: began))
        let opened = CaseCodec.Opened(file: file, version: kept.caseVersion ?? 1)
        let launched = try SessionLaunch(
            SessionID("s-" + StoredCases.name(UInt64(index), salt: 1)), of: opened, by: officer,
            kind: .petitionTalk, inviting: file.registration.parties.map(\.id),
            at: SessionLaunch.Place(office: "接访室", phone: "100-0000-0110", paths: .relay),
            expiresAt: began.adding(.hours(8)), now: began)
        var revision = try await store.commit(launched.commit).sessionRevision ?? 0
        var written =
            events.count + (launched.commit.caseChange?.events.count ?? 0)
            + (launched.commit.sessionChange?.events.count ?? 0)
        var room = launched.room
        var round = 0
        while written < entriesOfCase {
            round += 1
            // The minutes are shown and put away: it changes nothing else.
            let shown = (0..<min(eventsOfCommit, entriesOfCase - written)).map {
                RoomEvent.paper(.presented(on: $0.isMultiple(of: 2)))
            }
            for event in shown { room.apply(event, at: began) }
            guard
                var commit = try RoomCodec().commit(
                    RoomChange(events: shown), of: room, result: nil, to: nil, at: began)
            else { throw BenchFault("nothing to commit") }
            commit.sessionChange?.expectedRevision = revision
            commit.sessionChange?.drafts = [
                DraftRecord(section: "petitioner", revision: round, text: "问：经过 \(round)"),
                DraftRecord(section: "respondent", revision: round, text: "答：经过 \(round)"),
            ]
            if round == 1 {
                commit.sessionChange?.commandResult = CommandResultRecord(
                    seat: .bureau, commandID: CommandID("k-\(index)"),
                    digest: [UInt8](repeating: 1, count: 32), result: Array(#"{"v":1,"revision":1}"#.utf8))
            }
            revision = try await store.commit(commit).sessionRevision ?? revision
            written += shown.count
        }
    }

    private static func registration(_ index: Int) -> Registration {
        func person(_ number: Int, _ role: PartyRole, _ name: String) -> Party {
            Party(
                id: PartyID("p-\(index)-\(number)"), role: role, name: name,
                phone: "100-\(1000 + index % 9000)-\(1000 + number)")
        }
        return Registration(
            title: "楼上楼下夜间噪声 \(index)", channel: .visit, visitKind: .first, contentClass: .appealRequest,
            claims: "请查明经过，依法处理，并给一个书面答复。", facts: "双方发生争执，说法不一，各自提交了材料。",
            issueLocation: "青禾区", concernedUnit: "西苑派出所", headCount: 1,
            parties: [
                person(1, .petitioner, "霍星野"),
                person(2, .respondent, index.isMultiple(of: 2) ? "贺长风" : "苏见微"),
            ], receivedAt: began)
    }
}
