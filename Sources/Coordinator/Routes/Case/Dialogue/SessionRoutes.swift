import Cryptography
import Documents
import Mediation
import Storage
import Transport
import Wire

/// Sessions, by the officer: their links, who may come, and what is kept of them (docs/protocol.md, 1.3). The room
/// itself lives behind the WebSocket.
@LoopActor
final class SessionRoutes {
    private let gate: Gate
    private let rooms: Rooms
    private let cases: CaseDesk
    private let once: Once
    private let budgets = HourlyBudgets()
    private let store: any Store
    private let clock: Clock
    private let codec = RoomCodec()

    init(gate: Gate, cases: CaseDesk, rooms: Rooms, once: Once, store: any Store, clock: Clock) {
        self.gate = gate
        self.once = once
        self.cases = cases
        self.rooms = rooms
        self.store = store
        self.clock = clock
    }

    func add(to router: Router) {
        router.post("/api/cases/:case/sessions") { try await self.launch($0) }
        router.get("/api/sessions/:session") { try await self.show($0) }
        router.post("/api/sessions/:session/seats") { try await self.invite($0) }
        router.get("/api/sessions/:session/seats/:seat/qr.svg") { try await self.code($0) }
        router.post("/api/sessions/:session/seats/:seat/revoke") {
            try await self.change($0, spending: HourlyBudgets.Act.revoke) { .revoke(seat: $0) }
        }
        router.post("/api/sessions/:session/seats/:seat/reissue") {
            try await self.change($0, spending: HourlyBudgets.Act.reissue) { .reissue(seat: $0) }
        }
        router.get("/api/sessions/:session/record") { try await self.record($0) }
        router.get("/api/sessions/:session/minutes") { try await self.minutes($0) }
        router.get("/api/sessions/:session/minutes.txt") { try await self.minutesText($0) }
    }

    // MARK: Launching

    private struct LaunchBody {
        let request: CommandID
        let kind: RoomFounding.Kind
        let invite: [PartyID]
    }

    private func launch(_ request: RouteRequest) async throws -> Response {
        let account = try await gate.account(cookies: request.exchange.header("cookie"))
        let body = try request.body(["request", "kind", "invite"]) {
            let parties: [PartyID] = try $0.identifiers("invite")
            guard parties.count < RoomLimits.seats else { throw Refusal(.seatsFull, field: "invite") }
            return LaunchBody(
                request: try $0.identifier("request"), kind: try $0.value("kind"), invite: parties)
        }
        let id: CaseID = try request.identifier("case")
        let asked = request.asked(body.request, by: account)
        let answer = try await once.answer(asked) {
            for _ in 0..<Self.launchTries {
                if let answer = try await self.launched(id, body, asked, by: account) { return answer }
            }
            throw Refusal(.caseChanged)
        }
        return try await self.answer(answer, account)
    }

    /// How often a launch is judged anew because the case was changed meanwhile.
    private static let launchTries = 8

    /// Launches, or finds the session that is open; nil when the case was changed meanwhile.
    private func launched(
        _ id: CaseID, _ body: LaunchBody, _ asked: AskedOnce, by account: Account
    ) async throws -> AnsweredRequest? {
        let opened = try await cases.open(id, for: account)
        if let open = opened.file.dialogue.openSession {
            if try await rooms.endIfLost(open, of: opened.file, by: account) { return nil }
            _ = try await hosted(open.id, by: account)
            let answer = asked.answered(id, session: open.id, status: 200, at: clock.now)
            try await store.keep(answer)
            return answer
        }
        let session = SessionID("s-" + SecureRandom.identifier().lowercased())
        let place = await place(of: opened.file.bureau)
        let launch = try SessionLaunch(
            session, of: opened, by: account, kind: body.kind, inviting: body.invite, at: place,
            expiresAt: clock.now.adding(gate.configuration.linkLifetime), now: clock.now)
        let answer = asked.answered(id, session: session, status: 201, at: clock.now)
        do {
            try await spending(.launch(id)) {
                _ = try await self.rooms.found(launch, answering: answer)
            }
            return answer
        } catch let error as StorageError where error.code == .conflict {
            return nil
        }
    }

    /// Does what costs others, within the hour's budget; what fails costs nothing.
    private func spending(_ act: HourlyBudgets.Act, _ body: @LoopActor () async throws -> Void) async throws {
        try budgets.spend(act, at: clock.steady)
        do {
            try await body()
        } catch {
            budgets.giveBack(act)
            throw error
        }
    }

