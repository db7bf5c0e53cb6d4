import Cryptography
import Logging
import Mediation
import Storage
import Transport

/// The live rooms by session: founded, rebuilt from the journal when first asked for, forgotten when over.
@LoopActor
final class Rooms {
    let services: LiveServices
    /// New at each start of the server: replay works only within one run.
    let run = SecureRandom.identifier()
    private var hosts: [SessionID: RoomHost] = [:]
    private var loading: [SessionID: Task<RoomHost, any Error>] = [:]
    private var watch: ClockWatch

    init(services: LiveServices) {
        self.services = services
        watch = ClockWatch(services.clock)
        services.forget = { [weak self] session in self?.hosts[session] = nil }
    }

    /// Those whose rooms are in memory, by their ids.
    var sessions: [SessionID] { hosts.keys.sorted() }

    /// The live room if it is in memory.
    func live(_ session: SessionID) -> RoomHost? { hosts[session] }

    /// The room of a session, rebuilt if need be. `notFound` as a refusal when there is none, `sessionOver` after its end.
    func host(_ session: SessionID) async throws -> RoomHost {
        if let host = hosts[session] { return host }
        if let task = loading[session] { return try await task.value }
        let task = Task { @LoopActor in
            do {
                return try await self.rebuild(session)
            } catch {
                // There is none, or it is over: that is no fault.
                if !(error is Refusal) { self.services.tally.unreadable += 1 }
                throw error
            }
        }
        loading[session] = task
        defer { loading[session] = nil }
        return try await task.value
    }

    /// Rooms in memory, and seats whose page is connected.
    var standing: (live: Int, seats: Int) {
        (hosts.count, hosts.values.reduce(0) { $0 + $1.delivery.connectedSeats })
    }

    private func rebuild(_ session: SessionID) async throws -> RoomHost {
        guard let record = try await services.store.session(session) else { throw Refusal(.notFound) }
        guard record.endedAt == nil else { throw Refusal(.sessionOver) }
        // First: what another host commits while this one reads is a conflict then, and no gap.
        let revision = try await services.store.revision(ofSession: session)
        let room = try await services.codec.room(of: session, in: services.store)
        let answers = try await services.codec.answers(of: session, in: services.store)
        let host = RoomHost(
            room: room, revision: revision, run: run, services: services, answers: answers)
        hosts[session] = host
        services.tally.rebuilt += 1
        host.note(.restarted)
        // The clock was set back while the server was away: the session goes on from its last moment all the same.
        let ahead = host.now.since(services.clock.now)
        if ahead > ClockWatch.tolerance { host.note(.clockStepped(seconds: -ahead.wholeSeconds)) }
        return host
    }

    // MARK: The machine's clock

    /// Looks each second whether somebody has set the machine's clock.
    func watchClock() {
        _ = services.sockets.after(milliseconds: 1000) { [weak self] in
            self?.noteClockStep()
            self?.watchClock()
        }
    }

    /// Tells every room when the clock was set since this was last asked.
    func noteClockStep() {
        guard let moved = watch.step() else { return }
        services.logger.warning(
            "the machine's clock was set", metadata: ["seconds": "\(moved.wholeSeconds)"])
        for host in hosts.values { host.note(.clockStepped(seconds: moved.wholeSeconds)) }
    }

    /// The room of any session, live or over, as a value to read.
    func room(_ session: SessionID) async throws -> Room {
        if let host = hosts[session] { return host.room }
        return try await services.codec.room(of: session, in: services.store)
    }

    /// Rebuilds every open session at the start, so that their clocks run: some at a time, since each waits for the
    /// store most of its time.
    func restore() async throws {
        let open = try await services.store.openSessions().rows
        let atOnce = 8
        let shares = (0..<min(atOnce, open.count)).map { first in
            Task { @LoopActor in
                for index in stride(from: first, to: open.count, by: atOnce) {
                    await self.restore(open[index].id)
                }
            }
        }
        for share in shares { await share.value }
    }

    private func restore(_ session: SessionID) async {
        do {
            _ = try await host(session)
        } catch {
            services.logger.error(
                "a session could not be rebuilt",
                metadata: ["session": "\(session)", "error": "\(error)"])
        }
    }

    /// Founds a session, and keeps with it the answer to the request that asked: durable when this returns. Whoever
    /// asks for the room as soon as it is durable waits for this one, and builds no second.
    func found(_ launch: SessionLaunch, answering answer: AnsweredRequest? = nil) async throws -> RoomHost {
        let session = launch.room.founding.sessionID
        let task = Task { @LoopActor in
            var commit = launch.commit
            commit.answering = answer
            let kept = try await self.services.store.commit(commit)
            let host = RoomHost(
                room: launch.room, revision: kept.sessionRevision ?? 0, run: self.run,
                services: self.services)
            self.hosts[session] = host
            host.note(.restarted)
            return host
        }
        loading[session] = task
        defer { loading[session] = nil }
        return try await task.value
    }
}
