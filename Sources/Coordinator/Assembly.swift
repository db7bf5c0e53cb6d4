package import CoreMetrics
package import Cryptography
package import Logging
package import Mediation
package import Storage
package import Transport
import Wire

/// Rooms, cases, routes, the door and the duties of one server, put together over a store and whatever brings it sockets and
/// requests: the transport (`Server`), or a simulation of it. One composition root.
@LoopActor
package final class Assembly {
    private let gate: Gate
    private let rooms: Rooms
    private let router: Router
    private let door: SocketDoor
    private let scheduler: Scheduler
    private let pulse: Pulse
    private let logger: Logger

    /// - Parameters:
    ///   - metrics: is told what was counted (docs/operations.md, "What the server counts").
    ///   - tally: what the loop and its sockets have done until now.
    package init(
        _ configuration: Configuration, store: any Store, inviteKey: InviteKey, sockets: any Sockets,
        clock: Clock, metrics: any MetricsFactory, logger: Logger,
        tally: @escaping @LoopActor () -> LoopTally
    ) {
        self.logger = logger
        let cases = CaseDesk(store: store, clock: clock)
        let services = LiveServices(
            configuration: configuration, store: store, cases: cases, sockets: sockets, clock: clock,
            logger: logger)
        let rooms = Rooms(services: services)
        let gate = Gate(configuration: configuration, store: store, clock: clock, inviteKey: inviteKey)
        let router = Router(gate: gate, logger: logger)
        router.add(RouteServices(gate: gate, rooms: rooms, live: services))
        let door = SocketDoor(gate: gate, rooms: rooms, services: services)
        gate.signedOut = { door.end(signIn: $0) }
        self.gate = gate
        self.rooms = rooms
        self.router = router
        self.door = door
        let scheduler = Scheduler(
            [Retention(store: store), NotedTerms(store: store, cases: cases)], sockets: sockets,
            clock: clock, logger: logger)
        self.scheduler = scheduler
        pulse = Pulse(to: metrics, sockets: sockets) {
            ServerReadings(
                loop: tally(), store: store.takeTally(), tally: services.tally, rooms: rooms.standing,
                duties: scheduler.tally)
        }
    }

    /// Begins what a server does by itself: clocks are watched, open sessions rebuilt, duties looked at.
    package func start() {
        rooms.watchClock()
        Task { @LoopActor in
            do {
                try await self.rooms.restore()
            } catch {
                self.logger.error("open sessions could not be restored", metadata: ["error": "\(error)"])
            }
        }
        scheduler.start()
        pulse.start()
    }

    /// No duty begins any more, and what was counted is told once more.
    package func stop() {
        scheduler.stop()
        pulse.stop()
    }

    // MARK: What the transport tells

    package func handle(_ exchange: any Exchange) { router.handle(exchange) }

    package func upgrade(_ request: UpgradeRequest) -> UpgradeRefusal? {
        guard gate.isOurs(origin: request.origin) else {
            return UpgradeRefusal(status: 403, code: "foreign_origin")
        }
        guard RoomAddress(place: request.place) != nil else {
            return UpgradeRefusal(status: 404, code: "not_found")
        }
        guard door.hasRoom(for: address(of: request)) else {
            return UpgradeRefusal(status: 429, code: "slow_down")
        }
        return nil
    }

    /// After `upgrade` has granted it. What it returns comes with each of the peer's messages.
    package func opened(_ peer: PeerID, request: UpgradeRequest) -> UnsafeMutableRawPointer? {
        guard let room = RoomAddress(place: request.place) else { return nil }
        let socket = door.opened(
            peer, at: room, address: address(of: request), cookies: request.cookie,
            userAgent: request.userAgent ?? "")
        // The door keeps the socket until `closed`.
        return Unmanaged.passUnretained(socket).toOpaque()
    }

    package func received(attachment: UnsafeMutableRawPointer?, text: UnsafeRawBufferPointer) {
        guard let attachment else { return }
        door.received(text, from: Unmanaged.fromOpaque(attachment).takeUnretainedValue())
    }

    package func closed(_ peer: PeerID) { door.closed(peer) }

    private func address(of request: UpgradeRequest) -> NetworkAddress.Group? {
        gate.address(peer: request.remoteAddress, forwarded: request.header("x-forwarded-for"))
    }

    // MARK: What a simulation judges by

    /// The live room of a session, as it stands now; nil when none is in memory.
    package func room(of session: SessionID) -> Room? { rooms.live(session)?.room }

    /// The sessions whose rooms are in memory.
    package var liveSessions: [SessionID] { rooms.sessions }

    /// The sockets that hold a seat of a room.
    package func holders(of session: SessionID) -> [(seat: SeatNumber, peer: PeerID)] {
        rooms.live(session)?.delivery.holders ?? []
    }

    /// The sockets that the door knows.
    package var socketCount: Int { door.count }

    /// What opens a seat of a session, in that generation of its link.
    package func credential(session: SessionID, seat: SeatNumber, generation: Int) -> String {
        gate.credential(session: session, seat: seat, generation: generation)
    }
}
