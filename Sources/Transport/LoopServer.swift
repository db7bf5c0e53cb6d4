import CLibWebSockets
import Glibc

/// A server of HTTP and WebSocket, with TLS or without, on the process's event loop. It listens from its making on; the
/// loop is turned by `run()`.
@LoopActor
package final class LoopServer {
    let options: ListenOptions
    /// Served for every path outside /api; may be changed for another form of the same files at any time.
    package var staticFiles: StaticFiles?
    /// Who answers; set before the loop is turned, and let go of when everything is closed.
    package var handler: (any ServerHandler)?
    let connections: Connections
    /// How many connections each address has.
    var attendance = Attendance()
    /// The request that each HTTP connection is busy with.
    var exchanges: [Int: HTTPExchange] = [:]
    /// The upgrade that has just been granted and is not open yet.
    var granted: (wsi: OpaquePointer, request: UpgradeRequest)?
    /// Texts of close frames, for the few that are being closed with one.
    var closeReasons: [PeerID: String] = [:]
    private(set) var isStopping = false

    /// Connections beyond the limit, for new ones while old ones make way.
    private static let making = 64

    /// Bytes that lws wants to have before every message, for the frame's head.
    let headroom = TransportMemory.headroom
    /// A message is put together here before it is written; only ever in use during one call.
    let scratchSize = 65_536
    let scratch: UnsafeMutablePointer<UInt8>
    /// Behind a pointer, where nothing guards an addition at run time.
    let counted: UnsafeMutablePointer<LoopTally>

    /// Those whose context could not be freed (see WakeHandle): lws still points into their memory.
    private static var abandoned: [LoopServer] = []

    private let library = LwsContext()
    var context: OpaquePointer? { library.context }
    /// libuv's handles that lws opened with the context and closes last.
    private var libraryHandles: Set<UnsafeRawPointer> = []
    private var isFinishing = false
    private var isGone = false
    private var whenGone: [@LoopActor () -> Void] = []

    /// The port it listens on.
    package private(set) var port: UInt16 = 0

    /// Checks what can be checked, then listens. Throws what the person at the console can mend.
    package init(options: ListenOptions, staticFiles: StaticFiles?) throws(TransportError) {
        var options = options
        options.maximumConnections = try Preflight.check(options)
        self.options = options
        self.staticFiles = staticFiles
        connections = Connections(capacity: options.maximumConnections + Self.making)
        scratch = .allocate(capacity: headroom + scratchSize)
        counted = .allocate(capacity: 1)
        counted.initialize(to: LoopTally())
        let before = EventLoop.shared.handles()
        guard library.open(options, server: Unmanaged.passUnretained(self).toOpaque()) else {
            throw TransportError(.libraryFailed, "libwebsockets refuses \(options.address):\(options.port)")
        }
        libraryHandles = EventLoop.shared.handles().subtracting(before)
        port = library.port
    }

    isolated deinit {
        scratch.deallocate()
        counted.deallocate()
    }

    /// Serves on this thread, the program's main one, until `stop` has done its work.
    package func run() {
        EventLoop.shared.run { !isGone }
    }

    /// Delivers SIGTERM and SIGINT on the loop, each time; nobody else takes them.
    package func onSignal(_ body: @escaping @LoopActor (Int32) -> Void) {
        EventLoop.shared.onSignal(SIGTERM, body)
        EventLoop.shared.onSignal(SIGINT, body)
    }

    // MARK: Stopping

    /// Takes no more connections, says 1001 to every WebSocket and flushes what waits for it, lets requests be answered,
    /// and closes what is left after `seconds`. Then `run()` returns.
    package func stop(grace seconds: Int) {
        guard !isStopping else { return }
        isStopping = true
        for slot in connections.all where connections[slot].pointee.kind == .webSocket {
            close(connections.peer(of: connections[slot]), code: 1001, reason: "stopping")
        }
        LoopTimer.schedule(after: Int64(max(0, seconds)) * 1000) { self.finish() }
        // Not at once: the caller may be inside of a callback of lws.
        LoopTimer.schedule(after: 0) { self.finishIfIdle() }
    }

    /// Runs `body` on the loop once everything is closed; at once if it is.
    package func whenStopped(_ body: @escaping @LoopActor () -> Void) {
        if isGone { body() } else { whenGone.append(body) }
    }

    func connectionIsGone() {
        if isStopping && !isFinishing { LoopTimer.schedule(after: 0) { self.finishIfIdle() } }
    }

    private func finishIfIdle() {
        let isBusy = connections.all.contains {
            connections[$0].pointee.kind == .webSocket || exchanges[$0] != nil
        }
        if !isBusy { finish() }
    }

    private func finish() {
        guard !isFinishing else { return }
        isFinishing = true
        let wake = WakeHandle(among: libraryHandles)
        library.destroy()
        finishWhenClosed(mayFree: wake?.guardDescriptor() ?? true)
    }

    /// lws closes its handles with libuv, which says so a turn or two later; then the rest may be freed.
    private func finishWhenClosed(mayFree: Bool) {
        let isClosed = !mayFree || libraryHandles.isDisjoint(with: EventLoop.shared.handles())
        guard isClosed, connections.count == 0 else {
            LoopTimer.schedule(after: 1) { self.finishWhenClosed(mayFree: mayFree) }
            return
        }
        if mayFree { library.destroy() } else { Self.abandoned.append(self) }
        isGone = true
        tellGone()
    }

    private func tellGone() {
        handler = nil
        let waiting = whenGone
        whenGone = []
        for body in waiting { body() }
    }
}
