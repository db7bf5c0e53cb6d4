import Transport

/// Hands the transport's events to the server, which is made after it.
@LoopActor
final class Doorman: ServerHandler {
    weak var server: Server?

    func handle(_ exchange: HTTPExchange) { server?.handle(exchange) }
    func upgrade(_ request: UpgradeRequest) -> UpgradeRefusal? {
        guard let server else { return UpgradeRefusal(status: 503, code: "busy") }
        return server.upgrade(request)
    }
    func opened(_ peer: PeerID, request: UpgradeRequest) { server?.opened(peer, request) }
    func received(_ peer: PeerID, text: UnsafeRawBufferPointer) { server?.received(peer, text) }
    func closed(_ peer: PeerID, code: UInt16?) { server?.closed(peer) }
}

/// The rooms' sockets, as Transport has them.
@LoopActor
final class LoopSockets: Sockets {
    private let loop: LoopServer

    init(_ loop: LoopServer) { self.loop = loop }

    func send(_ bytes: [UInt8], to peer: PeerID) { _ = loop.send(peer, bytes) }

    func close(_ peer: PeerID, _ code: CloseCode) { loop.close(peer, code: code.rawValue, reason: "\(code)") }

    func after(milliseconds: Int64, _ body: @escaping @LoopActor () -> Void) -> @LoopActor () -> Void {
        let timer = LoopTimer.schedule(after: milliseconds, body)
        return { LoopTimer.cancel(timer) }
    }
}
