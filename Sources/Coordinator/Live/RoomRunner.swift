import Logging
import Mediation
import Storage
import Transport
import Wire

/// Runs what a room has caused, in order, and its clocks. What follows a commit waits until it is durable, so nobody is
/// shown what a power cut could undo. A failed commit ends the host: the next hello rebuilds the room from the journal.
///
/// It keeps no hold on its host, which hands itself over with each run.
@LoopActor
final class RoomRunner {
    private let session: SessionID
    private let services: LiveServices
    private var queue = EffectQueue()
    /// Where the session's record stands by this host's last commit. Another host of the same session moves it, and then
    /// this one's next commit is a conflict.
    private var revision: UInt64
    private var alarms: [RoomTimer: @LoopActor () -> Void] = [:]

    init(of session: SessionID, at revision: UInt64, services: LiveServices) {
        self.session = session
        self.revision = revision
        self.services = services
    }

    /// Whether what is caused now may leave at once.
    var isIdle: Bool { queue.isIdle }

    /// Whether a commit has failed: the room takes no input any more.
    var hasFailed: Bool { queue.state == .failed }

    func append(_ step: EffectQueue.Step) { queue.append(step) }
    func append(contentsOf steps: [EffectQueue.Step]) { queue.append(contentsOf: steps) }

    /// Runs all that may leave now.
    func run(for host: RoomHost) {
        while let step = queue.next() {
            if case .commit(let commit, let note) = step {
                queue.state = .committing
                Task { @LoopActor in await self.keep(commit, note, host) }
                return
            }
            run(step, for: host)
        }
    }

    private func keep(_ commit: Commit, _ note: CaseNote?, _ host: RoomHost) async {
        var commit = commit
        commit.sessionChange?.expectedRevision = revision
        do {
            let kept =
                if let note {
                    try await services.cases.keep(commit, noting: note)
                } else {
                    try await services.store.commit(commit)
                }
            revision = kept.sessionRevision ?? revision
            queue.state = .flowing
            run(for: host)
        } catch {
            fail(error, host)
        }
    }

    private func run(_ step: EffectQueue.Step, for host: RoomHost) {
        let delivery = host.delivery
        switch step {
        case .commit: break
        case .fail(let error): fail(error, host)
        case .deliver(let seat, let message): delivery.deliver(message, to: seat)
        case .relay(let seat, let sender, let epoch, let body):
            body.withUnsafeBytes {
                delivery.deliver(
                    RelayedSignal(from: sender, epoch: epoch, body: $0), to: delivery.stream(of: seat))
            }
        case .welcomeWatcher(let peer, let message), .watcher(let peer, let message):
            delivery.tellWatcher(peer, message)
        case .send(let peer, let message): services.sockets.send(message.bytes, to: peer)
        case .refuse(let peer, let refusal, let code):
            services.sockets.send(services.refused(refusal).bytes, to: peer)
            if let code { services.sockets.close(peer, code) }
        case .welcome(let peer, let seat, let hello, let view, let replays):
            host.welcome(peer, seat, hello, view, replays: replays)
        case .claim(let seat, let device, let allowed): host.settle(seat, device, allowed)
        case .grantRelay(let seat): host.grantRelay(delivery.stream(of: seat))
        case .closeSeat(let seat, let code): host.close(seat, code)
        case .setTimer(let timer, let instant): set(timer, at: instant, host)
        case .cancelTimer(let timer): alarms.removeValue(forKey: timer)?()
        case .closeRoom: closeAll(.sessionOver, host)
        case .call(let body): body(false)
        }
    }

    private func set(_ timer: RoomTimer, at instant: Instant, _ host: RoomHost) {
        alarms.removeValue(forKey: timer)?()
        let delay = max(0, instant.since(host.now).milliseconds)
        alarms[timer] = services.sockets.after(milliseconds: delay) {
            self.alarms[timer] = nil
            host.note(.timer(timer))
        }
    }

    private func closeAll(_ code: CloseCode, _ host: RoomHost) {
        host.delivery.closeAll(code)
        for peer in host.callers.peers { services.sockets.close(peer, code) }
        for cancel in alarms.values { cancel() }
        alarms = [:]
        services.forget(session)
    }

    private func fail(_ error: any Error, _ host: RoomHost) {
        services.tally.failed += 1
        services.logger.error(
            "a commit failed; the room is closed and will be rebuilt",
            metadata: ["session": "\(session)", "error": "\(error)"])
        // Who was on the way to a seat or to the lobby, or about to be turned away, waits for an answer; the others have
        // one in their close.
        var waiting = Set(host.callers.peers)
        for step in queue.fail() {
            if case .call(let body) = step { body(true) }
            if case .welcomeWatcher(let peer, _) = step { waiting.insert(peer) }
            if case .refuse(let peer, _, _) = step { waiting.insert(peer) }
        }
        for peer in waiting {
            services.sockets.send(services.refused(Refusal(.storeFailed)).bytes, to: peer)
            services.sockets.close(peer, .fault)
        }
        closeAll(.fault, host)
    }
}
