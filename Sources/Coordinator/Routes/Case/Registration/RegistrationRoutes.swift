import Cryptography
import Mediation
import Storage
import Transport
import Wire

/// A case is registered, and people are added to it (docs/protocol.md, 1.2).
@LoopActor
final class RegistrationRoutes {
    private let services: RouteServices
    private let answers: CaseAnswers

    init(_ services: RouteServices) {
        self.services = services
        answers = CaseAnswers(services)
    }

    func add(to router: Router) {
        router.post("/api/cases") { try await self.register($0) }
        router.post("/api/cases/:case/parties") { try await self.addParty($0) }
    }

    private func register(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        guard Authority.permits(account.role, .registerCase) else { throw Refusal(.notPermitted) }
        let (name, registration) = try RegistrationBodies.registration(
            request.body, receivedAt: services.clock.now, newPartyID: Self.newPartyID)
        let asked = request.asked(name, by: account)
        let answer = try await services.once.answer(asked) {
            let id = CaseID("c-" + SecureRandom.identifier().lowercased())
            let answer = asked.answered(id, status: 201, at: self.services.clock.now)
            _ = try await self.services.cases.register(registration, id: id, by: account, answering: answer)
            return answer
        }
        return try await answers.answer(answer, account)
    }

    private static func newPartyID() -> PartyID {
        PartyID("p-" + SecureRandom.identifier().lowercased())
    }

    private func addParty(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        let (name, party) = try RegistrationBodies.party(request.body, id: Self.newPartyID())
        return try await answers.change(
            request.asked(name, by: account), request, from: nil, by: account,
            .whole(.registration(.addParty(party))))
    }
}
