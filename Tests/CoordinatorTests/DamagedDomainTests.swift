import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// Rows that open and hold no value of ours: written by a program that was wrong, or by another version.
@Suite(.timeLimit(.minutes(10))) struct DamagedDomainTests {
    init() { LoopActor.startThread() }

    private static let junk = [UInt8]("{\"not\":\"ours\"}".utf8)

    /// Commits to a session beside its room.
    @LoopActor
    private static func change(
        _ session: SessionID, of caseID: CaseID, in bench: RouteBench,
        _ body: (inout SessionChange) throws -> Void
    ) async throws {
        var change = SessionChange(
            id: session, expectedRevision: try await bench.store.revision(ofSession: session))
        try body(&change)
        try await bench.store.commit(Commit(caseID: caseID, at: bench.time.now, sessionChange: change))
    }

    @LoopActor
    private static func append(
        _ payload: [UInt8], kind: String = "room.wall_raised", to session: SessionID, of caseID: CaseID,
        in bench: RouteBench
    ) async throws {
        try await change(session, of: caseID, in: bench) {
            $0.events = [EventRecord(kind: kind, payload: payload)]
        }
    }

    @Test @LoopActor func `A case whose bytes are no case is one line of the list, and the others stand`()
        async throws
    {
        let bench = try await RouteBench.open()
        let lost = await bench.registered("r-1")
        let kept = await bench.registered("r-2")
        let id = CaseID(String(lost.dropFirst("/api/cases/".count)))
        var record = try #require(try await bench.store.caseFile(id))
        let version = record.version
        record.body = Self.junk
        // As an older program left it: then a list reads the body.
        record.summary = []
        try await bench.store.commit(
            Commit(
                caseID: id, at: bench.time.now,
                caseChange: CaseChange(record: record, expectedVersion: version)))
        let list = await bench.get("/api/cases", ("scope", "mine"))
        #expect(list.status == 200 && list.text.contains(kept.dropFirst("/api/cases/".count)))
        #expect(
            list.text.contains(#""unreadable":[{"#) && list.text.contains(#""caseNo":"\#(record.caseNo)""#))
        #expect(await bench.get(kept).status == 200)
        #expect(await bench.get(lost).code == "store_failed")
    }

    @Test @LoopActor
    func `An entry that is no event leaves a gap in the record that is counted, and gives no live room`()
        async throws
    {
        let bench = try await RouteBench.open()
        let session = try await bench.launched()
        try await Self.append(Self.junk, to: session.id, of: session.caseID, in: bench)
        let record = await bench.get(session.path + "/record")
        #expect(record.status == 200 && record.text.contains(#""unreadable":1"#))
        // A wall may be what is missing: nobody is let into a room that is folded around a gap.
        try bench.restart()
        await #expect(throws: StorageError(.corrupt)) { _ = try await bench.rooms.host(session.id) }
    }

    /// Written by a newer program, as after a return to an older one: a record of a higher version, a kind and a word that are
    /// not known here.
    nonisolated static let newer = [
        ("room.wall_raised", #"{"v":3,"wallRaised":{"around":[1,2],"number":1}}"#),
        ("room.danced", #"{"danced":{"seat":2},"v":1}"#),
        ("room.ended", #"{"ended":{"note":"","reason":"moonshine"},"v":1}"#),
    ]

    @Test(arguments: newer) @LoopActor
    func `An entry of a newer program is refused by its name, and its session is neither opened nor ended`(
        _ kind: String, _ payload: String
    ) async throws {
        let bench = try await RouteBench.open()
        let session = try await bench.launched()
        try await Self.append(
            [UInt8](payload.utf8), kind: kind, to: session.id, of: session.caseID, in: bench)
        let before = try #require(try await bench.store.head()).sequence
        let record = await bench.get(session.path + "/record")
        #expect(record.status == 200 && record.text.contains(#""unreadable":1"#))
        try bench.restart()
        do {
            _ = try await bench.rooms.host(session.id)
            Issue.record("a room was made around what can't be read")
        } catch let error as StorageError {
            #expect(error == StorageError(.newerRecord))
            #expect(error.detail.hasPrefix("journal \(before): payload can't be read ("), "\(error.detail)")
        }
        #expect(await bench.get(session.path).code == "record_newer")
        // A program of before must not end what it can't read.
        let again = await bench.post(
            "/api/cases/\(session.caseID)/sessions", try await bench.launchBody("l-9", session.caseID))
        #expect(again.status == 503 && again.code == "record_newer")
        #expect(try await bench.store.session(session.id)?.endedAt == nil)
        #expect(await bench.get("/api/cases", ("scope", "mine")).text.contains(session.caseID.text))
    }

    @Test(
        arguments: [
            (#"{"v":9}"#, "record_newer"), (#"{"caseNo":"x","id":"c-1"}"#, "store_failed"),
            ("", "store_failed"),
        ])
    @LoopActor
    func
        `A case of a newer version or with a member missing is one line of the list, and opens as what it is`(
            _ body: String, _ code: String
        ) async throws
    {
        let bench = try await RouteBench.open()
        let lost = await bench.registered("r-1")
        let kept = await bench.registered("r-2")
        let id = CaseID(String(lost.dropFirst("/api/cases/".count)))
        var record = try #require(try await bench.store.caseFile(id))
        record.body = [UInt8](body.utf8)
        record.summary = []
        try await bench.store.commit(
            Commit(
                caseID: id, at: bench.time.now,
                caseChange: CaseChange(record: record, expectedVersion: record.version)))
        let list = await bench.get("/api/cases", ("scope", "mine"))
        #expect(list.status == 200 && list.text.contains(kept.dropFirst("/api/cases/".count)))
        #expect(list.text.contains(#""unreadable":[{"caseNo":"\#(record.caseNo)""#))
        let answer = await bench.get(lost)
        #expect(answer.status == 503 && answer.code == code)
        #expect(await bench.get(kept).status == 200)
        // What can't be read is not written over.
        let launch = #"{"request":"l-1","kind":"petition_talk","invite":[]}"#
        #expect(await bench.post(lost + "/sessions", launch).code == code)
        #expect(try await bench.store.caseFile(id)?.body == record.body)
    }

    @Test @LoopActor
    func `A session whose very beginning is of a newer version has no record to show yet, and says why`()
        async throws
    {
        let bench = try await RouteBench.open()
        let known = try await bench.launched()
        let id = SessionID("s-newer")
        let payload = #"{"created":{},"v":3}"#
        let now = bench.time.now
        try await Self.change(id, of: known.caseID, in: bench) {
            $0.events = [EventRecord(kind: "room.created", payload: [UInt8](payload.utf8))]
            $0.summary = SessionRecord(
                id: id, caseID: known.caseID, number: 2, status: "waiting", hostID: AccountID("a-G003"),
                createdAt: now)
        }
        let record = await bench.get("/api/sessions/\(id)/record")
        #expect(record.status == 503 && record.code == "record_newer")
    }

    @Test(arguments: [(#"{"v":9}"#, true), (#"[{"from":1}]"#, false)]) @LoopActor
    func `Measurements of a newer program are not written over, and damaged ones are lost as measurements`(
        _ text: String, _ isNewer: Bool
    ) async throws {
        let bench = try await RouteBench.open()
        let session = try await bench.launched()
        try await Self.change(session.id, of: session.caseID, in: bench) {
            $0.drafts = [DraftRecord(section: "link_tallies", revision: 1, text: text)]
        }
        let record = await bench.get(session.path + "/record")
        #expect(record.status == 200 && record.text.contains(#""unreadable":1"#))
        try bench.restart()
        let shown = await bench.get(session.path)
        #expect(isNewer ? shown.code == "record_newer" : shown.status == 200)
    }

    @Test @LoopActor func `A kept answer of a newer version is lost as an answer, and the room opens`()
        async throws
    {
        let bench = try await RouteBench.open()
        let session = try await bench.launched()
        try await Self.change(session.id, of: session.caseID, in: bench) {
            $0.commandResult = CommandResultRecord(
                seat: .bureau, commandID: CommandID("k-1"), digest: [1], result: [UInt8](#"{"v":9}"#.utf8))
        }
        try bench.restart()
        _ = try await bench.rooms.host(session.id)
        #expect(await bench.get(session.path).status == 200)
    }

    @Test @LoopActor func `An account whose role this program does not know is refused as of a newer one`()
        async throws
    {
        let record = AccountRecord(
            id: AccountID("a-1"), staffNo: "X1", name: "n", role: "emperor", unit: "u", passwordHash: "x",
            createdAt: Instant(milliseconds: 0))
        #expect(throws: StorageError(.newerRecord)) { try Account(record) }
        let odd = AccountRecord(
            id: AccountID("a-1"), staffNo: "X1", name: "n", role: "clerk", unit: "u", passwordHash: "x",
            profile: [0xFF, 0xFE], createdAt: Instant(milliseconds: 0))
        #expect(throws: StorageError(.corrupt)) { try Account(odd) }
    }

    @Test func `A commit that can't be encoded fails like one that can't be stored`() throws {
        let room = RoomDriver().room
        let report = LinkReport(
            peer: RoomDriver.seat(3), epoch: 1, state: .new, path: nil, rttMs: .nan, jitterMs: nil,
            lossPercent: nil, audioKbps: nil, videoKbps: nil, framesDecoded: nil, framesPerSecond: nil,
            freezes: nil, concealedPercent: nil)
        let change = RoomChange(events: [.links(.measured(seat: RoomDriver.seat(2), [report]))])
        #expect(throws: StorageError(.failed)) {
            try RoomCodec().commit(change, of: room, at: room.createdAt)
        }
    }

    @Test func `An answer that can't be encoded is 500 and says so to the log`() {
        let response = Response.json([Double.infinity])
        #expect(response.status == 500 && response.failure != nil)
        #expect(String(decoding: response.body, as: UTF8.self) == #"{"code":"fault"}"#)
    }

    @Test @LoopActor func `A damaged journal does not keep its case from another talk`() async throws {
        let bench = try await RouteBench.open()
        let session = try await bench.launched()
        try await Self.append(Self.junk, to: session.id, of: session.caseID, in: bench)
        try bench.restart()
        let path = "/api/cases/\(session.caseID)"
        let again = await bench.post(path + "/sessions", try await bench.launchBody("l-9", session.caseID))
        #expect(again.status == 201 && again.id != session.id.text)
        #expect(try await bench.store.session(session.id)?.endedAt != nil)
        let talks = try await bench.file(session.caseID).dialogue.sessions
        #expect(talks.map(\.isOpen) == [false, true])
    }
}
