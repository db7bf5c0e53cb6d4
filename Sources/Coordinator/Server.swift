package import CoreMetrics
package import Cryptography
package import Logging
import Mediation
package import Storage
package import Transport
import Wire

/// The assembly: the transport's events on one side, rooms, cases and the store on the other. One composition root.
@LoopActor
package final class Server: ServerHandler {
    private let loop: LoopServer
    private let logger: Logger
    private let store: any Store
    private let inviteKey: InviteKey
    private let clock: Clock
    private var router: Router?
    private var door: SocketDoor?
    private var gate: Gate?
    private var scheduler: Scheduler?
    private let metrics: any MetricsFactory
    private var pulse: Pulse?

    /// Binds the port. `trialogue serve` gives the rest once it knows which port that is.
    /// - Parameter metrics: is told what was counted (docs/operations.md, "What the server counts").
    package init(
        options: ListenOptions, staticFiles: StaticFiles?, store: any Store, inviteKey: InviteKey,
        clock: Clock = .system, metrics: any MetricsFactory = MetricsSystem.factory, logger: Logger
    ) throws {
        self.metrics = metrics
        self.store = store
        self.inviteKey = inviteKey
        self.clock = clock
        self.logger = logger
        loop = try LoopServer(options: options, staticFiles: staticFiles)
        loop.handler = self
    }

    /// The bound port.
    package var port: UInt16 { loop.port }

    /// Puts the rooms and routes behind the port.
    package func open(_ configuration: Configuration) {
        let cases = CaseDesk(store: store, clock: clock)
        let services = LiveServices(
            configuration: configuration, store: store, cases: cases, sockets: LoopSockets(loop),
            clock: clock,
            logger: logger)
        let rooms = Rooms(services: services)
        let gate = Gate(configuration: configuration, store: store, clock: clock, inviteKey: inviteKey)
        let router = Router(gate: gate, logger: logger)
        router.add(RouteServices(gate: gate, rooms: rooms, live: services))
        self.gate = gate
        self.router = router
        rooms.watchClock()
        let door = SocketDoor(gate: gate, rooms: rooms, services: services)
        gate.signedOut = { door.end(signIn: $0) }
        self.door = door
        Task { @LoopActor in
            do {
                try await rooms.restore()
            } catch {
                self.logger.error("open sessions could not be restored", metadata: ["error": "\(error)"])
            }
        }
        let scheduler = Scheduler(
            [Retention(store: store), MissedTerms(store: store, cases: cases)], sockets: services.sockets,
            clock: clock, logger: logger)
        scheduler.start()
        self.scheduler = scheduler
        let pulse = Pulse(to: metrics, sockets: services.sockets) { [loop, store] in
            ServerReadings(
                loop: loop.takeTally(), store: store.takeTally(), tally: services.tally,
                rooms: rooms.standing, duties: scheduler.tally)
        }
        pulse.start()
        self.pulse = pulse
        packStaticFiles()
    }

    /// Not at once: after a restart everybody comes back, and they come first.
    private func packStaticFiles() {
        guard let files = loop.staticFiles else { return }
        Task.detached(priority: .background) { [loop, logger] in
            try await Task.sleep(for: .seconds(5))
            let packed = files.packed()
            await Task { @LoopActor in loop.staticFiles = packed }.value
            logger.info("static files packed")
        }
    }

    /// From now on SIGTERM and SIGINT stop it, as soon as it serves. Before anybody is told that it does: who starts a server may
    /// stop it at once.
    package func stopOnSignals() { loop.onSignal { [unowned self] _ in stop() } }

    /// Serves until a signal or `stop`; blocks this thread, which is the loop's.
    package func run() { loop.run() }

    /// Tells everyone (1001), lets what is queued leave, and ends `run`. A second call does nothing.
    package func stop() {
        scheduler?.stop()
        pulse?.stop()
        loop.stop(grace: 5)
    }

    // MARK: The transport's events

    package func handle(_ exchange: HTTPExchange) {
        guard let router else {
            exchange.respond(
                status: 503, headers: [], contentType: "application/json",
                body: Array(#"{"code":"busy"}"#.utf8))
            return
        }
        router.handle(exchange)
    }

    package func upgrade(_ request: UpgradeRequest) -> UpgradeRefusal? {
        guard let gate, let door else { return UpgradeRefusal(status: 503, code: "busy") }
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

    package func opened(_ peer: PeerID, request: UpgradeRequest) -> UnsafeMutableRawPointer? {
        // `upgrade` has granted it: there is a door, and the address names a room.
        guard let door, let room = RoomAddress(place: request.place) else { return nil }
        let socket = door.opened(
            peer, at: room, address: address(of: request), cookies: request.cookie,
            userAgent: request.userAgent ?? "")
        // The door keeps the socket until `closed`.
        return Unmanaged.passUnretained(socket).toOpaque()
    }

    package func received(
        _ peer: PeerID, attachment: UnsafeMutableRawPointer?, text: UnsafeRawBufferPointer
    ) {
        guard let attachment, let door else { return }
        door.received(text, from: Unmanaged.fromOpaque(attachment).takeUnretainedValue())
    }

    package func closed(_ peer: PeerID, code: UInt16?) { door?.closed(peer) }

    private func address(of request: UpgradeRequest) -> NetworkAddress.Group? {
        gate?.address(peer: request.remoteAddress, forwarded: request.header("x-forwarded-for"))
    }
}
