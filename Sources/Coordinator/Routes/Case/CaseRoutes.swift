internal import FoundationEssentials
import Cryptography
import Mediation
import Records
import Storage
import Transport
import Wire

/// Cases: list, register, open, command (docs/protocol.md, 1.2).
@LoopActor
final class CaseRoutes {
    private let gate: Gate
    private let cases: CaseDesk
    private let rooms: Rooms
    private let once: Once
    private let store: any Store
    private let clock: Clock
    private static let pageLength = 50

    init(gate: Gate, cases: CaseDesk, rooms: Rooms, once: Once, store: any Store, clock: Clock) {
        self.gate = gate
        self.once = once
        self.cases = cases
        self.rooms = rooms
        self.store = store
        self.clock = clock
    }

    func add(to router: Router) {
        router.get("/api/cases") { try await self.list($0) }
        router.post("/api/cases") { try await self.register($0) }
        router.get("/api/cases/:case") { try await self.show($0) }
        router.post("/api/cases/:case/parties") { try await self.addParty($0) }
        router.post("/api/cases/:case/commands") { try await self.command($0) }
    }

    private func account(_ request: RouteRequest) async throws -> Account {
        try await gate.account(cookies: request.exchange.header("cookie"))
    }

    private func list(_ request: RouteRequest) async throws -> Response {
        let account = try await account(request)
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

    /// Read and decoded in one visit to the store's threads.
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

    private func register(_ request: RouteRequest) async throws -> Response {
        let account = try await account(request)
        guard Authority.permits(account.role, .registerCase) else { throw Refusal(.notPermitted) }
        let (name, registration) = try RegistrationBodies.registration(
            Data(request.exchange.body), receivedAt: clock.now, newPartyID: Self.newPartyID)
        let asked = request.asked(name, by: account)
        let answer = try await once.answer(asked) {
            let id = CaseID("c-" + SecureRandom.identifier().lowercased())
            let answer = asked.answered(id, status: 201, at: self.clock.now)
            _ = try await self.cases.register(registration, id: id, by: account, answering: answer)
            return answer
        }
        return try await self.answer(answer, account)
    }

    private static func newPartyID() -> PartyID {
        PartyID("p-" + SecureRandom.identifier().lowercased())
    }

    private func show(_ request: RouteRequest) async throws -> Response {
        let account = try await account(request)
        return try await answer(try await cases.open(try request.identifier("case"), for: account), account)
    }

    private func addParty(_ request: RouteRequest) async throws -> Response {
        let account = try await account(request)
        let (name, party) = try RegistrationBodies.party(Data(request.exchange.body), id: Self.newPartyID())
        return try await change(
            request.asked(name, by: account), request, from: nil, by: account,
            .registration(.addParty(party)))
    }

    private func command(_ request: RouteRequest) async throws -> Response {
        let account = try await account(request)
        let (name, version, command) = try CaseBodies.command(Data(request.exchange.body))
        return try await change(
            request.asked(name, by: account), request, from: version, by: account, command)
    }

    private func change(
        _ asked: AskedOnce, _ request: RouteRequest, from version: Int?, by account: Account,
        _ command: CaseCommand
    ) async throws -> Response {
        let id: CaseID = try request.identifier("case")
        let answer = try await once.answer(asked) {
            let answer = asked.answered(id, status: 200, at: self.clock.now)
            _ = try await self.cases.change(id, from: version, by: account, command, answering: answer)
            return answer
        }
        return try await self.answer(answer, account)
    }

    /// The case that a request made or changed, as it stands now.
    private func answer(_ answer: AnsweredRequest, _ account: Account) async throws -> Response {
        try await self.answer(try await cases.open(answer.caseID), account, status: answer.status)
    }

    /// The case as this reader may see it.
    private func answer(
        _ opened: CaseDesk.Opened, _ account: Account, status: Int = 200
    ) async throws -> Response {
        guard Authority.permits(account.role, .openCase),
            var view = CaseView(opened.file, version: opened.version, for: account, at: clock.now)
        else { throw Refusal(.notPermitted) }
        let rows = try await store.sessions(ofCase: opened.file.id)
        for index in view.dialogue.sessions.indices {
            let id = view.dialogue.sessions[index].id
            guard let row = rows.first(where: { $0.id == id }),
                let phase = rooms.live(id)?.room.phase ?? (try? Room.Phase(word: row.status))
            else {
                view.dialogue.sessions[index].unreadable = true
                continue
            }
            view.dialogue.sessions[index].startedAt = row.startedAt
            view.dialogue.sessions[index].phase = phase
        }
        return .json(view, status: status)
    }

    private func withPhase(_ item: CaseListItem) -> CaseListItem {
        guard let session = item.session, let room = rooms.live(session.id)?.room else { return item }
        var item = item
        item.session?.phase = room.phase
        return item
    }
}
