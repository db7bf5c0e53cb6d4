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
    private let store: any Store
    private let clock: Clock
    private let codec = RoomCodec()

    init(gate: Gate, cases: CaseDesk, rooms: Rooms, store: any Store, clock: Clock) {
        self.gate = gate
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
            try await self.change($0) { .revoke(seat: $0) }
        }
        router.post("/api/sessions/:session/seats/:seat/reissue") {
            try await self.change($0) { .reissue(seat: $0) }
        }
        router.get("/api/sessions/:session/record") { try await self.record($0) }
        router.get("/api/sessions/:session/minutes") { try await self.minutes($0) }
        router.get("/api/sessions/:session/minutes.txt") { try await self.minutesText($0) }
    }

    // MARK: Launching

    private struct LaunchBody {
        let kind: RoomFounding.Kind
        let invite: [PartyID]
    }

    private func launch(_ request: RouteRequest) async throws -> Response {
        let account = try await gate.account(cookies: request.exchange.header("cookie"))
        let body = try request.body(["request", "kind", "invite"]) {
            let parties: [PartyID] = try $0.value("invite")
            guard parties.count < RoomLimits.seats else { throw Refusal(.seatsFull, field: "invite") }
            return LaunchBody(kind: try $0.value("kind"), invite: parties)
        }
        let opened = try await cases.open(try request.identifier("case"))
        if let open = opened.file.openSession {
            return .json(try await view(try await rooms.host(open.id), for: account))
        }
        let launch = try SessionLaunch(
            SessionID("s-" + SecureRandom.identifier().lowercased()), of: opened, by: account,
            kind: body.kind,
            inviting: body.invite, at: place, expiresAt: clock.now.adding(gate.configuration.linkLifetime),
            now: clock.now)
        return .json(try await view(try await rooms.found(launch), for: account), status: 201)
    }

    private var place: SessionLaunch.Place {
        SessionLaunch.Place(
            office: gate.configuration.office, phone: gate.configuration.phone,
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
        let host = try await rooms.host(try request.identifier("session"))
        guard host.room.founding.hostAccount == account.id, Authority.permits(account.role, .hostSession)
        else {
            throw Refusal(.notPermitted)
        }
        return (host, account)
    }

    private func show(_ request: RouteRequest) async throws -> Response {
        let (host, account) = try await hosted(request)
        return .json(try await view(host, for: account))
    }

    private func view(_ host: RoomHost, for account: Account) async throws -> SessionBody {
        let room = host.room
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
            mayInvite: file.invitable(to: founding.sessionID).map { party in
                SessionBody.Candidate(partyID: party.id, role: party.role.seatRole, name: party.name)
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
        let (host, account) = try await hosted(request)
        let party: PartyID = try request.body(["partyID"]) { try $0.identifier("partyID") }
        guard let seat = host.room.nextSeat else { throw Refusal(.seatsFull) }
        let founding = host.room.founding
        // The case judges who may sit there (an accused, a lawyer with a conflict) and notes the invitation first.
        let file = try await cases.change(
            founding.caseID, from: nil, by: account, .invite(session: founding.sessionID, party)
        ).file
        try await host.handle(.invite(try SessionLaunch.invitation(of: party, in: file, to: seat)))
        return .json(try await view(host, for: account))
    }

    private func change(
        _ request: RouteRequest, _ input: @LoopActor (SeatNumber) -> RoomInput
    ) async throws -> Response {
        let (host, account) = try await hosted(request)
        _ = try request.body([]) { _ in true }
        try await host.handle(input(try request.seat()))
        return .json(try await view(host, for: account))
    }

    // MARK: What is kept

    private struct RecordBody: Encodable {
        struct Minutes: Encodable {
            let version: Int
            let digest: String
            let label: String
            let frozenAt: Instant
        }
        let history: SessionHistory
        let hearing: HearingLog
        let minutes: Minutes?

        enum Key: CodingKey { case minutes, hearing }

        func encode(to encoder: any Encoder) throws {
            try history.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(hearing, forKey: .hearing)
            try container.encodeIfPresent(minutes, forKey: .minutes)
        }
    }

    /// A session of a case that the reader may open.
    private func readable(_ request: RouteRequest, _ act: Act) async throws -> SessionRecord {
        let account = try await gate.account(cookies: request.exchange.header("cookie"))
        guard let record = try await store.session(try request.identifier("session")) else {
            throw Refusal(.notFound)
        }
        guard Authority.permits(account.role, act) else { throw Refusal(.notPermitted) }
        guard Authority.sight(of: try await cases.open(record.caseID).file, for: account) == .full else {
            throw Refusal(.notPermitted)
        }
        return record
    }

    private func record(_ request: RouteRequest) async throws -> Response {
        let session = try await readable(request, .readRecord)
        let journal = try await RoomJournal.read(store, session.id)
        guard let history = SessionHistory(folding: journal),
            let hearing = HearingLog(folding: journal, until: clock.now)
        else { throw Refusal(.notFound) }
        let minutes = try await store.minutes(ofSession: session.id).last.map {
            RecordBody.Minutes(
                version: $0.version, digest: Hex.encode($0.digest), label: $0.label, frozenAt: $0.frozenAt)
        }
        return .json(RecordBody(history: history, hearing: hearing, minutes: minutes))
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
        guard let attached = try await store.minutes(ofSession: session.id).last else {
            throw Refusal(.notFound)
        }
        let room = try await codec.room(of: session.id, in: store)
        guard let document = room.frozen?.document else { throw Refusal(.notFound) }
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
        guard let attached = try await store.minutes(ofSession: session.id).last else {
            throw Refusal(.notFound)
        }
        let name = "minutes-\(session.id)-\(attached.version).txt"
        return Response(
            headers: [("content-disposition", "attachment; filename=\"\(name)\"")],
            contentType: "text/plain; charset=utf-8", body: attached.document)
    }
}
