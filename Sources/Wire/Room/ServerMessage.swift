internal import FoundationEssentials
package import Mediation

/// What the server says to a page (docs/protocol.md, section 2), as bytes of JSON. A sequenced message is encoded
/// once without its number and numbered for each seat's stream as it leaves.
package struct ServerMessage: Sendable, Hashable {
    /// One JSON object.
    package let bytes: [UInt8]
    /// Whether it counts in the seat's stream and is kept for replay.
    package let isSequenced: Bool
    /// Set when the value could not be encoded; `bytes` then tell the page of a fault. For the log: it holds no content.
    package let failure: String?

    /// The object with `seq` as its first member.
    package func numbered(_ sequence: Int) -> [UInt8] {
        var out: [UInt8] = []
        let prefix = "{\"seq\":\(sequence),"
        out.reserveCapacity(prefix.utf8.count + bytes.count)
        out += prefix.utf8
        out += bytes.dropFirst()
        return out
    }

    init(_ value: some Encodable, isSequenced: Bool) {
        self.isSequenced = isSequenced
        do {
            bytes = [UInt8](try JSONEncoder().encode(value))
            failure = nil
        } catch {
            // A number that is none, as an old record may give. Whoever sends it closes the socket.
            bytes = Array(#"{"type":"refused","code":"fault"}"#.utf8)
            failure = "a \(type(of: value)) can't be encoded"
        }
    }
}

/// Relay servers and the credentials for them, as `RTCConfiguration` takes them.
package struct RelayAccess: Sendable, Hashable, Encodable {
    package struct Server: Sendable, Hashable, Encodable {
        package let urls: [String]
        package let username: String?
        package let credential: String?

        package init(urls: [String], username: String?, credential: String?) {
            self.urls = urls
            self.username = username
            self.credential = credential
        }
    }

    /// `relay`: every link runs through the relay; `all`: links run as they can.
    package let policy: String
    package let servers: [Server]
    package let expiresAt: Instant

    package init(policy: String, servers: [Server], expiresAt: Instant) {
        self.policy = policy
        self.servers = servers
        self.expiresAt = expiresAt
    }
}

/// What `welcome` tells beside the state.
package struct Welcome: Sendable {
    package let run: String
    package let seat: SeatNumber
    package let isReplay: Bool
    package let now: Instant
    package let build: String
    package let notice: String
    package let grace: Span
    package let relay: RelayAccess?
    package let state: RoomView?

    package init(
        run: String, seat: SeatNumber, isReplay: Bool, now: Instant, build: String, notice: String,
        grace: Span,
        relay: RelayAccess?, state: RoomView?
    ) {
        self.run = run
        self.seat = seat
        self.isReplay = isReplay
        self.now = now
        self.build = build
        self.notice = notice
        self.grace = grace
        self.relay = relay
        self.state = state
    }
}

/// Times of the connection in seconds (docs/protocol.md, 2.1 and 2.5).
package enum ConnectionTimes {
    package static let hello = Span.seconds(10)
    package static let beat = Span.seconds(10)
    package static let dead = Span.seconds(25)
    /// How often live sockets of officers are compared with their sign-ins.
    package static let signInWatch = Span.seconds(1)
    package static let relayRenewal = Span.minutes(5)
    package static let relayLifetime = Span.minutes(15)
}

extension ServerMessage {
    private struct WelcomeBody: Encodable {
        struct Times: Encodable {
            let beat: Int64
            let dead: Int64
            let grace: Int64
        }
        let type = "welcome"
        let run: String
        let seat: SeatNumber
        let replay: Bool
        let now: Instant
        let build: String
        let notice: String
        let times: Times
        let ice: RelayAccess?
        let state: RoomView?
    }

    package static func welcome(_ welcome: Welcome) -> ServerMessage {
        let times = WelcomeBody.Times(
            beat: ConnectionTimes.beat.milliseconds / 1000, dead: ConnectionTimes.dead.milliseconds / 1000,
            grace: welcome.grace.milliseconds / 1000)
        return ServerMessage(
            WelcomeBody(
                run: welcome.run, seat: welcome.seat, replay: welcome.isReplay, now: welcome.now,
                build: welcome.build, notice: welcome.notice, times: times, ice: welcome.relay,
                state: welcome.state),
            isSequenced: true)
    }

    private struct UpdateBody: Encodable {
        let view: RoomView
        enum Key: CodingKey { case type }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode("update", forKey: .type)
            try view.encode(to: encoder)
        }
    }

    package static func update(_ view: RoomView) -> ServerMessage {
        ServerMessage(UpdateBody(view: view), isSequenced: true)
    }

    private struct DraftBody: Encodable {
        let type = "draft"
        let section: MinutesSection
        let text: String
        let revision: Int
    }

    package static func draft(_ section: MinutesSection, text: String, revision: Int) -> ServerMessage {
        ServerMessage(DraftBody(section: section, text: text, revision: revision), isSequenced: true)
    }

    private struct ResultBody: Encodable {
        let type = "result"
        let id: CommandID
        let revision: Int?
        let version: Int?
        let digest: String?
    }

    package static func result(_ id: CommandID, _ result: CommandResult) -> ServerMessage {
        ServerMessage(
            ResultBody(id: id, revision: result.revision, version: result.version, digest: result.digest),
            isSequenced: true)
    }

    private struct RefusedBody: Encodable {
        let type = "refused"
        let id: CommandID?
        let code: Refusal.Code
        let field: String?
    }

    /// A refusal; it is in the stream when it answers a request.
    package static func refused(_ refusal: Refusal, id: CommandID? = nil) -> ServerMessage {
        ServerMessage(
            RefusedBody(id: id, code: refusal.code, field: refusal.field), isSequenced: id != nil)
    }

    private struct PendingBody: Encodable {
        let type = "pending"
        let why = Refusal.Code.waitingForOfficer
    }

    package static let pending = ServerMessage(PendingBody(), isSequenced: false)

    private struct BeatBody: Encodable { let type = "beat" }

    package static let beat = ServerMessage(BeatBody(), isSequenced: false)

    private struct RelayBody: Encodable {
        let type = "ice"
        let ice: RelayAccess
    }

    package static func relay(_ access: RelayAccess) -> ServerMessage {
        ServerMessage(RelayBody(ice: access), isSequenced: false)
    }
}
