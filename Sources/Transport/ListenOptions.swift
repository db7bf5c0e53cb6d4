/// Where and how a server listens. Paths and seconds come from the configuration; the limits from docs/protocol.md.
package struct ListenOptions: Sendable {
    /// A numeric address: "127.0.0.1", "0.0.0.0", "::1", "::".
    package var address: String
    /// 0: the kernel picks; `LoopServer.port` tells.
    package var port: UInt16
    /// Both in PEM, or both nil: then it is plain HTTP, and only because somebody asked for it.
    package var certificatePath: String?
    package var privateKeyPath: String?
    /// When there are so many, an idle one of the address with the most makes way for a new one.
    package var maximumConnections: Int
    /// Connections of one address (IPv6: /64) that are no WebSocket, or not yet: silent ones, TLS handshakes, requests. Further
    /// ones are closed at once. A page loads with six; people behind one carrier's address share them.
    package var requestsPerAddress = 512
    /// All connections of one address. `trialogue serve --trust-proxy` lifts both, for a proxy is one address.
    package var connectionsPerAddress = 1024
    /// What may be upgraded: this path and one segment below it (`UpgradeRequest.place`), and the subprotocol that must be
    /// offered there.
    package var socketPath = "/ws"
    package var subprotocol = "trialogue.v1"
    /// Bytes of a request's body; more is 413.
    package var bodyLimit = 65_536
    /// Bytes of a message, also of a fragmented one; more is close 1009.
    package var messageLimit = 65_536
    /// What may wait for a slow peer; more is close 4006.
    package var outboxBytes = 1 << 20
    package var outboxMessages = 512
    /// A request's head, and the TLS handshake before it, must be whole after so many seconds.
    package var headSeconds = 10
    /// A body must be whole, and a response must make progress, within so many seconds.
    package var bodySeconds = 20
    /// An idle kept-alive connection stays so long.
    package var idleSeconds = 30
    /// What a close may take to flush and to be answered before the connection is cut.
    package var closeSeconds = 5

    package init(
        address: String, port: UInt16, certificatePath: String?, privateKeyPath: String?,
        maximumConnections: Int = 4096
    ) {
        self.address = address
        self.port = port
        self.certificatePath = certificatePath
        self.privateKeyPath = privateKeyPath
        self.maximumConnections = maximumConnections
    }

    package var isSecure: Bool { certificatePath != nil }

    /// Finds what would keep a server from starting with these: files that can't be read, an address that isn't this
    /// machine's, a port that is taken.
    package func check() throws(TransportError) { _ = try Preflight.check(self) }
}

/// Why a server can't start. The text is for the person at the console.
package struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case addressInUse
        case addressNotUsable
        case certificateUnreadable
        case privateKeyUnreadable
        case certificateWithoutKey
        case staticFilesUnreadable
        case libraryFailed
    }

    package let code: Code
    package let detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }

    package static func == (left: TransportError, right: TransportError) -> Bool { left.code == right.code }
}
