import Documents
import Mediation
import Storage
import Transport
import Wire

/// The links of a session's seats, by its host: made, shown, made anew, revoked (docs/protocol.md, 1.3).
@LoopActor
final class SeatRoutes {
    private let services: RouteServices
    private let sessions: HostedSessions

    init(_ services: RouteServices, _ sessions: HostedSessions) {
        self.services = services
        self.sessions = sessions
    }

    func add(to router: Router) {
        router.post("/api/sessions/:session/seats") { try await self.invite($0) }
        router.get("/api/sessions/:session/seats/:seat/qr.svg") { try await self.code($0) }
        router.post("/api/sessions/:session/seats/:seat/revoke") {
            try await self.change($0, spending: HourlyBudgets.Act.revoke) { .revoke(seat: $0) }
        }
        router.post("/api/sessions/:session/seats/:seat/reissue") {
            try await self.change($0, spending: HourlyBudgets.Act.reissue) { .reissue(seat: $0) }
        }
    }

    private func code(_ request: RouteRequest) async throws -> Response {
        let (host, _) = try await sessions.hosted(request)
        guard let seat = host.room.seat(try request.seat()), seat.number != .bureau else {
            throw Refusal(.notFound)
        }
        return Response(
            contentType: "image/svg+xml", body: try QRCode.svg(sessions.url(of: seat, in: host.room)))
    }

    private func invite(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        let (name, party) = try InviteBodies.invitation(request.body)
        let session: SessionID = try request.identifier("session")
        let asked = request.asked(name, by: account)
        let answer = try await services.once.answer(asked) {
            let host = try await self.sessions.hosted(session, by: account)
            let answer = asked.answered(
                host.room.founding.caseID, session: session, status: 200, at: self.services.clock.now)
            try await self.sessions.spending(.invite(session)) {
                try await self.seat(party, at: host, by: account, answering: answer)
            }
            return answer
        }
        return try await sessions.answer(answer, account)
    }

    /// The case judges who may sit there (an accused, a lawyer with a conflict), and notes the invitation in the transaction
    /// that seats them. One that is noted without a seat is of a time when these were two: it is finished here.
    private func seat(
        _ party: PartyID, at host: RoomHost, by account: Account, answering answer: AnsweredRequest
    ) async throws {
        let founding = host.room.founding
        guard host.room.nextSeat != nil else { throw Refusal(.seatsFull) }
        let opened = try await services.cases.open(founding.caseID, for: account)
        guard let seat = host.room.nextSeat else { throw Refusal(.seatsFull) }
        var note: CaseNote?
        if !opened.file.dialogue.hasInvited(party, to: founding.sessionID)
            || host.room.seats.contains(where: { $0.partyID == party })
        {
            _ = try services.cases.judged(
                opened, by: account, .dialogue(.invite(session: founding.sessionID, party)))
            note = .invited(party, by: account)
        }
        let invitation = try SessionLaunch.invitation(
            of: party, in: opened.file, to: seat, at: services.clock.now)
        try await host.handle(.invite(invitation), answering: answer, noting: note)
    }

    private func change(
        _ request: RouteRequest, spending act: @LoopActor (SessionID, SeatNumber) -> HourlyBudgets.Act,
        _ input: @LoopActor (SeatNumber) -> RoomInput
    ) async throws -> Response {
        let account = try await services.account(request)
        let name = try InviteBodies.request(request.body)
        let session: SessionID = try request.identifier("session")
        let seat = try request.seat()
        let asked = request.asked(name, by: account)
        let answer = try await services.once.answer(asked) {
            let host = try await self.sessions.hosted(session, by: account)
            let answer = asked.answered(
                host.room.founding.caseID, session: session, status: 200, at: self.services.clock.now)
            try await self.sessions.spending(act(session, seat)) {
                try await host.handle(input(seat), answering: answer)
            }
            return answer
        }
        return try await sessions.answer(answer, account)
    }
}
