import Glibc
import TestKit
import Transport

/// Runs `body` on the loop, which the first call gives a thread of its own.
func onLoop<T: Sendable>(_ body: @LoopActor () throws -> T) async rethrows -> T {
    LoopActor.startThread()
    return try await run(body)
}

@LoopActor
private func run<T: Sendable>(_ body: @LoopActor () throws -> T) rethrows -> T { try body() }

/// A server on a port that the kernel picks, with a handler that does what tests ask for by path and by text.
@LoopActor
final class ServerUnderTest: ServerHandler {
    private(set) var server: LoopServer?
    private(set) var open: [PeerID] = []
    private(set) var closeCodes: [UInt16?] = []
    private(set) var requests: [UpgradeRequest] = []
    private(set) var bodies: [[UInt8]] = []
    private(set) var isStopped = false
    var held: [HTTPExchange] = []
    /// What a text asks for; false: it is echoed.
    var onText: (PeerID, String) -> Bool = { _, _ in false }
    /// Which paths have a body that streams, and what takes it.
    var plans: [String: BodyPlan] = [:]
    var onRequest: @LoopActor (HTTPExchange) -> Bool = { _ in false }

    nonisolated static func start(
        files: StaticFiles? = nil, _ adjust: @Sendable (inout ListenOptions) -> Void = { _ in }
    ) async throws -> (ServerUnderTest, UInt16) {
        LoopActor.startThread()
        return try await make(files, adjust)
    }

    private static func make(
        _ files: StaticFiles?, _ adjust: @Sendable (inout ListenOptions) -> Void
    ) throws -> (ServerUnderTest, UInt16) {
        let it = ServerUnderTest()
        var options = ListenOptions(address: "127.0.0.1", port: 0, certificatePath: nil, privateKeyPath: nil)
        // A test that is held up by all the others is no silent client.
        options.headSeconds = 300
        options.bodySeconds = 300
        options.idleSeconds = 300
        adjust(&options)
        let server = try LoopServer(options: options, staticFiles: files)
        server.handler = it
        it.server = server
        return (it, server.port)
    }

    /// Stops the server and waits until nothing of it is left.
    func stop(grace: Int = 0) async {
        guard let server else { return }
        server.stop(grace: grace)
        await withCheckedContinuation { continuation in
            server.whenStopped { continuation.resume() }
        }
        isStopped = true
        onText = { _, _ in false }
        onRequest = { _ in false }
        self.server = nil
    }

    func answerHeld() {
        for exchange in held {
            exchange.respond(status: 200, headers: [], contentType: "text/plain", body: [79] + exchange.body)
        }
        held = []
    }

    // MARK: ServerHandler

    func bodyPlan(of exchange: HTTPExchange) -> BodyPlan { plans[exchange.path] ?? .whole(limit: nil) }

    func handle(_ exchange: HTTPExchange) {
        if onRequest(exchange) { return }
        switch exchange.path {
        case "/api/held":
            held.append(exchange)
        case "/api/release":
            answerHeld()
            exchange.respond(status: 204, headers: [], contentType: "", body: [])
        case "/api/large":
            exchange.respond(
                status: 200, headers: [("cache-control", "no-store")], contentType: "text/plain",
                body: (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
        case "/api/split":
            exchange.respond(
                status: 200, headers: [("x-split", "a\r\nset-cookie: b")], contentType: "text/plain", body: []
            )
        default:
            bodies.append(exchange.body)
            let query = exchange.query.map { "\($0.0)=\($0.1)" }.joined(separator: "|")
            let text =
                "\(exchange.method) \(exchange.path) \(query) \(exchange.body.count) \(exchange.remoteAddress)"
            exchange.respond(status: 200, headers: [], contentType: "text/plain", body: Array(text.utf8))
        }
    }

    func upgrade(_ request: UpgradeRequest) -> UpgradeRefusal? {
        requests.append(request)
        return request.origin == "https://127.0.0.1"
            ? nil : UpgradeRefusal(status: 403, code: "foreign_origin")
    }

    func opened(_ peer: PeerID, request: UpgradeRequest) -> UnsafeMutableRawPointer? {
        open.append(peer)
        return nil
    }

    func received(_ peer: PeerID, attachment: UnsafeMutableRawPointer?, text: UnsafeRawBufferPointer) {
        if onText(peer, String(decoding: text, as: UTF8.self)) { return }
        server?.send(peer, text)
    }

    func closed(_ peer: PeerID, code: UInt16?) {
        open.removeAll { $0 == peer }
        closeCodes.append(code)
    }
}

/// Lets the loop turn, by requests of another client, until something is so; not for ever.
func turns(_ port: UInt16, until isSo: () async -> Bool) async throws {
    let other = try SocketClient(port: port)
    for _ in 0..<20_000 {
        if await isSo() { return }
        _ = try other.get("/api/turn")
    }
    throw SocketClient.Failure.tookTooLong
}

/// A folder of files that is gone when the test is.
final class Folder {
    let path: String
    private var names: [String] = []

    init(_ files: [String: [UInt8]]) throws {
        var template = Array("/tmp/trialogue-transport-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SocketClient.Failure.noSocket }
        path = String(cString: made)
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try write(name, bytes) }
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        if let slash = name.lastIndex(of: "/") { mkdir("\(path)/\(name[..<slash])", 0o700) }
        let file = Glibc.open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
            throw SocketClient.Failure.noSocket
        }
        Glibc.close(file)
        names.append(name)
    }

    deinit {
        for name in names {
            unlink("\(path)/\(name)")
            if let slash = name.lastIndex(of: "/") { rmdir("\(path)/\(name[..<slash])") }
        }
        rmdir(path)
    }
}
