import Journal
import Mediation
import Projections
import Storage
import Testing
import Transport

@testable import Coordinator

/// The engine without a disk behind the routes of a server: what a simulation runs on.
@Suite(.timeLimit(.minutes(10))) struct MemoryStoreTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor func `A store in memory serves, is proven by its record and is made anew of it`()
        async throws
    {
        let bench = try await RouteBench.inMemory()
        let store = bench.store
        try await store.begin(at: bench.time.now)
        let talk = try await bench.launched()
        #expect(
            await bench.post("/api/cases/\(talk.caseID)/parties", RouteBench.person("p-1")).status == 200)
        var change = SessionChange(
            id: talk.id, expectedRevision: try await store.revision(ofSession: talk.id))
        change.drafts = [DraftRecord(section: "result", revision: 1, text: "双方各退一步")]
        try await store.commit(Commit(caseID: talk.caseID, at: bench.time.now, sessionChange: change))
        let gone = CaseID(String(await bench.registered("r-gone").dropFirst("/api/cases/".count)))
        try await store.destroyKey(of: gone, at: bench.time.now)

        #expect(try await StoreCheck(of: store).fault == nil)
        let proof = try await StoreProof(of: store)
        #expect(proof.faults == [] && proof.cases == 2 && proof.erased == 1 && proof.sessions == 1)
        let staff = try await StaffProof(of: store)
        #expect(staff.faults == [] && staff.hasBegun && staff.accounts == 1)
        let rebuild = try await Rebuild(of: store)
        #expect(
            rebuild.cases == 2 && rebuild.rewritten == 0 && rebuild.removed == 0 && rebuild.leftCount == 0)

        // A server that begins anew on it reads the room out of its entries.
        try bench.restart()
        #expect(await bench.get(talk.path).status == 200)
        #expect(await bench.get("/api/cases").text.contains(talk.caseID.text))
    }
}
