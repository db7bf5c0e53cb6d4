import Coordinator
import Cryptography
import Mediation
import Storage
import StorageMemory
import TestKit
import Transport
import Vault

/// Where every history begins: two officers, each with a case and a launched session, made once by the routes of the server itself.
@LoopActor
struct Founding {
    let ground: Ground
    let now: Instant
    /// Cookies of the two officers.
    let cookies: [String]
    let sessions: [SessionID]
    /// The links of the first session's seats 2 to 4, and of the second's 2 and 3.
    let links: [[String]]

    static let guests = ["霍星野", "贺长风", "苏见微"]

    /// Nil when the server did not do what it was asked.
    init?(_ loop: LoopByHand) throws {
        SeededRandomness.begin(1)
        let world = World(loop, at: Instant(milliseconds: 1_773_282_000_000), isTold: false)
        let judge = Judge(world)
        let ground = Ground(memory: MemoryEngine.Memory(), masterKey: SealingKey())
        let premises = try Premises(world, judge, ground) {}
        var cookies: [String] = []
        let store = premises.store
        let now = world.clock.now
        Task { @LoopActor in
            try await store.begin(at: now)
            for number in 3...4 {
                let officer = Account(
                    id: AccountID("a-G00\(number)"), staffNo: "G00\(number)", name: "周砚\(number)",
                    role: .seniorOfficer, unit: "信访科")
                try await store.add(AccountRecord(officer, passwordHash: "x", createdAt: now))
                cookies.append(try await Self.signIn(officer.id, in: store, at: now))
            }
        }
        world.run(for: 10)
        var sessions: [SessionID] = []
        var links: [[String]] = []
        for cookie in cookies {
            guard let session = Self.launch(premises, world, cookie) else { return nil }
            sessions.append(session.0)
            links.append(session.1)
        }
        guard sessions.count == 2 else { return nil }
        premises.assembly.stop()
        premises.end()
        self.ground = ground
        self.now = world.clock.now
        self.cookies = cookies
        self.sessions = sessions
        self.links = links
    }

    /// A new sign-in's cookie.
    static func signIn(
        _ account: AccountID, in store: SealedStore<MemoryEngine>, at now: Instant
    ) async throws -> String {
        let token = SignInToken()
        try await store.add(
            SignInRecord(
                tokenDigest: token.digest, accountID: account, createdAt: now,
                expiresAt: now.adding(.hours(12)), lastSeenAt: now))
        return "__Host-trialogue=\(token.cookie)"
    }

    private static func launch(
        _ premises: Premises, _ world: World, _ cookie: String
    ) -> (SessionID, [String])? {
        let people = [("petitioner", guests[0]), ("respondent", guests[1])].map {
            #"{"role":"\#($0)","name":"\#($1)"}"#
        }
        let lawyer =
            #"{"role":"lawyer","name":"\#(guests[2])","actsFor":"petitioner","firm":"青禾","licenceNo":"L-1","conflictDeclared":true}"#
        let registration =
            #"{"request":"r-1","title":"楼上楼下夜间噪声","channel":"visit","visitKind":"first","contentClass":"appeal_request","#
            + #""claims":"夜里十点后停止装修。","facts":"每晚十一点仍有电钻声。","headCount":1,"parties":["#
            + (people + [lawyer]).joined(separator: ",") + "]}"
        guard let file = ask(premises, world, cookie, "/api/cases", registration),
            let id = file["id"]?.text
        else { return nil }
        let invited = (file["parties"]?.list ?? []).compactMap { $0["id"]?.text }.map { "\"\($0)\"" }
        let launch =
            #"{"request":"r-2","kind":"petition_talk","invite":[\#(invited.joined(separator: ","))]}"#
        guard let session = ask(premises, world, cookie, "/api/cases/\(id)/sessions", launch),
            let name = session["id"]?.text, let sessionID = SessionID(checking: name)
        else { return nil }
        let links = (session["invites"]?.list ?? []).compactMap { $0["link"]?.text }
        return (sessionID, links.compactMap { $0.split(separator: "#").last.map(String.init) })
    }

    private static func ask(
        _ premises: Premises, _ world: World, _ cookie: String, _ path: String, _ body: String
    ) -> JSON? {
        var answer: JSON?
        premises.assembly.handle(
            SimulatedExchange("POST", path, cookie: cookie, body: body) { _, bytes in answer = JSON(bytes) })
        world.run(for: 10)
        return answer
    }
}
