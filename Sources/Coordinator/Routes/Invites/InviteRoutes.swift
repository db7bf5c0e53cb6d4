import Mediation
import Storage
import Transport
import Wire

/// The link of an invited person (docs/protocol.md, 1.4): its secret comes by POST and goes no further.
@LoopActor
final class InviteRoutes {
    private let gate: Gate
    private let rooms: Rooms
    private let clock: Clock

    init(_ services: RouteServices) {
        gate = services.gate
        rooms = services.rooms
        clock = services.clock
    }

    func add(to router: Router) {
        router.post("/api/invites/:session/open") { request in
            try await self.open(request, at: RoomAddress(place: request.names["session"]))
        }
        // The former address.
        router.post("/api/invites/open") { try await self.open($0, at: .anyRoom) }
    }

    private struct Opened: Encodable {
        let seatCredential: String
        let session: SessionID
        let seat: SeatNumber
        let role: SeatRole
        let maskedName: String
        let office: String
        let phone: String
        let host: HostBody
        let others: [SeatRole]
        let createdAt: Instant
        let expiresAt: Instant
        let notice: String
        let demo: Bool
    }

    /// `place`: nil when the address names what can't be a room.
    private func open(_ request: RouteRequest, at place: RoomAddress?) async throws -> Response {
        let address = request.address(gate)
        var founding: RoomFounding?
        let text = try InviteBodies.link(request.body)
        do {
            guard let place else { throw Refusal(.notFound) }
            guard let named = LinkText(pasted: text) else {
                // No link stands there: nothing was tried.
                throw Refusal(.linkUnknown)
            }
            // Before its secret is looked at: nothing is learnt of it, so nothing was tried.
            try place.check(named.session)
            // A link is judged before anything else is asked: who holds a good one is never refused for the wrong ones of
            // a neighbour, and a wrong one costs its sender the wait.
            guard let link = gate.open(link: named) else { throw try wrongTry(from: address) }
            let room = try await room(of: link)
            founding = room.founding
            let seat = try room.judge(
                .link, of: link.seat, generation: link.generation,
                at: rooms.live(link.session)?.now ?? clock.now)
            return .json(opened(seat, room))
        } catch let refusal as Refusal {
            // A link that once was good is told apart for its holder and slows nobody down.
            let phone: String
            if let founding { phone = founding.phone } else { phone = await gate.bureau(.main).phone }
            throw LinkRefusal(refusal: refusal, phone: phone)
        }
    }

    private func wrongTry(from address: NetworkAddress.Group?) throws -> Refusal {
        if let wait = gate.linkTries.wait(for: address, at: clock.steady) { throw SlowDown(wait: wait) }
        gate.linkTries.failed(address, at: clock.steady)
        return Refusal(.linkUnknown)
    }

    private func room(of link: LinkText) async throws -> Room {
        do {
            return try await rooms.host(link.session).room
        } catch let refusal as Refusal where refusal.code == .notFound {
            throw Refusal(.linkUnknown)
        } catch let refusal as Refusal where refusal.code == .sessionOver {
            return try await rooms.room(link.session)
        }
    }

    private func opened(_ seat: Seat, _ room: Room) -> some Encodable {
        Opened(
            seatCredential: gate.credential(
                session: room.founding.sessionID, seat: seat.number, generation: seat.generation),
            session: room.founding.sessionID, seat: seat.number, role: seat.role,
            maskedName: Masking.name(seat.name), office: room.founding.office, phone: room.founding.phone,
            host: HostBody(room.founding),
            others: room.seats.filter { $0.number != .bureau && $0.number != seat.number && !$0.revoked }.map(
                \.role),
            createdAt: room.createdAt, expiresAt: seat.linkExpiresAt,
            notice: gate.configuration.notice, demo: gate.configuration.isDemo)
    }
}
