import Mediation
import Storage
import StorageSQLite
import Testing
import Transport
import Vault

@testable import Coordinator

/// docs/protocol.md, 1.0: nothing twice, nothing instead.
@Suite(.timeLimit(.minutes(10))) struct NothingTwiceTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor func `A repeated registration gets the same answer and registers nothing`() async throws
    {
        let bench = try await RouteBench.open()
        let body = RouteBench.registration("r-1")
        let first = await bench.post("/api/cases", body)
        let again = await bench.post("/api/cases", body)
        // The same members in another order and with blanks say the same.
        let respaced = await bench.post(
            "/api/cases", "{ \"request\" : \"r-1\"," + String(body.dropFirst(#"{"request":"r-1","#.count)))
        try bench.restart()
        let afterKill = await bench.post("/api/cases", body)
        #expect(first.status == 201 && !first.id.isEmpty)
        for reply in [again, respaced, afterKill] {
            #expect(reply.status == 201 && reply.text == first.text)
        }
        #expect(await bench.get("/api/cases").text.components(of: first.id) == 1)
        #expect(try await bench.store.nextCaseNumber(of: .main, year: 2026) == 2)
    }

    @Test @LoopActor func `Another body under the same id is refused and changes nothing`() async throws {
        let bench = try await RouteBench.open()
        let first = await bench.post("/api/cases", RouteBench.registration("r-1"))
        let other = await bench.post("/api/cases", RouteBench.registration("r-1", title: "另一件事"))
        #expect(other.status == 409 && other.code == "id_reused" && other.field == "request")
        #expect(await bench.get("/api/cases/\(first.id)").version == first.version)
        // An id belongs to one route, too.
        let elsewhere = await bench.post("/api/cases/\(first.id)/parties", RouteBench.person("r-1"))
        #expect(elsewhere.status == 409 && elsewhere.code == "id_reused")
        #expect(await bench.post("/api/cases", RouteBench.registration("r-2", title: "另一件事")).status == 201)
    }

    @Test @LoopActor func `Equal requests at once wait for the first and answer alike`() async throws {
        let bench = try await RouteBench.open()
        let cases = await bench.post(12, "/api/cases") { _ in RouteBench.registration("r-1") }
        #expect(Set(cases.map(\.status)) == [201] && Set(cases.map(\.text)).count == 1)
        let path = "/api/cases/\(cases[0].id)"
        let people = await bench.post(12, path + "/parties") { _ in RouteBench.person("p-1") }
        #expect(Set(people.map(\.status)) == [200] && Set(people.map(\.text)).count == 1)
        let body = try await bench.launchBody("l-1", CaseID(cases[0].id))
        let sessions = await bench.post(12, path + "/sessions") { _ in body }
        #expect(Set(sessions.map(\.status)) == [201] && Set(sessions.map(\.text)).count == 1)
        let file = try await bench.file(CaseID(cases[0].id))
        #expect(file.registration.parties.count == 3 && file.dialogue.sessions.count == 1)
    }

    @Test @LoopActor func `Of two bodies under one id at once exactly one is done`() async throws {
        let bench = try await RouteBench.open()
        let path = await bench.registered()
        let replies = await bench.post(8, path + "/parties") {
            RouteBench.person("p-1", name: $0.isMultiple(of: 2) ? "苏见微" : "沈知远")
        }
        #expect(replies.filter { $0.status == 200 }.count == 4)
        #expect(replies.filter { $0.code == "id_reused" }.count == 4)
        #expect(try await bench.file(CaseID(String(path.dropFirst(11)))).registration.parties.count == 3)
    }

    @Test @LoopActor func `People added at once under ids of their own all come in`() async throws {
        let bench = try await RouteBench.open()
        let path = await bench.registered()
        let replies = await bench.post(8, path + "/parties") {
            RouteBench.person("p-\($0)", name: "证人\($0)")
        }
        #expect(Set(replies.map(\.status)) == [200])
        #expect(try await bench.file(CaseID(String(path.dropFirst(11)))).registration.parties.count == 10)
    }

    @Test @LoopActor func `A step of a case whose answer was lost is taken once`() async throws {
        let bench = try await RouteBench.open()
        let path = await bench.registered()
        let body = #"{"request":"k-1","version":1,"command":"accept","reason":"属于职权"}"#
        let first = await bench.post(path + "/commands", body)
        try bench.restart()
        let again = await bench.post(path + "/commands", body)
        #expect(first.status == 200 && again.status == 200 && first.text == again.text)
        let later = await bench.post(
            path + "/commands", #"{"request":"k-2","version":1,"command":"accept","reason":"属于职权"}"#)
        #expect(later.status == 409 && later.code == "case_changed")
    }

    @Test @LoopActor func `A refused request keeps nothing and is judged anew`() async throws {
        let bench = try await RouteBench.open()
        #expect(await bench.post("/api/cases", RouteBench.registration("r-1", title: " ")).status == 400)
        #expect(await bench.post("/api/cases", RouteBench.registration("r-1")).status == 201)
        // What was refused used up no number.
        #expect(try await bench.store.nextCaseNumber(of: .main, year: 2026) == 2)
        let nameless = await bench.post("/api/cases/c-1/parties", #"{"role":"witness","name":"苏见微"}"#)
        #expect(nameless.status == 400 && nameless.code == "missing_field" && nameless.field == "request")
    }

    @Test @LoopActor func `A repeated launch is the same session, even when it is over`() async throws {
        let bench = try await RouteBench.open()
        let (path, caseID, id) = try await bench.launched("l-1")
        let body = try await bench.launchBody("l-1", caseID)
        #expect(await bench.post("/api/cases/\(caseID)/sessions", body).status == 201)
        let other = await bench.post(
            "/api/cases/\(caseID)/sessions", try await bench.launchBody("l-2", caseID))
        #expect(other.status == 200 && other.id == id.text)
        bench.time.wait(.hours(8))
        try await bench.rooms.host(id).handle(.timer(.expiry))
        #expect(await bench.get(path).status == 410)
        let again = await bench.post("/api/cases/\(caseID)/sessions", body)
        #expect(again.status == 201 && again.id == id.text)
        #expect(try await bench.file(caseID).dialogue.sessions.count == 1)
    }

    @Test @LoopActor func `A repeated renewal of a link makes one generation`() async throws {
        let bench = try await RouteBench.open()
        let (path, _, id) = try await bench.launched()
        let renewal = path + "/seats/2/reissue"
        let replies = await bench.post(20, renewal) { _ in #"{"request":"n-1"}"# }
        #expect(Set(replies.map(\.status)) == [200] && Set(replies.map(\.text)).count == 1)
        try bench.restart()
        #expect(await bench.post(renewal, #"{"request":"n-1"}"#).text == replies[0].text)
        #expect(try await bench.journal(id).filter { $0 == "room.reissued" }.count == 1)
        // On another seat the id asks for something else.
        let other = await bench.post(path + "/seats/3/reissue", #"{"request":"n-1"}"#)
        #expect(other.status == 409 && other.code == "id_reused")
        let revoked = await bench.post(4, path + "/seats/2/revoke") { _ in #"{"request":"n-2"}"# }
        #expect(Set(revoked.map(\.status)) == [200])
        #expect(try await bench.journal(id).filter { $0 == "room.revoked" }.count == 1)
    }

    @Test @LoopActor func `Renewals beyond an honest hour are slowed down, seat by seat`() async throws {
        let bench = try await RouteBench.open()
        let (path, _, id) = try await bench.launched()
        let replies = await bench.post(60, path + "/seats/2/reissue") { #"{"request":"n-\#($0)"}"# }
        #expect(replies.filter { $0.status == 200 }.count == 20)
        let slow = replies.filter { $0.status == 429 }
        #expect(slow.count == 40 && slow.allSatisfy { $0.code == "slow_down" })
        #expect(slow.allSatisfy { $0.headers["retry-after"] == "3600" })
        #expect(try await bench.journal(id).filter { $0 == "room.reissued" }.count == 20)
        // A repetition of one that was done costs nothing, and neither does another seat.
        let done = try #require(replies.firstIndex { $0.status == 200 })
        #expect(await bench.post(path + "/seats/2/reissue", #"{"request":"n-\#(done)"}"#).status == 200)
        #expect(await bench.post(path + "/seats/3/reissue", #"{"request":"o-0"}"#).status == 200)
        bench.time.wait(.hours(1))
        #expect(await bench.post(path + "/seats/2/reissue", #"{"request":"n-99"}"#).status == 200)
    }

    @Test @LoopActor func `An invitation that was cut off halfway is finished by its repetition`()
        async throws
    {
        let bench = try await RouteBench.open()
        let (path, caseID, id) = try await bench.launched()
        _ = await bench.post("/api/cases/\(caseID)/parties", RouteBench.person("p-1"))
        let file = try await bench.file(caseID)
        guard let witness = file.registration.parties.last?.id,
            let officer = try await bench.store.account(staffNo: "G003").flatMap(Account.init)
        else { throw Refusal(.notFound) }
        // The case has noted it; the kill came before the table did.
        let desk = CaseDesk(store: bench.store, clock: Clock { bench.time.now })
        _ = try await desk.change(caseID, from: nil, by: officer, .dialogue(.invite(session: id, witness)))
        try bench.restart()
        #expect(await bench.get(path).text.contains(#""mayInvite":[{"#))
        let body = #"{"request":"i-1","partyID":"\#(witness)"}"#
        let replies = await bench.post(3, path + "/seats") { _ in body }
        #expect(Set(replies.map(\.status)) == [200] && replies[0].text.contains("苏见微"))
        #expect(try await bench.journal(id).filter { $0 == "room.invited" }.count == 3)
        let twice = await bench.post(path + "/seats", #"{"request":"i-2","partyID":"\#(witness)"}"#)
        #expect(twice.status == 409 && twice.code == "wrong_state")
    }
}

extension String {
    /// How often `part` stands in the text.
    func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
