import Cryptography
import Logging
import Mediation
import Storage
import Transport
import Wire

/// Every WebSocket from its upgrade to its close: hello first, then messages to the room that it belongs to, at a
/// bounded rate and with a heartbeat.
@LoopActor
final class SocketDoor {
    /// Where a socket stands.
    fileprivate enum Stage {
        /// Has said nothing. Exits: asking, over.
        case fresh
        /// A hello is being judged; nothing is read meanwhile. Exits: known, over.
        case asking
        /// Speaks for somebody: holds a seat, asks for one, or looks on. Exits: asking, by another hello while it holds no
        /// seat; over.
        case known(RoomHost)
        /// Turned away; what it still says is not read.
        case over
    }

    /// One socket's state; Transport hands it back with each message, so that none looks it up.
    @LoopActor
    final class Socket {
        let peer: PeerID
        let address: NetworkAddress.Group?
        let cookies: String?
        /// The room whose address it was opened at: every hello is held to it.
        fileprivate let room: RoomAddress
        private let userAgent: String
        fileprivate var stage = Stage.fresh
        /// Whom it speaks for, from its first good hello on and for ever.
        fileprivate var speaker: Speaker?
        /// The room that knows of it.
        fileprivate var host: RoomHost?
        /// The digest of its cookie's token: with that sign-in it ends.
        fileprivate let signIn: [UInt8]?
        /// When that sign-in ends unless it is used again, as far as was read.
        fileprivate var standsUntil: Instant?
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
            _ peer: PeerID, at room: RoomAddress, address: NetworkAddress.Group?, cookies: String?,
            signIn: [UInt8]?, userAgent: String, rate: RateLimit, openedAt now: Instant
        ) {
            self.room = room
            self.signIn = signIn
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
            return values.pointee.rate.take(of: allowance, at: now)
        }

        fileprivate var isWatching: Bool { speaker?.isWatching == true }

