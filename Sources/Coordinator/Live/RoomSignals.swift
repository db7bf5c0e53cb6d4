import Mediation
import Transport
import Wire

/// The path of a signal: it reads the route table of its stream and changes nothing in the room, so it waits for
/// nothing but its turn. Its body is scanned for the rules and copied once.
extension RoomHost {
    /// Passes a signal on, or refuses it to its sender. A signal of another epoch is dropped without a word: its
    /// link is gone (docs/protocol.md, 2.6).
    func relay(_ envelope: Envelope, _ bytes: UnsafeRawBufferPointer, from stream: SeatStream) {
        do {
            try pass(envelope, bytes, from: stream)
        } catch {
            report(refusing: error, to: stream)
        }
    }

    private func pass(
        _ envelope: Envelope, _ bytes: UnsafeRawBufferPointer, from stream: SeatStream
    ) throws(Refusal) {
        guard envelope.otherMembers == 0 else { throw Refusal(.unknownField, field: "signal") }
        guard let to = envelope.to else { throw Refusal(.missingField, field: "to") }
        guard let epoch = envelope.epoch else { throw Refusal(.missingField, field: "epoch") }
        guard let range = envelope.body else { throw Refusal(.missingField, field: "body") }
        guard let target = SeatNumber(to), stream.routes[to].epoch != 0 else {
            throw Refusal(.notLinked, field: "to")
        }
        guard stream.routes[to].epoch == epoch else { return }
        guard let body = envelope.signal else { throw envelope.signalRefusal ?? Refusal(.malformed) }
        guard stream.budget.takeSignal(bytes: range.count, at: services.clock.steady) else {
            throw Refusal(.tooManySignals, field: "body")
        }
        try count(body, to: to, of: stream)
        if let print = body.fingerprint {
            try bind(UnsafeRawBufferPointer(rebasing: bytes[print]), of: stream)
        }
        let text = UnsafeRawBufferPointer(rebasing: bytes[range])
        if runner.isIdle {
            delivery.deliver(
                RelayedSignal(from: stream.seat, epoch: epoch, body: text), to: delivery.stream(of: target))
        } else {
            runner.append(.relay(to: target, from: stream.seat, epoch: epoch, Array(text)))
            runner.run(for: self)
        }
    }

    private func count(_ body: SignalBody, to: Int, of stream: SeatStream) throws(Refusal) {
        if body.kind == .description { stream.routes[to].candidatesOfGeneration = 0 }
        stream.routes[to].candidatesOfGeneration += body.candidateCount
        guard stream.routes[to].candidatesOfGeneration <= WireLimits.candidates else {
            throw Refusal(.tooManySignals, field: "candidates")
        }
    }

    /// The first fingerprint of a page is journaled before its description leaves; another one never leaves. It is bound whole:
    /// its grammar bounds its length.
    private func bind(_ print: UnsafeRawBufferPointer, of stream: SeatStream) throws(Refusal) {
        if stream.isBound(to: print) { return }
        guard SignalBody.isFingerprint(print) else { throw Refusal(.badField, field: "sdp") }
        let text = String(decoding: print, as: UTF8.self)
        // What is refused is journaled: the seat pays for it, so that nobody fills the journal with it.
        guard stream.budget.takeCommand(at: services.clock.steady) else {
            throw Refusal(.fingerprintChanged, field: "sdp")
        }
        let effects = try step(.fingerprint(seat: stream.seat, text))
        runner.append(contentsOf: steps(of: effects, of: nil))
        guard room.links.fingerprint(of: stream.seat) == text else {
            runner.run(for: self)
            throw Refusal(.fingerprintChanged, field: "sdp")
        }
        stream.bind(to: print)
    }

    // MARK: Relay credentials

    /// Credentials for a seat. The relay counts and logs a name that is the same for all of a person's and tells nothing of them; who gets
    /// the seat by a link made anew is somebody else (docs/operations.md, "The relay").
    func relayAccess(for stream: SeatStream) -> RelayAccess {
        stream.relayRenewedAt = services.clock.steady
        let generation = room.seat(stream.seat)?.generation ?? 0
        let holder = "\(room.founding.sessionID.text) \(stream.seat.rawValue) \(generation)"
        // The relay reads the time of day in a name that it is shown.
        return services.relayAccess(for: holder, at: services.clock.now)
    }

    func grantRelay(_ stream: SeatStream) {
        guard let peer = stream.peer, room.visible(.relay, to: stream.seat) else { return }
        services.sockets.send(ServerMessage.relay(relayAccess(for: stream)).bytes, to: peer)
    }

    /// Called with each heartbeat: renews what is about to expire.
    func renewRelayIfDue(_ stream: SeatStream) {
        guard let renewed = stream.relayRenewedAt,
            services.clock.steady.since(renewed) >= ConnectionTimes.relayRenewal
        else { return }
        grantRelay(stream)
    }
}
