import Cryptography
import Mediation
import Storage
import Transport
import Wire

/// A case's talks: one is launched, and shown to its host (docs/protocol.md, 1.3). The room itself lives behind the WebSocket.
@LoopActor
final class DialogueRoutes {
    private let services: RouteServices
    private let sessions: HostedSessions

    init(_ services: RouteServices, _ sessions: HostedSessions) {
        self.services = services
        self.sessions = sessions
    }

    func add(to router: Router) {
        router.post("/api/cases/:case/sessions") { try await self.launch($0) }
        router.get("/api/sessions/:session") { try await self.show($0) }
    }

    private func launch(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        let body = try DialogueBodies.launch(request.body)
        let id: CaseID = try request.identifier("case")
        let asked = request.asked(body.request, by: account)
        let answer = try await services.once.answer(asked) {
            for _ in 0..<Self.launchTries {
                if let answer = try await self.launched(id, body, asked, by: account) { return answer }
            }
            throw Refusal(.caseChanged)
        }
        return try await sessions.answer(answer, account)
    }

    /// How often a launch is judged anew because the case was changed meanwhile.
    private static let launchTries = 8

    /// Launches, or finds the session that is open; nil when the case was changed meanwhile.
    private func launched(
        _ id: CaseID, _ body: DialogueBodies.Launch, _ asked: AskedOnce, by account: Account
    ) async throws -> AnsweredRequest? {
        let opened = try await services.cases.open(id, for: account)
        if let open = opened.file.dialogue.openSession {
            if try await services.rooms.endIfLost(open, of: opened.file, by: account) { return nil }
            _ = try await sessions.hosted(open.id, by: account)
            let answer = asked.answered(id, session: open.id, status: 200, at: services.clock.now)
            try await services.store.keep(answer)
            return answer
        }
        let session = SessionID("s-" + SecureRandom.identifier().lowercased())
        let place = await place(of: opened.file.bureau)
        let launch = try SessionLaunch(
            session, of: opened, by: account, kind: body.kind, inviting: body.invite, at: place,
            expiresAt: services.clock.now.adding(services.gate.configuration.linkLifetime),
            now: services.clock.now)
        let answer = asked.answered(id, session: session, status: 201, at: services.clock.now)
        do {
            try await sessions.spending(.launch(id)) {
                _ = try await self.services.rooms.found(launch, answering: answer)
            }
            return answer
        } catch let error as StorageError where error.code == .conflict {
            return nil
        }
    }

    private func place(of bureau: BureauID) async -> SessionLaunch.Place {
        let bureau = await services.gate.bureau(bureau)
        return SessionLaunch.Place(
            office: bureau.name, phone: bureau.phone,
            paths: services.gate.configuration.relay == nil ? .direct : .relay)
    }

    private func show(_ request: RouteRequest) async throws -> Response {
        let (host, account) = try await sessions.hosted(request)
        return .json(try await sessions.view(host.room, for: account))
    }
}
