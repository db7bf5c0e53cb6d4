import Mediation
import Testing
import Transport

@testable import Coordinator

/// Answers do not depend on what the asker may not see.
@Suite struct UnseenTests {
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

    @Test(arguments: [Role.administrator, .liaison]) @LoopActor
    func `To who may not see a case it is as if there were none`(role: Role) async throws {
        let bench = try await RouteBench.open()
        let path = await bench.registered()
        let caseID = String(path.split(separator: "/").last ?? "")
        let launched = await bench.post(path + "/sessions", try await bench.launchBody("l-1", CaseID(caseID)))
        #expect(launched.status == 201)
        let cookie = try await bench.signedIn(role, "G901", unit: "别处派出所")
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
}
