import Logging
import Mediation
import Storage
import Transport
import Wire

/// The runner of a room's effects: one queue, in order; what follows a commit waits until it is durable.
extension RoomHost {
    func drain() {
        while let step = queue.next() {
            if case .commit(let commit, let note) = step {
                queue.isBlocked = true
                Task { @LoopActor in await self.keep(commit, note) }
                return
            }
            run(step)
        }
    }

    private func keep(_ commit: Commit, _ note: CaseNote?) async {
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
            queue.isBlocked = false
            drain()
        } catch {
            fail(error)
        }
    }

    private func run(_ step: EffectQueue.Step) {
        switch step {
        case .commit: break
        case .fail(let error): fail(error)
        case .deliver(let seat, let message): deliver(message, to: stream(of: seat))
        case .relay(let seat, let sender, let epoch, let body):
            body.withUnsafeBytes {
                deliver(RelayedSignal(from: sender, epoch: epoch, body: $0), to: stream(of: seat))
            }
        case .welcomeWatcher(let peer, let message), .watcher(let peer, let message):
            if let stream = watchers.first(where: { $0.peer == peer })?.stream, isTellable(message, to: peer)
            {
                services.sockets.send(stream.number(message), to: peer)
            }
        case .send(let peer, let message): services.sockets.send(message.bytes, to: peer)
        case .refuse(let peer, let refusal, let code):
            services.sockets.send(ServerMessage.refused(refusal).bytes, to: peer)
            if let code { services.sockets.close(peer, code) }
        case .welcome(let peer, let seat, let hello, let view, let replays):
            welcome(peer, seat, hello, view, replays: replays)
        case .claim(let seat, let device, let allowed): settle(seat, device, allowed)
        case .grantRelay(let seat): grantRelay(stream(of: seat))
        case .closeSeat(let seat, let code): close(seat, code)
        case .setTimer(let timer, let instant): set(timer, at: instant)
        case .cancelTimer(let timer): alarms.removeValue(forKey: timer)?()
        case .closeRoom: closeAll(.sessionOver)
        case .call(let body): body(false)
        }
    }

    /// A page that can't be told what has changed would show what isn't so: it is told of a fault, and let go.
    func isTellable(_ message: ServerMessage, to peer: PeerID?) -> Bool {
        guard let failure = message.failure else { return true }
        services.logger.error(
            "a message failed",
            metadata: ["session": "\(room.founding.sessionID)", "error": "\(failure)"])
        if let peer {
            services.sockets.send(message.bytes, to: peer)
            services.sockets.close(peer, .fault)
        }
        return false
    }

    private func deliver(_ message: ServerMessage, to stream: SeatStream) {
        guard isTellable(message, to: stream.peer) else { return }
        let numbered = message.isSequenced ? stream.number(message) : nil
        guard let peer = stream.peer else { return }
        if let numbered {
            services.sockets.send(numbered, to: peer)
        } else {
            services.sockets.send(message.bytes, to: peer)
        }
    }

    private func set(_ timer: RoomTimer, at instant: Instant) {
        alarms.removeValue(forKey: timer)?()
        let delay = max(0, instant.since(now).milliseconds)
        alarms[timer] = services.sockets.after(milliseconds: delay) {
            self.alarms[timer] = nil
            self.note(.timer(timer))
        }
    }

    private func closeAll(_ code: CloseCode) {
        for stream in streams.all { if let peer = stream.peer { services.sockets.close(peer, code) } }
        for (peer, _) in watchers { services.sockets.close(peer, code) }
        for peer in callers.peers { services.sockets.close(peer, code) }
        for cancel in alarms.values { cancel() }
        alarms = [:]
        services.forget(room.founding.sessionID)
    }

    private func fail(_ error: any Error) {
        hasFailed = true
        services.logger.error(
            "a commit failed; the room is closed and will be rebuilt",
            metadata: ["session": "\(room.founding.sessionID)", "error": "\(error)"])
        // Who was on the way to a seat or to the lobby, or about to be turned away, waits for an answer; the others have
        // one in their close.
        var waiting = Set(callers.peers)
        for step in queue.removeAll() {
            if case .call(let body) = step { body(true) }
            if case .welcomeWatcher(let peer, _) = step { waiting.insert(peer) }
            if case .refuse(let peer, _, _) = step { waiting.insert(peer) }
        }
        // Who comes too late is refused at once, not behind a commit that will never end.
        queue.isBlocked = false
        let refusal = ServerMessage.refused(Refusal(.storeFailed)).bytes
        for peer in waiting {
            services.sockets.send(refusal, to: peer)
            services.sockets.close(peer, .fault)
        }
        closeAll(.fault)
    }
}
