import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// Rows that open and hold no value of ours: written by a program that was wrong, or by another version.
@Suite(.timeLimit(.minutes(2))) struct DamagedDomainTests {
    init() { LoopActor.startThread() }

    private static let junk = [UInt8]("{\"not\":\"ours\"}".utf8)

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
        try await bench.store.commit(
            CaseCommit(
                change: CaseChange(record: record, expectedVersion: version), events: [], at: bench.time.now))
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
        try await bench.store.commit(
            RoomCommit(
                sessionID: session.id, caseID: session.caseID, at: bench.time.now,
                events: [EventRecord(kind: "room.wall_raised", payload: Self.junk)]))
        let record = await bench.get(session.path + "/record")
        #expect(record.status == 200 && record.text.contains(#""unreadable":1"#))
        // A wall may be what is missing: nobody is let into a room that is folded around a gap.
        try bench.restart()
        await #expect(throws: StorageError(.corrupt)) { _ = try await bench.rooms.host(session.id) }
    }

    @Test @LoopActor func `A damaged journal does not keep its case from another talk`() async throws {
        let bench = try await RouteBench.open()
        let session = try await bench.launched()
        try await bench.store.commit(
            RoomCommit(
                sessionID: session.id, caseID: session.caseID, at: bench.time.now,
                events: [EventRecord(kind: "room.wall_raised", payload: Self.junk)]))
        try bench.restart()
        let path = "/api/cases/\(session.caseID)"
        let again = await bench.post(path + "/sessions", try await bench.launchBody("l-9", session.caseID))
        #expect(again.status == 201 && again.id != session.id.text)
        #expect(try await bench.store.session(session.id)?.endedAt != nil)
        let talks = try await bench.file(session.caseID).sessions
        #expect(talks.map(\.isOpen) == [false, true])
    }
}
