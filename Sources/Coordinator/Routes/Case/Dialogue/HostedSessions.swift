import Mediation
import Storage
import Transport

/// Sessions, as their hosts' routes find them, pay for them and answer with them.
@LoopActor
final class HostedSessions {
    private let services: RouteServices
    private let budgets = HourlyBudgets()

    init(_ services: RouteServices) { self.services = services }

    /// Does what costs others, within the hour's budget; what fails costs nothing.
    func spending(_ act: HourlyBudgets.Act, _ body: @LoopActor () async throws -> Void) async throws {
        try budgets.spend(act, at: services.clock.steady)
        do {
            try await body()
        } catch {
            budgets.giveBack(act)
            throw error
        }
    }

    /// The session that a request made or changed, as it stands now, over or not.
    func answer(_ answer: AnsweredRequest, _ account: Account) async throws -> Response {
        guard let session = answer.sessionID else { throw Refusal(.fault) }
        let room = try await services.rooms.room(session)
        return .json(try await view(room, for: account), status: answer.status)
    }

    /// The live room, for the officer who hosts it.
    func hosted(_ request: RouteRequest) async throws -> (RoomHost, Account) {
        let account = try await services.account(request)
        return (try await hosted(try request.identifier("session"), by: account), account)
    }

    /// Whose session it is is asked before anything else of it: to everybody else one that is over answers like one that is not. An
    /// account that may not see the case learns nothing of its sessions either.
    func hosted(_ session: SessionID, by account: Account) async throws -> RoomHost {
        guard Authority.permits(account.role, .hostSession) else { throw Refusal(.notPermitted) }
        guard let record = try await services.store.session(session) else { throw Refusal(.notFound) }
        let founding = try await services.rooms.room(session).founding
        guard founding.hostAccount == account.id else {
            _ = try await services.cases.open(record.caseID, for: account)
            throw Refusal(.notPermitted)
        }
        return try await services.rooms.host(session)
    }

    /// The session for its host; nobody else is shown its links.
    func view(_ room: Room, for account: Account) async throws -> SessionBody {
        let founding = room.founding
        guard founding.hostAccount == account.id else { throw Refusal(.notPermitted) }
        let file = try await services.cases.open(founding.caseID).file
        return SessionBody(
            id: founding.sessionID, caseID: founding.caseID, caseNo: founding.caseNo, title: founding.title,
            number: founding.number, kind: founding.kind, phase: room.phase, createdAt: room.createdAt,
            expiresAt: founding.expiresAt, office: founding.office, phone: founding.phone,
            host: HostBody(founding),
            invites: room.seats.filter { $0.number != .bureau }.map { seat in
                SessionBody.Invite(
                    seat: seat.number, partyID: seat.partyID, role: seat.role, name: seat.name,
                    phone: seat.phone,
                    link: url(of: seat, in: room), generation: seat.generation,
                    revoked: seat.revoked || seat.standing.isShutOut, expiresAt: seat.linkExpiresAt)
            },
            mayInvite: room.phase == .ended
                ? []
                : file.invitable(to: founding.sessionID, seated: room.seats.compactMap(\.partyID)).map {
                    SessionBody.Candidate(partyID: $0.id, role: $0.role.seatRole, name: $0.name)
                })
    }

    /// The address that opens a seat.
    func url(of seat: Seat, in room: Room) -> String {
        let link = services.gate.link(
            session: room.founding.sessionID, seat: seat.number, generation: seat.generation)
        return "\(services.gate.configuration.origins.first ?? "")/j#\(link)"
    }
}
