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

    /// Sockets that are open.
    var count: Int { all.count }

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
        if case .fresh = socket.stage { forgetWaiting(socket.address) }
        let host = socket.host
        socket.stage = .over(nil)
        host?.closed(peer)
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
        case .known(let standing): read(bytes, from: socket, standing)
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
        socket.stage = .over(socket.host)
        services.sockets.send(services.refused(refusal).bytes, to: socket.peer)
        services.sockets.close(socket.peer, code)
    }

    /// Every hello comes here, the first of a socket and any later one, and is judged anew.
    private func judge(_ hello: ClientMessage.Hello, of socket: Socket) {
        socket.stage = .asking(socket.standing)
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
        let before = socket.standing
        // A socket never changes whom it speaks for.
        guard before == nil || before?.speaker == found.speaker else {
            throw Refusal(.notPermitted, field: "type")
        }
        let isNew = before?.host !== found.host
        socket.stage = .known(Standing(found))
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
            guard let standing = socket.standing, let until = standing.until, isChanged || until <= now
            else {
                continue
            }
            do {
                standing.until = try await authority.review(standing.speaker, cookies: socket.cookies)
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

    private func read(_ bytes: UnsafeRawBufferPointer, from socket: Socket, _ standing: Standing) {
        let peer = socket.peer
        let host = standing.host
        let stream = standing.stream(of: peer)
        if stream == nil, standing.speaker.isWatching { return readFromWatcher(bytes, from: socket) }
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
        if case .known(let standing) = socket.stage, let stream = standing.stream(of: socket.peer) {
            standing.host.renewRelayIfDue(stream)
        }
        beatLater(socket)
    }
}
