import Cryptography
import Logging
import Mediation
import Storage
import Transport
import Wire

/// Keeps one room alive: feeds it inputs, runs its effects in order, and owns the streams to its pages. Everything
/// that a room causes stands in one queue; what follows a commit waits until it is durable, so nobody is shown what
/// a power cut could undo. A failed commit ends this host; the next hello rebuilds the room from the journal.
@LoopActor
final class RoomHost {
    private(set) var room: Room
    let run: String
    let services: LiveServices
    private var streams = SeatStreams()
    private var watchers: [PeerID: SeatStream] = [:]
    var queue = EffectQueue()
    private var answers: AnswerBook
    private var alarms: [RoomTimer: @LoopActor () -> Void] = [:]
    /// Sockets of other devices that wait for the officer's answer.
    private var petitioners: [PeerID: PendingHello] = [:]
    private var hasFailed = false

    struct PendingHello {
        let hello: ClientMessage.Hello
        let seat: SeatNumber
        let browser: String
    }

    init(room: Room, run: String, services: LiveServices, answers: AnswerBook) {
        self.room = room
        self.run = run
        self.services = services
        self.answers = answers
        refreshRoutes()
    }

    private var context: RoomContext {
        RoomContext(now: services.clock.now, notice: services.configuration.notice) {
            Hex.encode(Digest.sha256($0))
        }
    }

    func stream(of seat: SeatNumber) -> SeatStream {
        if let stream = streams[seat] { return stream }
        let stream = SeatStream(seat: seat)
        streams[seat] = stream
        return stream
    }

    // MARK: Inputs

