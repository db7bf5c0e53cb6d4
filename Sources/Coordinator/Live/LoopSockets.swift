import Transport

/// The rooms' sockets, as Transport has them.
@LoopActor
final class LoopSockets: Sockets {
    private let loop: LoopServer

    init(_ loop: LoopServer) { self.loop = loop }

    func send(_ bytes: [UInt8], to peer: PeerID) { _ = loop.send(peer, bytes) }

    func send(_ text: OutgoingText, to peer: PeerID) { _ = loop.send(peer, text) }

    func close(_ peer: PeerID, _ code: CloseCode) { loop.close(peer, code: code.rawValue, reason: "\(code)") }

    func after(milliseconds: Int64, _ body: @escaping @LoopActor () -> Void) -> @LoopActor () -> Void {
        let timer = LoopTimer.schedule(after: milliseconds, body)
        return { LoopTimer.cancel(timer) }
    }
}
