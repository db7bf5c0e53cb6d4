/// One WebSocket as the rest of the program knows it. A stale one is harmless: places are used again with a new
/// generation, and what is sent to a peer that is gone goes nowhere.
package struct PeerID: Hashable, Sendable {
    let slot: UInt32
    let generation: UInt32

    /// The place alone, for whoever stands in for the server and uses none twice.
    package var number: UInt32 { slot }

    /// For tests that stand in for the server; the server's own come from it alone.
    package init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }
}

/// A request to open a WebSocket, as it came. Origin and host are not judged here.
package struct UpgradeRequest: Sendable {
    package let path: String
    /// The segment of `path` below `ListenOptions.socketPath`, not empty and as it was sent; nil at that path itself.
    package let place: String?
    package let query: [(String, String)]
    package let headers: RequestHeaders
    /// The numeric address of the other end of the TCP connection.
    package let remoteAddress: String

    /// The server's own come of what it read; others stand in for it.
    package init(
        path: String, place: String?, query: [(String, String)] = [], headers: RequestHeaders,
        remoteAddress: String
    ) {
        self.path = path
        self.place = place
        self.query = query
        self.headers = headers
        self.remoteAddress = remoteAddress
    }

    package var origin: String? { headers["origin"] }
    package var host: String? { headers["host"] }
    package var cookie: String? { headers["cookie"] }
    package var userAgent: String? { headers["user-agent"] }
    package func header(_ name: String) -> String? { headers[name] }
}

/// The answer to an upgrade that is not granted: an HTTP response with a JSON body.
package struct UpgradeRefusal: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    package init(status: Int, code: String) {
        self.init(status: status, body: Array("{\"code\":\"\(code)\"}".utf8))
    }
}

/// Who answers what the server receives. Every call is on the loop and must return soon.
@LoopActor
package protocol ServerHandler: AnyObject {
    /// How a request's body is to be taken; asked by its head, when there is a body.
    func bodyPlan(of exchange: HTTPExchange) -> BodyPlan
    /// A request that no static file answers, whole but for a body that streams. Answer it now or later, once.
    func handle(_ exchange: HTTPExchange)
    /// Before the upgrade: nil grants it.
    func upgrade(_ request: UpgradeRequest) -> UpgradeRefusal?
    /// Returns what comes with every message of this peer, so that the handler needs no look-up; it is the handler's
    /// to keep alive until `closed`.
    func opened(_ peer: PeerID, request: UpgradeRequest) -> UnsafeMutableRawPointer?
    /// One whole text message, valid UTF-8, within the limit. The buffer is valid during the call only.
    func received(_ peer: PeerID, attachment: UnsafeMutableRawPointer?, text: UnsafeRawBufferPointer)
    /// The last word about this peer. `code` is the close code of whichever side closed first; nil: it broke off.
    func closed(_ peer: PeerID, code: UInt16?)
}

extension ServerHandler {
    package func bodyPlan(of exchange: HTTPExchange) -> BodyPlan { .whole(limit: nil) }
}

/// What became of a message.
package enum SendOutcome: Sendable {
    /// The socket, or lws for it, has taken it.
    case sent
    /// It waits in the outbox for the peer to read.
    case queued
    /// The outbox is full: the peer is being closed with 4006.
    case overflowed
    /// No such peer any more, or it is closing.
    case gone
}