    /// The session that a request made or changed, as it stands now, over or not.
    private func answer(_ answer: AnsweredRequest, _ account: Account) async throws -> Response {
        guard let session = answer.sessionID else { throw Refusal(.fault) }
        let room = try await rooms.room(session)
        return .json(try await view(room, for: account), status: answer.status)
    }

    private func place(of bureau: BureauID) async -> SessionLaunch.Place {
        let bureau = await gate.bureau(bureau)
        return SessionLaunch.Place(
            office: bureau.name, phone: bureau.phone,
            paths: gate.configuration.relay == nil ? .direct : .relay)
    }

    // MARK: Links

    private struct SessionBody: Encodable {
        struct Host: Encodable {
            let name: String
            let staffNo: String
        }
        struct Invite: Encodable {
            let seat: SeatNumber
            let partyID: PartyID?
            let role: SeatRole
            let name: String
            let phone: String
            let link: String
            let generation: Int
            let revoked: Bool
            let expiresAt: Instant
        }
        struct Candidate: Encodable {
            let partyID: PartyID
            let role: SeatRole
            let name: String
        }
        let id: SessionID
        let caseID: CaseID
        let caseNo: String
        let title: String
        let number: Int
        let kind: RoomFounding.Kind
        let phase: Room.Phase
        let createdAt: Instant
        let expiresAt: Instant
        let office: String
        let phone: String
        let host: Host
        let invites: [Invite]
        let mayInvite: [Candidate]
    }

    /// The live room, for the officer who hosts it.
    private func hosted(_ request: RouteRequest) async throws -> (RoomHost, Account) {
        let account = try await gate.account(cookies: request.exchange.header("cookie"))
        return (try await hosted(try request.identifier("session"), by: account), account)
    }

    /// Whose session it is is asked before anything else of it: to everybody else one that is over answers like one that is not. An
    /// account that may not see the case learns nothing of its sessions either.
    private func hosted(_ session: SessionID, by account: Account) async throws -> RoomHost {
        guard Authority.permits(account.role, .hostSession) else { throw Refusal(.notPermitted) }
        guard let record = try await store.session(session) else { throw Refusal(.notFound) }
        let founding = try await rooms.room(session).founding
        guard founding.hostAccount == account.id else {
            _ = try await cases.open(record.caseID, for: account)
            throw Refusal(.notPermitted)
        }
        return try await rooms.host(session)
    }

    private func show(_ request: RouteRequest) async throws -> Response {
        let (host, account) = try await hosted(request)
        return .json(try await view(host.room, for: account))
    }

