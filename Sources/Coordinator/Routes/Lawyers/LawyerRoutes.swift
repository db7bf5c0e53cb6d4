import Mediation
import Storage
import Transport
import Wire

/// The registry of lawyers (docs/protocol.md, 1.5b): whoever may open cases reads it, the petition office keeps it.
@LoopActor
final class LawyerRoutes {
    private let services: RouteServices

    init(_ services: RouteServices) { self.services = services }

    func add(to router: Router) {
        router.get("/api/lawyers") { try await self.list($0) }
        router.post("/api/lawyers") { try await self.order($0) }
    }

    private func list(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        guard Authority.permits(account.role, .openCase) else { throw Refusal(.notPermitted) }
        return try await answer(account)
    }

    private func order(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        guard Authority.permits(account.role, .keepLawyers) else { throw Refusal(.notPermitted) }
        let said = try LawyerBodies.order(request.body, newID: LawyerDesk.newID())
        let asked = request.asked(said.request, by: account)
        let kept = try await services.once.answer(asked) {
            let now = self.services.clock.now
            let answer = asked.answered(AnsweredRequest.noCase, status: 200, at: now)
            try await LawyerDesk(store: self.services.store, of: account.bureau).perform(
                said.order, by: account.id, seen: said.version, at: now, answering: answer)
            return answer
        }
        return try await answer(account, status: kept.status)
    }

    private func answer(_ account: Account, status: Int = 200) async throws -> Response {
        let roll = try await LawyerDesk(store: services.store, of: account.bureau).roll()
        return .json(
            LawyersView(
                lawyers: roll.inOrder.map(LawyersView.Line.init), stations: roll.stations,
                mayKeep: Authority.permits(account.role, .keepLawyers)),
            status: status)
    }
}

private struct LawyersView: Encodable {
    struct Line: Encodable {
        let id: LawyerID
        let licenceNo: String
        let name: String
        let firm: String
        let capacity: Lawyer.Capacity
        let station: String
        let phone: String
        let ended: Bool
        let version: String

        init(_ lawyer: Lawyer) {
            id = lawyer.id
            licenceNo = lawyer.licenceNo
            name = lawyer.name
            firm = lawyer.firm
            capacity = lawyer.capacity
            station = lawyer.station
            phone = lawyer.phone
            ended = lawyer.endedAt != nil
            version = lawyer.version
        }
    }

    let lawyers: [Line]
    let stations: [String]
    let mayKeep: Bool
}
