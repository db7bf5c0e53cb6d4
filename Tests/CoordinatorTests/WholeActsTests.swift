import Foundation
import GRDB
import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// What changes a case and a room is one transaction, and a room has one owner.
@Suite(.timeLimit(.minutes(10))) struct WholeActsTests {
    init() { LoopActor.startThread() }

    /// An act that a case and its room share.
    enum Act: CaseIterable {
        case launch, invite, end

        @LoopActor
        func run(_ index: Int, on talk: Talk, in bench: RouteBench) async throws -> Bool {
            switch self {
            case .launch:
                let body = try await bench.launchBody("l-\(index)", talk.caseID)
                return await bench.post("/api/cases/\(talk.caseID)/sessions", body).status == 201
            case .invite:
                let body = #"{"request":"i-\#(index)","partyID":"\#(talk.witness)"}"#
                return await bench.post("/api/sessions/\(talk.session)/seats", body).status == 200
            case .end:
                do {
                    try await bench.rooms.host(talk.session).handle(.timer(.expiry))
                    return true
                } catch let refusal as Refusal where refusal.code == .storeFailed {
                    return false
                }
            }
        }
    }

    /// A case with a witness, and its talk where the act needs one.
    struct Talk: Sendable {
        let caseID: CaseID
        let witness: PartyID
        let session: SessionID
    }

    @LoopActor
    private static func talk(_ name: String, for act: Act, in bench: RouteBench) async throws -> Talk {
        let path = await bench.registered("r-\(name)")
        let id = CaseID(String(path.dropFirst("/api/cases/".count)))
        _ = await bench.post(path + "/parties", RouteBench.person("p-\(name)"))
        let witness = try #require(try await bench.file(id).registration.parties.last?.id)
        var session = ""
        if act != .launch {
            session = await bench.post(path + "/sessions", try await bench.launchBody("l-\(name)", id)).id
        }
        if act == .end { bench.time.wait(.hours(8)) }
        return Talk(caseID: id, witness: witness, session: SessionID(session.isEmpty ? "none" : session))
    }

    /// All that the store has of a case.
    private struct Standing: Equatable {
        let record: CaseRecord?
        let sessions: [SessionRecord]
        let journal: [StoredEvent]

        init(_ id: CaseID, in store: any Store) async throws {
            record = try await store.caseFile(id)
            sessions = try await store.sessions(ofCase: id).rows
            journal = try await store.events(ofCase: id).rows
        }
    }

    @Test(arguments: Act.allCases) @LoopActor
    func `Launching, inviting and ending are kept whole or not at all, wherever a failure comes between`(
        act: Act
    ) async throws {
        let bench = try await RouteBench.open()
        let twin = try await Self.talk("twin", for: act, in: bench)
        let before = try await Standing(twin.caseID, in: bench.store).journal.count
        #expect(try await act.run(0, on: twin, in: bench))
        let kinds = try await Standing(twin.caseID, in: bench.store).journal.dropFirst(before).map(\.kind)
        #expect(kinds.contains { $0.hasPrefix("case.") } && kinds.contains { $0.hasPrefix("room.") })

        let talk = try await Self.talk("other", for: act, in: bench)
        for (index, kind) in Set(kinds).sorted().enumerated() {
            if act != .launch { _ = try await bench.rooms.host(talk.session) }
            let before = try await Standing(talk.caseID, in: bench.store)
            try bench.fail(at: kind)
            #expect(try await act.run(1 + index, on: talk, in: bench) == false, "\(kind)")
            try bench.fail(at: nil)
            #expect(try await Standing(talk.caseID, in: bench.store) == before, "\(kind)")
        }
        #expect(try await act.run(99, on: talk, in: bench))
        let journal = try await Standing(talk.caseID, in: bench.store).journal.map(\.kind)
        #expect(Array(journal.suffix(kinds.count)).sorted() == kinds.sorted())
    }

    @Test(arguments: [false, true]) @LoopActor
    func `Of two hosts of one session the second to write is refused, and nothing of it is kept`(
        ending: Bool
    ) async throws {
        let bench = try await RoomBench.open()
        let first = try #require(bench.rooms.live(bench.session))
        bench.restart()
        let second = try await bench.rooms.host(bench.session)
        #expect(first !== second)
        try await second.handle(.reissue(seat: RoomDriver.seat(2)))
        if ending { bench.time.wait(.hours(8)) }
        let before = try await Standing(CaseID("c-1"), in: bench.store)
        await #expect(throws: Refusal(.storeFailed)) {
            try await first.handle(ending ? .timer(.expiry) : .reissue(seat: RoomDriver.seat(3)))
        }
        #expect(try await Standing(CaseID("c-1"), in: bench.store) == before)
        #expect(first.runner.hasFailed && !second.runner.hasFailed)
        try await second.handle(.reissue(seat: RoomDriver.seat(3)))
        let kinds = try await bench.store.events(ofSession: bench.session).map(\.kind)
        #expect(kinds.filter { $0 == "room.reissued" }.count == 2)
    }

    @Test @LoopActor
    func `A case that is changed between an invitation's judgement and its commit does not lose it`()
        async throws
    {
        let bench = try await RouteBench.open()
        let talk = try await Self.talk("busy", for: .invite, in: bench)
        let people = (0..<6).map { index in
            Task { @LoopActor in
                await bench.post(
                    "/api/cases/\(talk.caseID)/parties", RouteBench.person("q-\(index)", name: "证人\(index)"))
            }
        }
        #expect(try await Act.invite.run(1, on: talk, in: bench))
        for each in people { #expect(await each.value.status == 200) }
        let file = try await bench.file(talk.caseID)
        #expect(
            file.registration.parties.count == 9 && file.dialogue.hasInvited(talk.witness, to: talk.session))
        #expect(try await bench.journal(talk.session).filter { $0 == "room.invited" }.count == 3)
    }
}

extension RouteBench {
    /// From now on the engine fails where an entry of this kind is to be written; nil: nowhere any more.
    fileprivate func fail(at kind: String?) throws {
        let queue = try DatabaseQueue(path: directory + "/trialogue.sqlite")
        try queue.write { db in
            try db.execute(sql: "DROP TRIGGER IF EXISTS fault")
            guard let kind else { return }
            try db.execute(
                sql: """
                    CREATE TRIGGER fault BEFORE INSERT ON journal WHEN NEW.kind = '\(kind)'
                    BEGIN SELECT RAISE(ABORT, 'fault'); END
                    """)
        }
        try queue.close()
    }
}
