import Mediation
import Transport
import Wire

/// Sockets that ask for a seat, get it, wait for an answer, and go. Who they are has been judged before
/// (`HelloAuthority`); whether the link still opens the seat is judged here once more, by the room, in the step that
/// gives the seat.
extension RoomHost {
    /// A page asks for a seat. Answers by `welcome`, `pending` or a refusal, in the room's order.
    func hello(
        _ hello: ClientMessage.Hello, of speaker: Speaker, peer: PeerID, browser: String,
        approved: Bool = false
    ) {
        if case .officer? = callers[peer]?.wait, !approved {
            runner.append(.refuse(peer, Refusal(.waitingForOfficer), closing: nil))
            return runner.run(for: self)
        }
        let input = RoomHello(
            seat: speaker.seat, generation: speaker.generation, page: speaker.page, device: speaker.device,
            browser: browser, takeOver: hello.takeOver, approved: approved, holds: hello.links.map(\.peer))
        do throws(Refusal) {
            guard delivery.stream(of: speaker.seat).budget.takeHello(at: services.clock.steady) else {
                throw Refusal(.slowDown)
            }
            let effects = try step(.hello(input))
            let isPending = effects.contains(.pending)
            callers.put(
                peer, speaker, waitingFor: isPending ? .officer(hello, browser: browser) : .arrival)
            runner.append(contentsOf: steps(of: effects, of: .hello(hello, peer)))
        } catch {
            refuse(error, to: peer, speaker)
        }
        runner.run(for: self)
    }

    private func refuse(_ refusal: Refusal, to peer: PeerID, _ speaker: Speaker) {
        guard refusal.code == .openElsewhereHere || refusal.code == .openOnOtherDevice else {
            callers.remove(peer)
            return runner.append(.refuse(peer, refusal, closing: CloseCode(of: refusal)))
        }
        callers.put(peer, speaker, waitingFor: .person)
        runner.append(.refuse(peer, refusal, closing: nil))
        guard let oldest = callers.oldestQuestion(beyondLimitOf: speaker.seat) else { return }
        callers.remove(oldest.peer)
        services.sockets.close(oldest.peer, .takenOver)
    }

    /// An officer's page that shows the lobby without taking the host's seat.
    func watch(_ peer: PeerID, page: PageID) {
        if runner.hasFailed || room.phase == .ended {
            let refusal = Refusal(runner.hasFailed ? .storeFailed : .sessionOver)
            runner.append(.refuse(peer, refusal, closing: CloseCode(of: refusal)))
            return runner.run(for: self)
        }
        let view = room.view(.all, for: .bureau)
        delivery.watch(peer, page: page, told: view)
        let welcome = welcomeMessage(for: .bureau, isReplay: false, relay: nil, state: view)
        runner.append(.welcomeWatcher(peer, welcome))
        runner.run(for: self)
    }

    /// The socket is gone.
    func closed(_ peer: PeerID) {
        delivery.removeWatcher(peer)
        if let caller = callers.remove(peer), case .officer = caller.wait {
            note(.claimWithdrawn(seat: caller.speaker.seat, device: caller.speaker.device))
        }
        if let stream = delivery.stream(heldBy: peer) {
            stream.detach()
            if let page = stream.page { note(.disconnected(seat: stream.seat, page: page)) }
        }
    }

    /// The seat whose stream this socket holds now.
    func seat(of peer: PeerID) -> SeatStream? { delivery.stream(heldBy: peer) }

    func welcome(
        _ peer: PeerID, _ seat: SeatNumber, _ hello: ClientMessage.Hello, _ view: RoomView, replays: Bool
    ) {
        let stream = delivery.stream(of: seat)
        stream.keepPromise()
        guard callers.remove(peer) != nil else { return missed(hello.page, stream) }
        if let older = stream.peer, older != peer { services.sockets.close(older, .done) }
        let replays = replays && stream.canReplay(after: hello.sequence)
        stream.attach(peer, page: hello.page)
        let relay = room.visible(.relay, to: seat) ? relayAccess(for: stream) : nil
        let message = welcomeMessage(
            for: seat, isReplay: replays, relay: relay, state: replays ? nil : view)
        guard delivery.isTellable(message, to: peer) else { return }
        if replays {
            services.sockets.send(message.bytes, to: peer)
            stream.replay(after: hello.sequence) { services.sockets.send($0, to: peer) }
        } else {
            services.sockets.send(stream.number(message), to: peer)
        }
    }

    /// The socket went, or was shown out, while its arrival was being kept: nobody holds the seat that it was given.
    private func missed(_ page: PageID, _ stream: SeatStream) {
        guard stream.peer == nil else { return }
        note(.disconnected(seat: stream.seat, page: page))
    }

    func welcomeMessage(
        for seat: SeatNumber, isReplay: Bool, relay: RelayAccess?, state: RoomView?
    ) -> ServerMessage {
        .welcome(
            Welcome(
                run: run, seat: seat, isReplay: isReplay, now: now,
                build: services.configuration.build, notice: services.configuration.notice,
                grace: seat == .bureau ? RoomLimits.bureauGrace : RoomLimits.partyGrace, relay: relay,
                state: state))
    }

    /// The officer has decided about a device.
    func settle(_ seat: SeatNumber, _ device: DeviceID, _ allowed: Bool) {
        for caller in callers.waiting(for: seat, on: device) {
            guard allowed, case .officer(let hello, let browser) = caller.wait else {
                callers.remove(caller.peer)
                services.sockets.send(services.refused(Refusal(.notPermitted)).bytes, to: caller.peer)
                services.sockets.close(caller.peer, .notSignedIn)
                continue
            }
            self.hello(hello, of: caller.speaker, peer: caller.peer, browser: browser, approved: true)
        }
    }

    /// Shows the seat's page the door: the one that holds it when this step is reached, whichever that was when the
    /// room decided. Who is shown out for good takes along whoever asks for the seat by the same link.
    func close(_ seat: SeatNumber, _ code: CloseCode) {
        let stream = delivery.stream(of: seat)
        if let peer = stream.peer {
            services.sockets.close(peer, code)
            stream.forget()
        }
        guard code == .removed else { return }
        for caller in callers.removeAll(of: seat) { services.sockets.close(caller.peer, code) }
    }
}