    /// An input without a page behind it, or whose answer is HTTP's. Returns when it is durable.
    func handle(_ input: RoomInput) async throws {
        let effects = try step(input)
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            queue.append(contentsOf: steps(of: effects, of: nil))
            queue.append(
                .call { failed in
                    if failed { done.resume(throwing: Refusal(.storeFailed)) } else { done.resume() }
                })
            drain()
        }
    }

    /// An input of the server's own: a clock, a lost socket.
    func note(_ input: RoomInput) {
        guard let effects = try? step(input) else { return }
        queue.append(contentsOf: steps(of: effects, of: nil))
        drain()
    }

    func step(_ input: RoomInput) throws(Refusal) -> [RoomEffect] {
        guard !hasFailed else { throw Refusal(.storeFailed) }
        let effects = try room.handle(input, in: context)
        refreshRoutes()
        return effects
    }

    // MARK: Hello

    /// A page asks for a seat. Answers by `welcome`, `pending` or a refusal, in the room's order.
    func hello(
        _ hello: ClientMessage.Hello, seat: SeatNumber, peer: PeerID, browser: String, approved: Bool = false
    ) {
        let input = RoomHello(
            seat: seat, page: hello.page, device: hello.device, browser: browser, takeOver: hello.takeOver,
            approved: approved, holds: hello.links.map(\.peer))
        do {
            let effects = try step(.hello(input))
            let isPending = effects.contains(.pending)
            if isPending { petitioners[peer] = PendingHello(hello: hello, seat: seat, browser: browser) }
            queue.append(contentsOf: steps(of: effects, of: .hello(hello, peer, seat)))
        } catch {
            let isQuestion = error.code == .openElsewhereHere || error.code == .openOnOtherDevice
            let code: CloseCode =
                switch error.code {
                case .sessionOver: .sessionOver
                case .removedFromSession, .linkRevoked: .removed
                default: .notSignedIn
                }
            queue.append(.refuse(peer, error, closing: isQuestion ? nil : code))
        }
        drain()
    }

    /// An officer's page that shows the lobby without taking the host's seat.
    func watch(_ peer: PeerID, page: PageID) {
        let stream = SeatStream(seat: .bureau)
        stream.attach(peer, page: page)
        watchers[peer] = stream
        let welcome = welcomeMessage(
            for: .bureau, isReplay: false, relay: nil, state: room.view(.all, for: .bureau))
        queue.append(.watcher(peer, welcome))
        drain()
    }

    /// The socket is gone.
    func closed(_ peer: PeerID) {
        watchers[peer] = nil
        if let waiting = petitioners.removeValue(forKey: peer) {
            note(.claimWithdrawn(seat: waiting.seat, device: waiting.hello.device))
        }
        if let stream = streams.held(by: peer) {
            stream.detach()
            if let page = stream.page { note(.disconnected(seat: stream.seat, page: page)) }
        }
    }

    /// The seat whose stream this socket holds now.
    func seat(of peer: PeerID) -> SeatStream? { streams.held(by: peer) }

    // MARK: Commands and reports

    /// A request: run once, however often it comes.
    func command(_ id: CommandID, _ command: RoomCommand, from stream: SeatStream, bodyDigest: [UInt8]) {
        let seat = stream.seat
        switch answers.look(up: id, of: seat, digest: bodyDigest) {
        case .reused: queue.append(.deliver(seat, .refused(Refusal(.idReused, field: "id"), id: id)))
        case .answered(let result): queue.append(.deliver(seat, .result(id, result)))
        case .new:
            do {
                let effects = try step(.command(seat: seat, command))
                queue.append(contentsOf: steps(of: effects, of: .command(id, seat, bodyDigest)))
            } catch {
                queue.append(.deliver(seat, .refused(error, id: id)))
            }
        }
        drain()
    }

    func report(_ input: RoomInput, from stream: SeatStream) {
        do {
            let effects = try step(input)
            queue.append(contentsOf: steps(of: effects, of: nil))
        } catch {
            report(refusing: error, to: stream)
        }
        drain()
    }

    /// Tells a page that its report is refused, in its turn.
    func report(refusing refusal: Refusal, to stream: SeatStream) {
        queue.append(.deliver(stream.seat, .refused(refusal)))
        drain()
    }

    // MARK: Effects into steps

    enum Cause {
        case hello(ClientMessage.Hello, PeerID, SeatNumber)
        case command(CommandID, SeatNumber, [UInt8])
    }

    /// All commits of one input are one transaction, before everything else that it caused.
    func steps(of effects: [RoomEffect], of cause: Cause?) -> [EffectQueue.Step] {
        var steps: [EffectQueue.Step] = []
        var change = RoomChange(events: [])
        var result: CommandResult?
        for effect in effects {
            if case .commit(let part) = effect {
                change.events += part.events
                change.drafts += part.drafts
                change.minutes = part.minutes ?? change.minutes
                change.hasNote = change.hasNote || part.hasNote
            }
            if case .answer(let answer) = effect { result = answer }
        }
        if !change.events.isEmpty || !change.drafts.isEmpty || change.hasNote {
            var commit = services.codec.commit(change, of: room, at: services.clock.now)
            if case .command(let id, let seat, let digest)? = cause, let result {
                commit.commandResult = services.codec.record(result, id: id, seat: seat, digest: digest)
            }
            steps.append(.commit(commit, services.codec.ending(in: change)))
        }
        for effect in effects { steps += self.steps(of: effect, cause, result) }
        return steps
    }

    private func steps(of effect: RoomEffect, _ cause: Cause?, _ result: CommandResult?) -> [EffectQueue.Step]
    {
        switch effect {
        case .commit: return []
        case .publish(let sections): return publish(sections)
        case .draft(let section, let author): return publishDraft(section, author)
        case .answer(let answer):
            guard case .command(let id, let seat, let digest)? = cause else { return [] }
            answers.finish(id, of: seat, digest: digest, with: answer)
            return [.deliver(seat, .result(id, answer))]
        case .welcome(let seat):
            guard case .hello(let hello, let peer, _)? = cause else { return [] }
            let view = room.view(.all, for: seat)
            let replays = canReplay(hello, to: seat)
            if !replays { stream(of: seat).tell(all: view) }
            return [.welcome(peer, seat, hello, view, replays: replays)]
        case .pending:
            guard case .hello(_, let peer, _)? = cause else { return [] }
            return [.send(peer, .pending)]
        case .claimDecided(let seat, let device, let allowed): return [.claim(seat, device, allowed)]
        case .grantRelay(let seat): return [.grantRelay(seat)]
        case .close(let seat, let reason): return [.closeSeat(seat, stream(of: seat).peer, reason.code)]
        case .setTimer(let timer, let instant): return [.setTimer(timer, instant)]
        case .cancelTimer(let timer): return [.cancelTimer(timer)]
        case .closeRoom: return [.closeRoom]
        }
    }

    private func canReplay(_ hello: ClientMessage.Hello, to seat: SeatNumber) -> Bool {
        let stream = stream(of: seat)
        return hello.run == run && stream.page == hello.page && stream.canReplay(after: hello.sequence)
    }

    private func publish(_ sections: RoomSections) -> [EffectQueue.Step] {
        var steps: [EffectQueue.Step] = []
        // Also to whom the network has lost: what a page missed is what its replay brings.
        for seat in room.seats {
            guard let stream = streams[seat.number], stream.page != nil else { continue }
            guard let news = stream.news(in: room.view(sections, for: seat.number)) else { continue }
            steps.append(.deliver(seat.number, .update(news)))
        }
        if !watchers.isEmpty {
            let view = room.view(sections.subtracting([.links, .minutes]), for: .bureau)
            steps.append(.watchers(.update(view)))
        }
        return steps
    }

    private func publishDraft(_ section: MinutesSection, _ author: SeatNumber) -> [EffectQueue.Step] {
        let revision = room.minutes.revision(of: section)
        return room.seats.filter {
            $0.number != author && room.visible(.draft, to: $0.number) && streams[$0.number]?.page != nil
        }
        .map {
            let text = room.minutesText(of: section, for: $0.number)
            return .deliver($0.number, .draft(section, text: text, revision: revision))
        }
    }

    // MARK: Running the queue

    func drain() {
        while let step = queue.next() {
            if case .commit(let commit, let ending) = step {
                queue.isBlocked = true
                Task { @LoopActor in await self.keep(commit, ending) }
                return
            }
            run(step)
        }
    }

    private func keep(_ commit: RoomCommit, _ ending: SessionEnding?) async {
        do {
            if let ending {
                try await services.cases.keep(commit, ending: ending)
            } else {
                try await services.store.commit(commit)
            }
            queue.isBlocked = false
            drain()
        } catch {
            fail(error)
        }
    }

    private func run(_ step: EffectQueue.Step) {
        switch step {
        case .commit: break
        case .deliver(let seat, let message): deliver(message, to: stream(of: seat))
        case .relay(let seat, let sender, let epoch, let body):
            body.withUnsafeBytes {
                deliver(RelayedSignal(from: sender, epoch: epoch, body: $0), to: stream(of: seat))
            }
        case .watchers(let message):
            for (peer, stream) in watchers { services.sockets.send(stream.number(message), to: peer) }
        case .watcher(let peer, let message):
            if let stream = watchers[peer] { services.sockets.send(stream.number(message), to: peer) }
        case .send(let peer, let message): services.sockets.send(message.bytes, to: peer)
        case .refuse(let peer, let refusal, let code):
            services.sockets.send(ServerMessage.refused(refusal).bytes, to: peer)
            if let code { services.sockets.close(peer, code) }
        case .welcome(let peer, let seat, let hello, let view, let replays):
            welcome(peer, seat, hello, view, replays: replays)
        case .claim(let seat, let device, let allowed): settle(seat, device, allowed)
        case .grantRelay(let seat): grantRelay(stream(of: seat))
        case .closeSeat(let seat, let peer, let code):
            guard let peer else { return }
            services.sockets.close(peer, code)
            if stream(of: seat).peer == peer { stream(of: seat).forget() }
        case .setTimer(let timer, let instant): set(timer, at: instant)
        case .cancelTimer(let timer): alarms.removeValue(forKey: timer)?()
        case .closeRoom: closeAll(.sessionOver)
        case .call(let body): body(false)
        }
    }

    private func deliver(_ message: ServerMessage, to stream: SeatStream) {
        let numbered = message.isSequenced ? stream.number(message) : nil
        guard let peer = stream.peer else { return }
        if let numbered {
            services.sockets.send(numbered, to: peer)
        } else {
            services.sockets.send(message.bytes, to: peer)
        }
    }

    private func welcome(
        _ peer: PeerID, _ seat: SeatNumber, _ hello: ClientMessage.Hello, _ view: RoomView, replays: Bool
    ) {
        let stream = stream(of: seat)
        if let older = stream.peer, older != peer { services.sockets.close(older, .done) }
        let replays = replays && stream.canReplay(after: hello.sequence)
        stream.attach(peer, page: hello.page)
        if hello.watch { return }
        let relay = room.seat(seat).flatMap {
            $0.consentedAt != nil || seat == .bureau ? relayAccess(for: stream) : nil
        }
        let message = welcomeMessage(
            for: seat, isReplay: replays, relay: relay, state: replays ? nil : view)
        if replays {
            services.sockets.send(message.bytes, to: peer)
            stream.replay(after: hello.sequence) { services.sockets.send($0, to: peer) }
        } else {
            services.sockets.send(stream.number(message), to: peer)
        }
    }

    private func welcomeMessage(
        for seat: SeatNumber, isReplay: Bool, relay: RelayAccess?, state: RoomView?
    ) -> ServerMessage {
        .welcome(
            Welcome(
                run: run, seat: seat, isReplay: isReplay, now: services.clock.now,
                build: services.configuration.build, notice: services.configuration.notice,
                grace: seat == .bureau ? RoomLimits.bureauGrace : RoomLimits.partyGrace, relay: relay,
                state: state))
    }

    private func settle(_ seat: SeatNumber, _ device: DeviceID, _ allowed: Bool) {
        for (peer, waiting) in petitioners where waiting.seat == seat && waiting.hello.device == device {
            petitioners[peer] = nil
            guard allowed else {
                services.sockets.send(ServerMessage.refused(Refusal(.notPermitted)).bytes, to: peer)
                services.sockets.close(peer, .notSignedIn)
                continue
            }
            hello(waiting.hello, seat: seat, peer: peer, browser: waiting.browser, approved: true)
        }
    }

    private func set(_ timer: RoomTimer, at instant: Instant) {
        alarms.removeValue(forKey: timer)?()
        let delay = max(0, instant.since(services.clock.now).milliseconds)
        alarms[timer] = services.sockets.after(milliseconds: delay) {
            self.alarms[timer] = nil
            self.note(.timer(timer))
        }
    }

    private func closeAll(_ code: CloseCode) {
        for stream in streams.all { if let peer = stream.peer { services.sockets.close(peer, code) } }
        for peer in watchers.keys { services.sockets.close(peer, code) }
        for peer in petitioners.keys { services.sockets.close(peer, code) }
        for cancel in alarms.values { cancel() }
        alarms = [:]
        services.forget(room.founding.sessionID)
    }

    private func fail(_ error: any Error) {
        hasFailed = true
        services.logger.error(
            "a commit failed; the room is closed and will be rebuilt",
            metadata: ["session": "\(room.founding.sessionID)", "error": "\(error)"])
        for step in queue.removeAll() { if case .call(let body) = step { body(true) } }
        closeAll(.fault)
    }
}
