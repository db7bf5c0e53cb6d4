import Mediation
import Transport
import Wire

/// A case: open, command (docs/protocol.md, 1.2).
@LoopActor
final class CaseRoutes {
    private let services: RouteServices
    private let answers: CaseAnswers

    init(_ services: RouteServices) {
        self.services = services
        answers = CaseAnswers(services)
    }

    func add(to router: Router) {
        router.get("/api/cases/:case") { try await self.show($0) }
        router.post("/api/cases/:case/commands") { try await self.command($0) }
    }

    private func show(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        return try await answers.answer(
            try await services.cases.open(try request.identifier("case"), for: account), account)
    }

    private func command(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        let (name, version, said) = try CaseBodies.command(request.body)
        return try await answers.change(
            request.asked(name, by: account), request, from: version, by: account, said)
    }
}
