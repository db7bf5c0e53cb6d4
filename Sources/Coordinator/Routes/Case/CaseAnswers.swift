import Mediation
import Records
import Storage
import Transport
import Wire

/// What most routes of a case answer: the case, as its reader may see it (docs/protocol.md, 1.2).
@LoopActor
struct CaseAnswers {
    private let services: RouteServices
    private let named: NamedInCommands

    init(_ services: RouteServices) {
        self.services = services
        named = NamedInCommands(services)
    }

    /// Judges a command on the case of the address, once, and answers with the case. `version`: as of `CaseDesk.change`.
    func change(
        _ asked: AskedOnce, _ request: RouteRequest, from version: Int?, by account: Account,
        _ said: SpokenCommand<CaseCommand>
    ) async throws -> Response {
        let id: CaseID = try request.identifier("case")
        let answer = try await services.once.answer(asked) {
            let answer = asked.answered(id, status: 200, at: self.services.clock.now)
            let command = try await self.named.command(said, of: id, by: account)
            _ = try await self.services.cases.change(
                id, from: version, by: account, command, answering: answer)
            return answer
        }
        return try await self.answer(
            try await services.cases.open(answer.caseID), account, status: answer.status,
            unmasking: Self.unmasked(said))
    }

    /// Whose identity number the command asked to see: the answer to it shows the number, and nothing else does (rule 44).
    private static func unmasked(_ said: SpokenCommand<CaseCommand>) -> PartyID? {
        guard case .whole(.registration(.unmaskIdentity(let person, _))) = said else { return nil }
        return person
    }

    /// The case that a request made or changed, as it stands now.
    func answer(_ answer: AnsweredRequest, _ account: Account) async throws -> Response {
        try await self.answer(try await services.cases.open(answer.caseID), account, status: answer.status)
    }

    /// The case as this reader may see it.
    func answer(
        _ opened: CaseDesk.Opened, _ account: Account, status: Int = 200, unmasking person: PartyID? = nil
    ) async throws -> Response {
        let rules = try await services.cases.rules(of: opened.file.bureau)
        guard Authority.permits(account.role, .openCase),
            var view = CaseView(
                opened.file, version: opened.version, for: account, at: services.clock.now, rules: rules)
        else { throw Refusal(.notPermitted) }
        if let person, Authority.maySeeIdentity(account, in: opened.file) {
            view.registration.show(identityOf: person, in: opened.file)
        }
        let rows = try await services.store.sessions(ofCase: opened.file.id)
        for index in view.dialogue.sessions.indices {
            let id = view.dialogue.sessions[index].id
            guard let row = rows.first(where: { $0.id == id }),
                let phase = services.rooms.live(id)?.room.phase ?? (try? Room.Phase(word: row.status))
            else {
                view.dialogue.sessions[index].unreadable = true
                continue
            }
            view.dialogue.sessions[index].startedAt = row.startedAt
            view.dialogue.sessions[index].phase = phase
        }
        return .json(view, status: status)
    }
}