        /// The stream that it holds in a room.
        fileprivate func stream(in host: RoomHost) -> SeatStream? {
            if let lastStream, lastStream.peer == peer { return lastStream }
            lastStream = host.seat(of: peer)
            return lastStream
        }
    }

    private let gate: Gate
    private let authority: HelloAuthority
    private let services: LiveServices
    private var all: [PeerID: Socket] = [:]
    /// Those whose right is a sign-in.
    private var officers: [PeerID: Socket] = [:]
    private var isWatchingSignIns = false
    private var waitingForHello: [NetworkAddress.Group?: Int] = [:]
    private let allowance: RateLimit.Allowance

    init(gate: Gate, rooms: Rooms, services: LiveServices) {
        self.gate = gate
        authority = HelloAuthority(gate: gate, rooms: rooms)
        self.services = services
        allowance = RateLimit.Allowance(messagesPerSecond: services.configuration.messagesPerSecond)
    }

    /// Whether another socket of this address may open (16 that have not said hello; carriers share addresses).
    func hasRoom(for address: NetworkAddress.Group?) -> Bool {
        (waitingForHello[address] ?? 0) < services.configuration.socketsBeforeHello
    }

    @discardableResult
    func opened(
        _ peer: PeerID, at room: RoomAddress, address: NetworkAddress.Group?, cookies: String?,
        userAgent: String
    ) -> Socket {
        let now = services.clock.steady
        let socket = Socket(
            peer, at: room, address: address, cookies: cookies,
            signIn: gate.token(inCookies: cookies)?.digest,
            userAgent: userAgent, rate: RateLimit(allowance, at: now), openedAt: now)
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
        officers[peer] = nil
        socket.lastStream = nil
        if case .fresh = socket.stage { forgetWaiting(socket.address) }
        socket.stage = .over
        socket.host?.closed(peer)
    }

    private func forgetWaiting(_ address: NetworkAddress.Group?) {
        let count = (waitingForHello[address] ?? 1) - 1
        waitingForHello[address] = count > 0 ? count : nil
    }

    func received(_ bytes: UnsafeRawBufferPointer, from socket: Socket) {
        let now = services.clock.steady
        guard socket.hears(allowance, at: now) else {
            services.sockets.close(socket.peer, .tooFast)
            return
        }
        switch socket.stage {
        case .known(let host): read(bytes, from: socket, host)
        case .fresh: readHello(bytes, from: socket)
        // Nothing is read between hello and welcome; a page that speaks too early speaks again after it.
        case .asking, .over: return
        }
    }

    // MARK: Hello

    private func readHello(_ bytes: UnsafeRawBufferPointer, from socket: Socket) {
        forgetWaiting(socket.address)
        do {
            judge(try hello(in: bytes), of: socket)
        } catch {
            turnAway(socket, error, .helloExpected)
        }
    }

    private func hello(in bytes: UnsafeRawBufferPointer) throws(Refusal) -> ClientMessage.Hello {
        guard bytes.count <= WireLimits.hello else { throw Refusal(.tooLarge) }
        let envelope = try Envelope(scanning: bytes)
        let type = String(decoding: bytes[envelope.type], as: UTF8.self)
        guard type == "hello", case .hello(let hello) = try ClientMessage(bytes, type: type) else {
            throw Refusal(.wrongState, field: "type")
        }
        return hello
    }

    private func turnAway(_ socket: Socket, _ refusal: Refusal, _ code: CloseCode) {
        socket.stage = .over
        services.sockets.send(services.refused(refusal).bytes, to: socket.peer)
        services.sockets.close(socket.peer, code)
    }

    /// Every hello comes here, the first of a socket and any later one, and is judged anew.
    private func judge(_ hello: ClientMessage.Hello, of socket: Socket) {
        socket.stage = .asking
        socket.cancelAlarm()
        if hello.session != nil { officers[socket.peer] = socket }
        Task { @LoopActor in
            do {
                let found = try await self.authority.judge(
                    hello, cookies: socket.cookies, at: socket.room)
                // It has closed, or its officer has signed out meanwhile.
                guard case .asking = socket.stage else { return }
                try self.take(found, hello, socket)
            } catch let refusal as Refusal {
                self.refuse(refusal, socket)
            } catch {
                self.services.logger.error("a hello failed", metadata: ["error": "\(error)"])
                let isNewer = (error as? StorageError)?.code == .newerRecord
                self.refuse(Refusal(isNewer ? .recordNewer : .storeFailed), socket)
            }
        }
    }

    private func refuse(_ refusal: Refusal, _ socket: Socket) {
        guard case .asking = socket.stage else { return }
        turnAway(socket, refusal, CloseCode(of: refusal))
    }

    private func take(
        _ found: HelloAuthority.Finding, _ hello: ClientMessage.Hello, _ socket: Socket
    ) throws(Refusal) {
        // A socket never changes whom it speaks for.
        guard socket.speaker == nil || socket.speaker == found.speaker else {
            throw Refusal(.notPermitted, field: "type")
        }
        let isNew = socket.speaker == nil || socket.host !== found.host
        socket.speaker = found.speaker
        socket.host = found.host
        socket.standsUntil = found.standsUntil
        socket.stage = .known(found.host)
        beatLater(socket)
        if found.standsUntil != nil { watchSignInsLater() }
        if !found.speaker.isWatching {
            found.host.hello(hello, of: found.speaker, peer: socket.peer, browser: socket.browser)
        } else if isNew {
            found.host.watch(socket.peer, page: found.speaker.page)
        }
    }

    private func helloIsLate(_ peer: PeerID) {
        guard let socket = all[peer], case .fresh = socket.stage else { return }
        services.sockets.close(peer, .helloExpected)
    }

    // MARK: Sign-ins

    /// Ends every socket that lives by this sign-in, whatever it is doing.
    func end(signIn digest: [UInt8]) {
        for socket in officers.values where socket.signIn == digest {
            turnAway(socket, Refusal(.notSignedIn), .notSignedIn)
        }
    }

    private func watchSignInsLater() {
        guard !isWatchingSignIns else { return }
        isWatchingSignIns = true
        _ = services.sockets.after(milliseconds: ConnectionTimes.signInWatch.milliseconds) {
            Task { @LoopActor in
                await self.reviewSignIns()
                self.isWatchingSignIns = false
                if !self.officers.isEmpty { self.watchSignInsLater() }
            }
        }
    }

    /// Asks again for every officer's socket whose right may have ended: its time is over, or another process has written
    /// to the store (an account disabled, a password changed).
    func reviewSignIns() async {
        let isChanged = (try? await services.store.wasChangedElsewhere()) ?? true
        let now = services.clock.now
        for socket in Array(officers.values) {
            guard let speaker = socket.speaker, let until = socket.standsUntil, isChanged || until <= now
            else {
                continue
            }
            do {
                socket.standsUntil = try await authority.review(speaker, cookies: socket.cookies)
            } catch is Refusal {
                if case .over = socket.stage { continue }
                turnAway(socket, Refusal(.notSignedIn), .notSignedIn)
            } catch {
                // The store can't say; it is asked again in the next round.
                services.logger.error("a sign-in could not be reviewed", metadata: ["error": "\(error)"])
            }
        }
    }

    // MARK: Messages

    private func read(_ bytes: UnsafeRawBufferPointer, from socket: Socket, _ host: RoomHost) {
        let peer = socket.peer
        let stream = socket.stream(in: host)
        if stream == nil, socket.isWatching { return readFromWatcher(bytes, from: socket) }
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
                judge(hello, of: socket)
            }
        } catch {
            let id = CommandID(askedIn: bytes)
            services.sockets.send(services.refused(error, id: id).bytes, to: peer)
            if bytes.count > WireLimits.message { services.sockets.close(peer, .tooBig) }
        }
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
            let refused = services.refused(Refusal(.notPermitted), id: CommandID(askedIn: bytes))
            services.sockets.send(refused.bytes, to: socket.peer)
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
        // Cancelled when the socket has gone, or says hello again.
        socket.cancelAlarm = services.sockets.after(milliseconds: ConnectionTimes.beat.milliseconds) {
            self.beat(socket)
        }
    }

    /// The page answers in its message handler, for timers sleep in hidden tabs; 25 s of silence are death.
    private func beat(_ socket: Socket) {
        guard services.clock.steady.since(socket.heardAt) < ConnectionTimes.dead else {
            services.sockets.close(socket.peer, .goingAway)
            return
        }
        services.sockets.send(Self.beatText, to: socket.peer)
        socket.awaitsBeat = true
        if case .known(let host) = socket.stage, let stream = socket.stream(in: host) {
            host.renewRelayIfDue(stream)
        }
        beatLater(socket)
    }
}
