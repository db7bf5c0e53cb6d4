import Mediation
import Storage
import Transport

/// The list of cases and the search in it (docs/protocol.md, 1.2).
@LoopActor
final class DeskRoutes {
    private let services: RouteServices
    private let store: any Store
    private let written: WrittenLines
    static let pageLength = 50

    init(_ services: RouteServices) {
        self.services = services
        store = services.store
        written = WrittenLines(store: services.store)
    }

    func add(to router: Router) {
        router.get("/api/cases") { try await self.list($0) }
    }

    private func list(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        let scope = request.query("scope") ?? "mine"
        guard scope == "mine" || scope == "all" else { throw Refusal(.badField, field: "scope") }
        let isOwn = scope == "mine"
        guard Authority.permits(account.role, isOwn ? .listOwnCases : .listAllCases) else {
            throw Refusal(.notPermitted)
        }
        if let typed = request.query("q") { return try await found(typed, for: account, isOwn: isOwn) }
        let cursor = try request.cursor()
        let page = try await store.sealedCases(
            of: account.bureau, officer: isOwn ? account.id : nil, statuses: [], after: cursor,
            limit: Self.pageLength)
        let shown = try await written.page(of: page.cases, for: account, phase: phase)
        return Response(
            body: CaseListText(
                shown.lines, unreadable: shown.unreadable.map { CaseListText.Unreadable($0, isOwn: isOwn) },
                next: page.next?.text
            ).bytes)
    }

    /// Cases by a name, a telephone or an identity number of one of their people. What the reader sees masked is not told: that
    /// it was found would say who is in it.
    private func found(_ typed: String, for account: Account, isOwn: Bool) async throws -> Response {
        let search = CaseSearch(typed: typed)
        guard !search.alternatives.isEmpty else { throw Refusal(.badField, field: "q") }
        let found = try await store.sealedCases(
            of: account.bureau, officer: isOwn ? account.id : nil, matching: search.alternatives,
            limit: Self.pageLength)
        let shown = try await written.page(of: found, for: account, isOpen: true, phase: phase)
        return Response(body: CaseListText(shown.lines, unreadable: [], next: nil).bytes)
    }

    private func phase(of session: SessionID) -> Room.Phase? { services.rooms.live(session)?.phase }
}
