import Cryptography
import Logging
import Mediation
import Transport
import Wire

/// Every WebSocket from its upgrade to its close: hello first, then messages to the room that it belongs to, at a
/// bounded rate and with a heartbeat.
@LoopActor
final class SocketDoor {
    /// Where a socket stands. Exits: `fresh` to `asking` by its first message; `asking` to `seated` or `watching`
    /// when the room is found; any to gone.
    fileprivate enum Stage {
        case fresh
        case asking
        case seated(RoomHost)
        case watching(RoomHost)
    }

    /// One socket's state; Transport hands it back with each message, so that none looks it up.
    @LoopActor
    final class Socket {
        let peer: PeerID
        let address: String
        let cookies: String?
        private let userAgent: String
        fileprivate var stage = Stage.fresh
        /// The stream that it held when it was last asked for; another socket may have it now.
        fileprivate var lastStream: SeatStream?
        private let values: UnsafeMutablePointer<Values>

        /// What every message touches, as plain values behind a pointer: nothing counts or guards it at run time.
        private struct Values {
            var rate: RateLimit
            var heardAt: Instant
        }

        /// Our last beat is unanswered: the next one from the page is its answer and not a probe.
        fileprivate var awaitsBeat = false
        fileprivate var cancelAlarm: @LoopActor () -> Void = {}

        fileprivate init(
            _ peer: PeerID, address: String, cookies: String?, userAgent: String, rate: RateLimit,
            at now: Instant
        ) {
            self.peer = peer
            self.address = address
            self.cookies = cookies
            self.userAgent = userAgent
            values = .allocate(capacity: 1)
            values.initialize(to: Values(rate: rate, heardAt: now))
        }

        isolated deinit { values.deallocate() }

        /// Made when somebody says hello: most of what a flood of sockets would cost.
        fileprivate var browser: String { BrowserName.describe(userAgent) }

        fileprivate var heardAt: Instant { values.pointee.heardAt }

        /// Notes that a message came; false when that was one too many.
        fileprivate func hears(_ allowance: RateLimit.Allowance, at now: Instant) -> Bool {
            values.pointee.heardAt = now
            return values.pointee.rate.take(allowance, at: now)
        }

        /// The stream that it holds in a room.
        fileprivate func stream(in host: RoomHost) -> SeatStream? {
            if let lastStream, lastStream.peer == peer { return lastStream }
            lastStream = host.seat(of: peer)
            return lastStream
        }
    }

    private let gate: Gate
    private let rooms: Rooms
    private let services: LiveServices
    private var all: [PeerID: Socket] = [:]
    private var waitingForHello: [String: Int] = [:]
    private let allowance: RateLimit.Allowance

    init(gate: Gate, rooms: Rooms, services: LiveServices) {
        self.gate = gate
        self.rooms = rooms
        self.services = services
        allowance = RateLimit.Allowance(messagesPerSecond: services.configuration.messagesPerSecond)
    }

    /// Whether another socket of this address may open (16 that have not said hello; carriers share addresses).
    func hasRoom(for address: String) -> Bool {
        (waitingForHello[address] ?? 0) < services.configuration.socketsBeforeHello
    }

    @discardableResult
    func opened(_ peer: PeerID, address: String, cookies: String?, userAgent: String) -> Socket {
        let now = services.clock.now
        let socket = Socket(
            peer, address: address, cookies: cookies, userAgent: userAgent,
            rate: RateLimit(allowance, at: now), at: now)
        waitingForHello[address, default: 0] += 1
        socket.cancelAlarm = services.sockets.after(milliseconds: ConnectionTimes.hello.milliseconds) {
            self.helloIsLate(peer)
        }
        all[peer] = socket
        return socket
    }

    func closed(_ peer: PeerID) {
        guard let socket = all.removeValue(forKey: peer) else { return }
        socket.cancelAlarm()
        socket.lastStream = nil
        switch socket.stage {
        case .fresh: forgetWaiting(socket.address)
        case .asking: break
        case .seated(let host), .watching(let host): host.closed(peer)
        }
    }

