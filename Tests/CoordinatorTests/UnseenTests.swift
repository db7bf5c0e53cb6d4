import Mediation
import StorageSQLite
import Storage
import Testing
import Transport
import Vault

@testable import Coordinator

/// Answers do not depend on what the asker may not see.
@Suite(.timeLimit(.minutes(10))) struct UnseenTests {
    init() { LoopActor.startThread() }

    private static let none = "none"

    private func requests(of caseID: String, _ session: String, _ number: Int) -> [(String, String, String)] {
        let command = #""request":"q-\#(number)","command":"accept","reason":"同意""#
        return [
            ("GET", "/api/cases/\(caseID)", ""),
            ("POST", "/api/cases/\(caseID)/commands", #"{"version":1,\#(command)}"#),
            ("POST", "/api/cases/\(caseID)/commands", #"{"version":9,\#(command)}"#),
            ("POST", "/api/cases/\(caseID)/parties", RouteBench.person("q-\(number)-p")),
            (
                "POST", "/api/cases/\(caseID)/sessions",
                #"{"request":"q-\#(number)-s","kind":"petition_talk","invite":[]}"#
            ),
            ("GET", "/api/sessions/\(session)", ""),
            ("GET", "/api/sessions/\(session)/record", ""),
            ("GET", "/api/sessions/\(session)/minutes", ""),
            ("GET", "/api/sessions/\(session)/minutes.txt", ""),
            ("GET", "/api/sessions/\(session)/seats/2/qr.svg", ""),
            ("POST", "/api/sessions/\(session)/seats", #"{"request":"q-\#(number)-i","partyID":"p-1"}"#),
            ("POST", "/api/sessions/\(session)/seats/2/revoke", #"{"request":"q-\#(number)-r"}"#),
            ("POST", "/api/sessions/\(session)/seats/2/reissue", #"{"request":"q-\#(number)-t"}"#),
        ]
    }

    /// Whoever sees every case of the own bureau sees none of another's.
    private static let strangers: [(Role, BureauID)] =
        [(.administrator, .main), (.liaison, .main)] + Role.allCases.map { ($0, harbour.id) }
    private static let harbour = Bureau(
        id: BureauID("harbour"), name: "海港分局", phone: "100-0000-0220", mark: "港信")

    @Test(arguments: strangers) @LoopActor
    func `To who may not see a case it is as if there were none`(
        role: Role, bureau: BureauID
    ) async throws {
        let bench = try await RouteBench.open()
        try await bench.store.put(Self.harbour, at: bench.time.now)
        let path = await bench.registered()
        let caseID = String(path.split(separator: "/").last ?? "")
        let launched = await bench.post(path + "/sessions", try await bench.launchBody("l-1", CaseID(caseID)))
        #expect(launched.status == 201)
        let cookie = try await bench.signedIn(role, "G901", unit: "别处派出所", of: bureau)
        let there = requests(of: caseID, launched.id, 1)
        let nowhere = requests(of: Self.none, Self.none, 2)
        for (real, invented) in zip(there, nowhere) {
            let reply = await bench.ask(real.0, real.1, body: real.2, cookie: cookie)
            let other = await bench.ask(invented.0, invented.1, body: invented.2, cookie: cookie)
            #expect(reply.status == other.status && reply.text == other.text, "\(real.0) \(real.1)")
            #expect([403, 404].contains(reply.status), "\(real.0) \(real.1)")
        }
        // Nothing of it was done, and who may see the case is told of its version.
        let seen = await bench.get(path)
        #expect(seen.status == 200)
        let stale = await bench.post(
            path + "/commands", #"{"request":"v","version":99,"command":"accept","reason":"同意"}"#)
        #expect(stale.status == 409 && stale.code == "case_changed")
    }

    @Test @LoopActor func `Two bureaus of one store have lists, numbers, names and telephones of their own`()
        async throws
    {
        let bench = try await RouteBench.open()
        try await bench.store.put(Self.harbour, at: bench.time.now)
        let cookie = try await bench.signedIn(.seniorOfficer, "H001", unit: "信访科", of: Self.harbour.id)
        let own = await bench.registered()
        let theirs = await bench.ask(
            "POST", "/api/cases", body: RouteBench.registration("r-1"), cookie: cookie)
        #expect(theirs.status == 201 && theirs.text.contains("港信〔2026〕0001"))
        #expect(await bench.get(own).text.contains("青信〔2026〕0001"))
        for (cookie, mark, other) in [(cookie, "港信", "青信"), (bench.cookie, "青信", "港信")] {
            let list = await bench.ask("GET", "/api/cases", query: [("scope", "all")], cookie: cookie)
            #expect(list.status == 200 && list.text.contains(mark) && !list.text.contains(other))
        }
        let launched = await bench.ask(
            "POST", "/api/cases/\(theirs.id)/sessions",
            body: try await bench.launchBody("l-1", CaseID(theirs.id)), cookie: cookie)
        #expect(launched.status == 201)
        #expect(launched.text.contains("海港分局") && launched.text.contains("100-0000-0220"))
        // Nor is a case handed over to somebody of another bureau.
        let handed = try await bench.store.caseFile(CaseID(theirs.id))
        let file = try CaseCodec().open(try #require(handed)).file
        let stranger = Account(
            id: AccountID("a-G777"), staffNo: "G777", name: "顾南星", role: .seniorOfficer, unit: "信访科")
        let lead = Account(
            id: AccountID("a-H009"), bureau: Self.harbour.id, staffNo: "H009", name: "许既明", role: .officeLead,
            unit: "信访科")
        #expect(throws: Refusal(.badField, field: "to")) {
            try file.decide(
                .registration(.handOver(to: stranger, reason: "回避")), by: lead, at: bench.time.now)
        }
    }

    /// That a search finds a case says who is in it.
    @Test @LoopActor func `A search tells nothing of cases that are masked or not seen`() async throws {
        let bench = try await RouteBench.open()
        let path = await bench.registered()
        let file = try await bench.file(CaseID(String(path.split(separator: "/").last ?? "")))
        for typed in ["霍星野", "星野", "贺", "贺长风"] {
            for scope in ["all", "mine"] {
                let found = await bench.get("/api/cases", ("scope", scope), ("q", typed))
                #expect(found.status == 200 && found.text.contains(file.id.text), "\(typed)")
            }
        }
        let nobody = await bench.get("/api/cases", ("scope", "all"), ("q", "欧阳无此人"))
        #expect(nobody.text == #"{"cases":[],"unreadable":[]}"#)
        #expect(await bench.get("/api/cases", ("scope", "all"), ("q", " ")).code == "bad_field")
        // An accusation is masked to whom it is not told.
        let body = RouteBench.registration("r-9")
            .replacing(#""appeal_request""#, with: #""accusation""#)
        let accusation = await bench.post("/api/cases", body).id
        let cookie = try await bench.signedIn(.officeLead, "K901", unit: "信访科")
        let list = await bench.ask("GET", "/api/cases", query: [("scope", "all")], cookie: cookie)
        #expect(list.text.contains(accusation) && list.text.contains(#""masked":true"#))
        let search = await bench.ask(
            "GET", "/api/cases", query: [("scope", "all"), ("q", "霍星野")], cookie: cookie)
        #expect(search.text.contains(file.id.text) && !search.text.contains(accusation))
        let own = await bench.get("/api/cases", ("scope", "mine"), ("q", "霍星野"))
        #expect(own.text.contains(accusation))
    }
}
