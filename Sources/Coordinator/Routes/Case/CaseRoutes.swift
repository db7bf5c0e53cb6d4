import Mediation
import Storage
import Transport
import Wire

/// Cases: list, open, command (docs/protocol.md, 1.2).
@LoopActor
final class CaseRoutes {
    private let services: RouteServices
    private let answers: CaseAnswers
    private let store: any Store
    private static let pageLength = 50

    init(_ services: RouteServices) {
        self.services = services
        answers = CaseAnswers(services)
        store = services.store
    }

    func add(to router: Router) {
        router.get("/api/cases") { try await self.list($0) }
        router.get("/api/cases/:case") { try await self.show($0) }
        router.post("/api/cases/:case/commands") { try await self.command($0) }
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
        let cursor = try request.query("after").map { text throws(Refusal) -> CaseCursor in
            guard let cursor = CaseCursor(text: text) else { throw Refusal(.badField, field: "after") }
            return cursor
        }
        let (listed, next) = try await Self.page(of: store, for: account, isOwn: isOwn, after: cursor)
        return response(
            listed.rows, unreadable: listed.unreadable.map { CaseListText.Unreadable($0, isOwn: isOwn) },
            next: next)
    }

    /// Read and decoded beside the loop.
    private nonisolated static func page(
        of store: any Store, for account: Account, isOwn: Bool, after cursor: CaseCursor?
    ) async throws -> (Listed<CaseListItem>, next: CaseCursor?) {
        let page = try await store.cases(
            of: account.bureau, officer: isOwn ? account.id : nil, statuses: [], after: cursor,
            limit: pageLength)
        var listed = CaseCodec().listed(page.cases.rows, for: account)
        listed.unreadable.forEach(store.note)
        listed.unreadable = page.cases.unreadable + listed.unreadable
        return (listed, page.next)
    }

    /// Cases by a name, a telephone or an identity number of one of their people. What the reader sees masked is not told: that
    /// it was found would say who is in it.
    private func found(_ typed: String, for account: Account, isOwn: Bool) async throws -> Response {
        let search = CaseSearch(typed: typed)
        guard !search.alternatives.isEmpty else { throw Refusal(.badField, field: "q") }
        let found = try await Self.found(search, in: store, for: account, isOwn: isOwn)
        return response(found.filter { !$0.masked }, unreadable: [], next: nil)
    }

    private nonisolated static func found(
        _ search: CaseSearch, in store: any Store, for account: Account, isOwn: Bool
    ) async throws -> [CaseListItem] {
        let lines = try await store.cases(
            of: account.bureau, officer: isOwn ? account.id : nil, matching: search.alternatives,
            limit: pageLength)
        let listed = CaseCodec().listed(lines.rows, for: account)
        listed.unreadable.forEach(store.note)
        return listed.rows
    }

    /// What the rooms know by now goes in; to write fifty lines takes the loop less than another visit elsewhere would.
    private func response(
        _ cases: [CaseListItem], unreadable: [CaseListText.Unreadable], next: CaseCursor?
    ) -> Response {
        Response(
            body: CaseListText(cases.map(withPhase), unreadable: unreadable, next: next?.text).bytes)
    }

    private func show(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        return try await answers.answer(
            try await services.cases.open(try request.identifier("case"), for: account), account)
    }

    private func command(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        let (name, version, command) = try CaseBodies.command(request.body)
        return try await answers.change(
            request.asked(name, by: account), request, from: version, by: account, command)
    }

    private func withPhase(_ item: CaseListItem) -> CaseListItem {
        guard let session = item.session, let room = services.rooms.live(session.id)?.room else {
            return item
        }
        var item = item
        item.session?.phase = room.phase
        return item
    }
}