    private func forgetWaiting(_ address: String) {
        let count = (waitingForHello[address] ?? 1) - 1
        waitingForHello[address] = count > 0 ? count : nil
    }

    func received(_ bytes: UnsafeRawBufferPointer, from socket: Socket) {
        let now = services.clock.now
        guard socket.hears(allowance, at: now) else {
            services.sockets.close(socket.peer, .tooFast)
            return
        }
        switch socket.stage {
        case .seated(let host): read(bytes, from: socket, host)
        case .fresh: readHello(bytes, from: socket.peer)
        // Nothing is read between hello and welcome; a page that speaks too early speaks again after it.
        case .asking: return
        case .watching: readFromWatcher(bytes, from: socket)
        }
    }

    // MARK: Hello

    private func readHello(_ bytes: UnsafeRawBufferPointer, from peer: PeerID) {
        do {
            guard bytes.count <= WireLimits.hello else { throw Refusal(.tooLarge) }
            let envelope = try Envelope(scanning: bytes)
            let type = String(decoding: bytes[envelope.type], as: UTF8.self)
            guard type == "hello", case .hello(let hello) = try ClientMessage(bytes, type: type) else {
                return turnAway(peer, Refusal(.wrongState, field: "type"), .helloExpected)
            }
            admit(hello, peer)
        } catch let refusal as Refusal {
            turnAway(peer, refusal, .helloExpected)
        } catch {
            turnAway(peer, Refusal(.malformed), .helloExpected)
        }
    }

    private func turnAway(_ peer: PeerID, _ refusal: Refusal, _ code: CloseCode) {
        services.sockets.send(ServerMessage.refused(refusal).bytes, to: peer)
        services.sockets.close(peer, code)
    }

    private func admit(_ hello: ClientMessage.Hello, _ peer: PeerID) {
        guard let socket = all[peer] else { return }
        forgetWaiting(socket.address)
        socket.stage = .asking
        socket.cancelAlarm()
        Task { @LoopActor in
            do {
                let (host, seat) = try await self.find(hello, socket)
                guard self.all[peer] != nil else { return }
                socket.stage = hello.watch ? .watching(host) : .seated(host)
                self.beatLater(socket)
                if hello.watch {
                    host.watch(peer, page: hello.page)
                } else {
                    host.hello(hello, seat: seat, peer: peer, browser: socket.browser)
                }
            } catch let refusal as Refusal {
                self.turnAway(peer, refusal, Self.closeCode(of: refusal))
            } catch {
                self.services.logger.error("a hello failed", metadata: ["error": "\(error)"])
                self.turnAway(peer, Refusal(.storeFailed), .fault)
            }
        }
    }

    private static func closeCode(of refusal: Refusal) -> CloseCode {
        switch refusal.code {
        case .sessionOver: .sessionOver
        case .linkRevoked, .removedFromSession: .removed
        case .storeFailed, .fault: .fault
        default: .notSignedIn
        }
    }

    /// The room and the seat that a hello may have.
    private func find(_ hello: ClientMessage.Hello, _ socket: Socket) async throws -> (RoomHost, SeatNumber) {
        if let session = hello.session {
            let account = try await gate.account(cookies: socket.cookies)
            let host = try await rooms.host(session)
            guard host.room.founding.hostAccount == account.id, Authority.permits(account.role, .hostSession)
            else {
                throw Refusal(.notPermitted)
            }
            return (host, .bureau)
        }
        guard let credential = hello.seatCredential, !hello.watch,
            let link = gate.open(credential: credential)
        else {
            throw Refusal(.notSignedIn)
        }
        let host = try await rooms.host(link.session)
        guard let seat = host.room.seat(link.seat) else { throw Refusal(.notSignedIn) }
        guard !seat.revoked, seat.generation == link.generation else { throw Refusal(.linkRevoked) }
        return (host, link.seat)
    }

    private func helloIsLate(_ peer: PeerID) {
        guard case .fresh? = all[peer]?.stage else { return }
        services.sockets.close(peer, .helloExpected)
    }

