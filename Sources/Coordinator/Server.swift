package import CoreMetrics
package import Cryptography
package import Logging
package import Storage
package import Transport

/// The assembly behind the transport: its events on one side, rooms, cases and the store on the other.
@LoopActor
package final class Server: ServerHandler {
    private let loop: LoopServer
    private let logger: Logger
    private let store: any Store
    private let inviteKey: InviteKey
    private let clock: Clock
    private let metrics: any MetricsFactory
    private var assembly: Assembly?

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
        let assembly = Assembly(
            configuration, store: store, inviteKey: inviteKey, sockets: LoopSockets(loop), clock: clock,
            metrics: metrics, logger: logger
        ) { [loop] in loop.takeTally() }
        assembly.start()
        self.assembly = assembly
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
        assembly?.stop()
        loop.stop(grace: 5)
    }

    // MARK: The transport's events

    package func handle(_ exchange: HTTPExchange) {
        guard let assembly else {
            exchange.respond(
                status: 503, headers: [], contentType: "application/json",
                body: Array(#"{"code":"busy"}"#.utf8))
            return
        }
        assembly.handle(exchange)
    }

    package func upgrade(_ request: UpgradeRequest) -> UpgradeRefusal? {
        guard let assembly else { return UpgradeRefusal(status: 503, code: "busy") }
        return assembly.upgrade(request)
    }

    package func opened(_ peer: PeerID, request: UpgradeRequest) -> UnsafeMutableRawPointer? {
        assembly?.opened(peer, request: request)
    }

    package func received(
        _ peer: PeerID, attachment: UnsafeMutableRawPointer?, text: UnsafeRawBufferPointer
    ) {
        assembly?.received(attachment: attachment, text: text)
    }

    package func closed(_ peer: PeerID, code: UInt16?) { assembly?.closed(peer) }
}
