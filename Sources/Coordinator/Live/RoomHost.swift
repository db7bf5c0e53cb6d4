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
    var streams = SeatStreams()
    /// Officers' pages that show the lobby without the host's seat, oldest first.
    var watchers: [(peer: PeerID, stream: SeatStream)] = []
    var queue = EffectQueue()
    /// Where the session's record stands by this host's last commit. Another host of the same session moves it, and then
    /// this one's next commit is a conflict.
    var revision: UInt64
    private var answers: AnswerBook
    var alarms: [RoomTimer: @LoopActor () -> Void] = [:]
    /// Sockets that asked for a seat and hold none yet.
    var callers = Callers()
    var hasFailed = false
    private let clock: RoomClock

    /// - Parameter revision: of the session as the room was read, or as its founding left it.
    init(
        room: Room, revision: UInt64, run: String, services: LiveServices, answers: AnswerBook = AnswerBook()
    ) {
        self.room = room
        self.revision = revision
        clock = RoomClock(services.clock, notBefore: room.changedAt)
        self.run = run
        self.services = services
        self.answers = answers
        refreshRoutes()
    }

    /// The room's own time.
    var now: Instant { clock.now }

    private var context: RoomContext {
        RoomContext(now: now, notice: services.configuration.notice) {
            Hex.encode(Digest.sha256($0))
        }
    }

    func stream(of seat: SeatNumber) -> SeatStream {
        if let stream = streams[seat] { return stream }
        let stream = newStream(of: seat)
        streams[seat] = stream
        return stream
    }

    func newStream(of seat: SeatNumber) -> SeatStream {
        let rate = services.configuration.messagesPerSecond
        return SeatStream(
            seat: seat, budget: SeatBudget(of: seat, messagesPerSecond: rate, at: services.clock.steady))
    }

    // MARK: Inputs

    /// An input without a page behind it, or whose answer is HTTP's: that is kept with what it caused, and so is what the
    /// case notes of it. Returns when it is durable.
    func handle(
        _ input: RoomInput, answering answer: AnsweredRequest? = nil, noting note: CaseNote? = nil
    ) async throws {
        let effects = try step(input)
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            queue.append(
                contentsOf: steps(of: effects, of: nil).map { $0.answering(answer, noting: note) })
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

    // MARK: Commands and reports

    /// A request: run once, however often it comes.
    func command(_ id: CommandID, _ command: RoomCommand, from stream: SeatStream, bodyDigest: [UInt8]) {
        let seat = stream.seat
        switch answers.look(up: id, of: seat, digest: bodyDigest) {
        case .reused: queue.append(.deliver(seat, .refused(Refusal(.idReused, field: "id"), id: id)))
        case .answered(let result): queue.append(.deliver(seat, .result(id, result)))
        case .new:
            do throws(Refusal) {
                guard stream.budget.takeCommand(at: services.clock.steady) else { throw Refusal(.slowDown) }
                let effects = try step(.command(seat: seat, command))
                queue.append(contentsOf: steps(of: effects, of: .command(id, seat, bodyDigest)))
            } catch {
                queue.append(.deliver(seat, .refused(error, id: id)))
            }
        }
        drain()
    }

    func report(_ input: RoomInput, from stream: SeatStream) {
        do throws(Refusal) {
            guard stream.budget.takeReport(at: services.clock.steady) else { throw Refusal(.slowDown) }
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
        case .publish(let sections): return publish(sections)
        case .draft(let section, let author): return publishDraft(section, author)
        case .answer(let answer):
            guard case .command(let id, let seat, let digest)? = cause else { return [] }
            answers.finish(id, of: seat, digest: digest, with: answer)
            return [.deliver(seat, .result(id, answer))]
        case .welcome(let seat):
            guard case .hello(let hello, let peer)? = cause else { return [] }
            let view = room.view(.all, for: seat)
            let replays = canReplay(hello, to: seat)
            if !replays { stream(of: seat).tell(all: view) }
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
        guard !watchers.isEmpty else { return steps }
        let view = room.view(sections.subtracting([.links, .minutes]), for: .bureau)
        for (peer, stream) in watchers {
            guard let news = stream.news(in: view) else { continue }
            steps.append(.watcher(peer, .update(news)))
        }
        return steps
    }

    private func publishDraft(_ section: MinutesSection, _ author: SeatNumber) -> [EffectQueue.Step] {
        let revision = room.paper.draft.revision(of: section)
        var steps: [EffectQueue.Step] = []
        for seat in room.seats where room.visible(.draft, to: seat.number) {
            guard let stream = streams[seat.number], stream.page != nil else { continue }
            stream.take(room.view(.minutes, for: seat.number))
            // The author has written it.
            guard seat.number != author else { continue }
            let text = room.minutesText(of: section, for: seat.number)
            steps.append(.deliver(seat.number, .draft(section, text: text, revision: revision)))
        }
        return steps
    }
}