    // MARK: Messages

    private func read(_ bytes: UnsafeRawBufferPointer, from socket: Socket, _ host: RoomHost) {
        let peer = socket.peer
        let stream = socket.stream(in: host)
        do {
            let envelope = try Envelope(scanning: bytes, rules: services.signalRules)
            if let read = envelope.acknowledged, let stream {
                stream.acknowledged(read)
                if !envelope.isSignal { return }
            }
            if envelope.isSignal {
                if let stream { host.relay(envelope, bytes, from: stream) }
                return
            }
            if envelope.isBeat { return answerProbe(of: socket) }
            let message = try ClientMessage(
                bytes, type: String(decoding: bytes[envelope.type], as: UTF8.self))
            if let stream {
                act(on: message, bytes, stream, host)
            } else if case .hello(let hello) = message {
                // Refused as "open in another tab", the person pressed "go on here".
                host.hello(
                    hello, seat: try seat(again: hello, host), peer: peer, browser: all[peer]?.browser ?? "")
            }
        } catch {
            services.sockets.send(ServerMessage.refused(error, id: nil).bytes, to: peer)
            if error.code == .tooLarge { services.sockets.close(peer, .tooBig) }
        }
    }

    private func seat(again hello: ClientMessage.Hello, _ host: RoomHost) throws(Refusal) -> SeatNumber {
        if hello.session != nil { return .bureau }
        guard let link = hello.seatCredential.flatMap(gate.open(credential:)),
            link.session == host.room.founding.sessionID
        else { throw Refusal(.notSignedIn) }
        return link.seat
    }

    private func act(
        on message: ClientMessage, _ bytes: UnsafeRawBufferPointer, _ stream: SeatStream, _ host: RoomHost
    ) {
        switch message {
        case .hello: host.report(refusing: Refusal(.wrongState, field: "type"), to: stream)
        case .command(let id, let command):
            host.command(id, command, from: stream, bodyDigest: Digest.sha256(bytes))
        case .media(let media): host.report(.media(seat: stream.seat, media), from: stream)
        case .statistics(let reports): host.report(.statistics(seat: stream.seat, reports), from: stream)
        case .ack(let sequence): stream.acknowledged(sequence)
        case .beat: break
        }
    }

    private func readFromWatcher(_ bytes: UnsafeRawBufferPointer, from socket: Socket) {
        let type = (try? Envelope(scanning: bytes)).map { String(decoding: bytes[$0.type], as: UTF8.self) }
        switch type {
        case "beat": answerProbe(of: socket)
        case "ack": break
        default:
            services.sockets.send(ServerMessage.refused(Refusal(.notPermitted)).bytes, to: socket.peer)
        }
    }

    // MARK: Heartbeat

    /// A page that looks again asks whether its socket lives. Only what is no answer is answered: else two beats
    /// would run for ever.
    private func answerProbe(of socket: Socket) {
        guard !socket.awaitsBeat else {
            socket.awaitsBeat = false
            return
        }
        services.sockets.send(Self.beatText, to: socket.peer)
    }

    /// Encoded once: ten thousand idle people are sent a thousand of them a second.
    private static let beatText = ServerMessage.beat.bytes

    private func beatLater(_ socket: Socket) {
        // Cancelled when the socket has gone.
        socket.cancelAlarm = services.sockets.after(milliseconds: ConnectionTimes.beat.milliseconds) {
            self.beat(socket)
        }
    }

    /// The page answers in its message handler, for timers sleep in hidden tabs; 25 s of silence are death.
    private func beat(_ socket: Socket) {
        guard services.clock.now.since(socket.heardAt) < ConnectionTimes.dead else {
            services.sockets.close(socket.peer, .goingAway)
            return
        }
        services.sockets.send(Self.beatText, to: socket.peer)
        socket.awaitsBeat = true
        if case .seated(let host) = socket.stage, let stream = socket.stream(in: host) {
            host.renewRelayIfDue(stream)
        }
        beatLater(socket)
    }
}
