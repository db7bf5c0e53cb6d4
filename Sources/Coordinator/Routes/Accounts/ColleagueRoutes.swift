import Mediation
import Storage
import Transport

/// The people of the bureau, for the forms in which one of them is named (docs/protocol.md, 1.2).
@LoopActor
final class ColleagueRoutes {
    private let services: RouteServices

    init(_ services: RouteServices) { self.services = services }

    func add(to router: Router) {
        router.get("/api/colleagues") { try await self.list($0) }
    }

    private struct Colleague: Encodable {
        let staffNo: String
        let name: String
        let role: Role
        let unit: String
    }

    private struct Listed: Encodable {
        let people: [Colleague]
    }

    /// Those of the asker's bureau who may sign in, by staff number. A row that can't be read is nobody to choose.
    private func list(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        guard Authority.permits(account.role, .openCase) else { throw Refusal(.notPermitted) }
        let records = try await services.store.accounts().rows
        let people = records.filter { $0.bureau == account.bureau && $0.disabledAt == nil }
            .compactMap { try? Account($0) }
        return .json(
            Listed(
                people: people.map {
                    Colleague(staffNo: $0.staffNo, name: $0.name, role: $0.role, unit: $0.unit)
                }))
    }
}
