import Cryptography
import Mediation
import Storage
import Transport
import Wire

/// Keeps one room alive: feeds it inputs and makes steps of its effects, which the runner runs in order. How pages take a seat
/// stands in RoomGreeting.swift, the path of a signal in RoomSignals.swift; what pages are told is the delivery's.
@LoopActor
final class RoomHost {
    private(set) var room: Room
    /// Without a copy of the room.
    var phase: Room.Phase { room.phase }
    let run: String
    let services: LiveServices
    let delivery: RoomDelivery
    let runner: RoomRunner
    private var answers: AnswerBook
    /// Sockets that asked for a seat and hold none yet.
    var callers = Callers()
    private let clock: RoomClock

    /// - Parameter revision: of the session as the room was read, or as its founding left it.
    init(
        room: Room, revision: UInt64, run: String, services: LiveServices, answers: AnswerBook = AnswerBook()
    ) {
        self.room = room
        clock = RoomClock(services.clock, notBefore: room.changedAt)
        self.run = run
        self.services = services
        self.answers = answers
        delivery = RoomDelivery(of: room.founding.sessionID, services: services)
        runner = RoomRunner(of: room.founding.sessionID, at: revision, services: services)
        delivery.refreshRoutes(of: room)
    }

    /// The room's own time.
    var now: Instant { clock.now }

    private var context: RoomContext {
        RoomContext(now: now, notice: services.configuration.notice) {
            Hex.encode(Digest.sha256($0))
        }
    }

    // MARK: Inputs

    /// An input without a page behind it, or whose answer is HTTP's: that is kept with what it caused, and so is what the
    /// case notes of it. Returns when it is durable.
    func handle(
        _ input: RoomInput, answering answer: AnsweredRequest? = nil, noting note: CaseNote? = nil
    ) async throws {
        let effects = try step(input)
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            runner.append(
                contentsOf: steps(of: effects, of: nil).map { $0.answering(answer, noting: note) })
            runner.append(
                .call { failed in
                    if failed { done.resume(throwing: Refusal(.storeFailed)) } else { done.resume() }
                })
            runner.run(for: self)
        }
    }

    /// An input of the server's own: a clock, a lost socket.
    func note(_ input: RoomInput) {
        guard let effects = try? step(input) else { return }
        runner.append(contentsOf: steps(of: effects, of: nil))
        runner.run(for: self)
    }

    func step(_ input: RoomInput) throws(Refusal) -> [RoomEffect] {
        guard !runner.hasFailed else { throw Refusal(.storeFailed) }
        let links: Links? = if case .statistics = input { room.links } else { nil }
        let effects = try room.handle(input, in: context)
        services.tally.count(effects)
        if let links { services.tally.countLinks(links, room.links) }
        delivery.refreshRoutes(of: room)
        return effects
    }

    // MARK: Commands and reports

    /// A request: run once, however often it comes.
    func command(_ id: CommandID, _ command: RoomCommand, from stream: SeatStream, bodyDigest: [UInt8]) {
        let seat = stream.seat
        switch answers.look(up: id, of: seat, digest: bodyDigest) {
        case .reused: runner.append(.deliver(seat, services.refused(Refusal(.idReused, field: "id"), id: id)))
        case .answered(let result): runner.append(.deliver(seat, .result(id, result)))
        case .new:
            do throws(Refusal) {
                guard stream.budget.takeCommand(at: services.clock.steady) else { throw Refusal(.slowDown) }
                let effects = try step(.command(seat: seat, command))
                runner.append(contentsOf: steps(of: effects, of: .command(id, seat, bodyDigest)))
            } catch {
                runner.append(.deliver(seat, services.refused(error, id: id)))
            }
        }
        runner.run(for: self)
    }

    func report(_ input: RoomInput, from stream: SeatStream) {
        do throws(Refusal) {
            guard stream.budget.takeReport(at: services.clock.steady) else { throw Refusal(.slowDown) }
            let effects = try step(input)
            runner.append(contentsOf: steps(of: effects, of: nil))
        } catch {
            report(refusing: error, to: stream)
        }
        runner.run(for: self)
    }

    /// Tells a page that its report is refused, in its turn.
    func report(refusing refusal: Refusal, to stream: SeatStream) {
        runner.append(.deliver(stream.seat, services.refused(refusal)))
        runner.run(for: self)
    }

    // MARK: Effects into steps

    enum Cause {
        case hello(ClientMessage.Hello, PeerID)
        case command(CommandID, SeatNumber, [UInt8])
    }

    /// All commits of one input are one transaction, before everything else that it caused.
    func steps(of effects: [RoomEffect], of cause: Cause?) -> [EffectQueue.Step] {
        var steps: [EffectQueue.Step] = []
        let change = services.codec.change(in: effects)
        var result: CommandResult?
        for case .answer(let answer) in effects { result = answer }
        var asked: RoomCodec.Asked?
        if case .command(let id, let seat, let digest)? = cause {
            asked = RoomCodec.Asked(id: id, seat: seat, digest: digest)
        }
        do {
            if let commit = try services.codec.commit(change, of: room, result: result, to: asked, at: now) {
                steps.append(.commit(commit, services.codec.ending(in: change)))
            }
        } catch {
            return [.fail(error)]
        }
        for effect in effects { steps += self.steps(of: effect, cause, result) }
        return steps
    }

    private func steps(of effect: RoomEffect, _ cause: Cause?, _ result: CommandResult?) -> [EffectQueue.Step]
    {
        switch effect {
        case .commit: return []
        case .publish(let sections): return delivery.news(of: sections, in: room)
        case .draft(let section, let author): return delivery.draft(section, by: author, in: room)
        case .answer(let answer):
            guard case .command(let id, let seat, let digest)? = cause else { return [] }
            answers.finish(id, of: seat, digest: digest, with: answer)
            return [.deliver(seat, .result(id, answer))]
        case .welcome(let seat):
            guard case .hello(let hello, let peer)? = cause else { return [] }
            let view = room.view(.all, for: seat)
            let replays = canReplay(hello, to: seat)
            if !replays { delivery.stream(of: seat).tell(all: view) }
            delivery.stream(of: seat).promiseWelcome()
            return [.welcome(peer, seat, hello, view, replays: replays)]
        case .pending:
            guard case .hello(_, let peer)? = cause else { return [] }
            return [.send(peer, .pending)]
        case .claimDecided(let seat, let device, let allowed): return [.claim(seat, device, allowed)]
        case .grantRelay(let seat): return [.grantRelay(seat)]
        case .close(let seat, let reason): return [.closeSeat(seat, reason.code)]
        case .setTimer(let timer, let instant): return [.setTimer(timer, instant)]
        case .cancelTimer(let timer): return [.cancelTimer(timer)]
        case .closeRoom: return [.closeRoom]
        }
    }

    private func canReplay(_ hello: ClientMessage.Hello, to seat: SeatNumber) -> Bool {
        let stream = delivery.stream(of: seat)
        return hello.run == run && stream.page == hello.page && stream.canReplay(after: hello.sequence)
    }
}