    private func view(_ room: Room, for account: Account) async throws -> SessionBody {
        let founding = room.founding
        guard founding.hostAccount == account.id else { throw Refusal(.notPermitted) }
        let file = try await cases.open(founding.caseID).file
        return SessionBody(
            id: founding.sessionID, caseID: founding.caseID, caseNo: founding.caseNo, title: founding.title,
            number: founding.number, kind: founding.kind, phase: room.phase, createdAt: room.createdAt,
            expiresAt: founding.expiresAt, office: founding.office, phone: founding.phone,
            host: SessionBody.Host(name: founding.hostName, staffNo: founding.hostStaffNo),
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

    private func url(of seat: Seat, in room: Room) -> String {
        let link = gate.link(
            session: room.founding.sessionID, seat: seat.number, generation: seat.generation)
        return "\(gate.configuration.origins.first ?? "")/j#\(link)"
    }

    private func code(_ request: RouteRequest) async throws -> Response {
        let (host, _) = try await hosted(request)
        guard let seat = host.room.seat(try request.seat()), seat.number != .bureau else {
            throw Refusal(.notFound)
        }
        return Response(contentType: "image/svg+xml", body: try QRCode.svg(url(of: seat, in: host.room)))
    }

    private func invite(_ request: RouteRequest) async throws -> Response {
        let account = try await gate.account(cookies: request.exchange.header("cookie"))
        let (name, party): (CommandID, PartyID) = try request.body(["request", "partyID"]) {
            (try $0.identifier("request"), try $0.identifier("partyID"))
        }
        let session: SessionID = try request.identifier("session")
        let asked = request.asked(name, by: account)
        let answer = try await once.answer(asked) {
            let host = try await self.hosted(session, by: account)
            let answer = asked.answered(
                host.room.founding.caseID, session: session, status: 200, at: self.clock.now)
            try await self.spending(.invite(session)) {
                try await self.seat(party, at: host, by: account, answering: answer)
            }
            return answer
        }
        return try await self.answer(answer, account)
    }

    /// The case judges who may sit there (an accused, a lawyer with a conflict), and notes the invitation in the transaction
    /// that seats them. One that is noted without a seat is of a time when these were two: it is finished here.
    private func seat(
        _ party: PartyID, at host: RoomHost, by account: Account, answering answer: AnsweredRequest
    ) async throws {
        let founding = host.room.founding
        guard host.room.nextSeat != nil else { throw Refusal(.seatsFull) }
        let opened = try await cases.open(founding.caseID, for: account)
        guard let seat = host.room.nextSeat else { throw Refusal(.seatsFull) }
        var note: CaseNote?
        if !opened.file.dialogue.hasInvited(party, to: founding.sessionID)
            || host.room.seats.contains(where: { $0.partyID == party })
        {
            _ = try cases.judged(opened, by: account, .dialogue(.invite(session: founding.sessionID, party)))
            note = .invited(party, by: account)
        }
        let invitation = try SessionLaunch.invitation(of: party, in: opened.file, to: seat)
        try await host.handle(.invite(invitation), answering: answer, noting: note)
    }

    private func change(
        _ request: RouteRequest, spending act: @LoopActor (SessionID, SeatNumber) -> HourlyBudgets.Act,
        _ input: @LoopActor (SeatNumber) -> RoomInput
    ) async throws -> Response {
        let account = try await gate.account(cookies: request.exchange.header("cookie"))
        let name: CommandID = try request.body(["request"]) { try $0.identifier("request") }
        let session: SessionID = try request.identifier("session")
        let seat = try request.seat()
        let asked = request.asked(name, by: account)
        let answer = try await once.answer(asked) {
            let host = try await self.hosted(session, by: account)
            let answer = asked.answered(
                host.room.founding.caseID, session: session, status: 200, at: self.clock.now)
            try await self.spending(act(session, seat)) {
                try await host.handle(input(seat), answering: answer)
            }
            return answer
        }
        return try await self.answer(answer, account)
    }

    // MARK: What is kept

    /// A session of a case that the reader may open.
    private func readable(_ request: RouteRequest, _ act: Act) async throws -> SessionRecord {
        let account = try await gate.account(cookies: request.exchange.header("cookie"))
        guard Authority.permits(account.role, act) else { throw Refusal(.notPermitted) }
        guard let record = try await store.session(try request.identifier("session")) else {
            throw Refusal(.notFound)
        }
        let file = try await cases.open(record.caseID, for: account).file
        guard Authority.sight(of: file, for: account) == .full else { throw Refusal(.notPermitted) }
        return record
    }

    private func record(_ request: RouteRequest) async throws -> Response {
        let session = try await readable(request, .readRecord)
        let now = rooms.live(session.id)?.now ?? clock.now
        return try await Self.record(of: session.id, in: store, until: now)
    }

    private struct MinutesBody: Encodable {
        struct Header: Encodable {
            let key: MinutesDocument.HeaderKey
            let value: String
        }
        struct Section: Encodable {
            let key: MinutesSection
            let text: String
        }
        let sessionID: SessionID
        let caseID: CaseID
        let caseNo: String
        let title: String
        let number: Int
        let version: Int
        let digest: String
        let label: String
        let frozenAt: Instant
        let intact: Bool
        let header: [Header]
        let sections: [Section]
    }

    /// The attached bytes, the document that they were made from, and whether both still agree with the digest.
    private func minutes(_ request: RouteRequest) async throws -> Response {
        let session = try await readable(request, .readMinutes)
        guard let attached = try await store.minutes(ofSession: session.id).whole().last else {
            throw Refusal(.notFound)
        }
        let room = try await codec.room(of: session.id, in: store)
        guard let document = room.paper.frozen?.document else { throw Refusal(.notFound) }
        let isIntact =
            Digest.sha256(attached.document) == attached.digest
            && Array(document.text.utf8) == attached.document
        return .json(
            MinutesBody(
                sessionID: session.id, caseID: session.caseID, caseNo: room.founding.caseNo,
                title: room.founding.title, number: session.number, version: attached.version,
                digest: Hex.encode(attached.digest), label: attached.label, frozenAt: attached.frozenAt,
                intact: isIntact,
                header: document.header.map { MinutesBody.Header(key: $0.key, value: $0.value) },
                sections: document.sections.map { MinutesBody.Section(key: $0.key, text: $0.text) }))
    }

    private func minutesText(_ request: RouteRequest) async throws -> Response {
        let session = try await readable(request, .readMinutes)
        guard let attached = try await store.minutes(ofSession: session.id).whole().last else {
            throw Refusal(.notFound)
        }
        let name = "minutes-\(session.id)-\(attached.version).txt"
        return Response(
            headers: [("content-disposition", "attachment; filename=\"\(name)\"")],
            contentType: "text/plain; charset=utf-8", body: attached.document)
    }
}
