import Cryptography
import Logging
import Mediation
import Storage
import Transport

/// The live rooms by session: founded, rebuilt from the journal when first asked for, forgotten when over.
@LoopActor
final class Rooms {
    private let services: LiveServices
    /// New at each start of the server: replay works only within one run.
    let run = SecureRandom.identifier()
    private var hosts: [SessionID: RoomHost] = [:]
    private var loading: [SessionID: Task<RoomHost, any Error>] = [:]

    init(services: LiveServices) {
        self.services = services
        services.forget = { [weak self] session in self?.hosts[session] = nil }
    }

    /// The live room if it is in memory.
    func live(_ session: SessionID) -> RoomHost? { hosts[session] }

    /// The room of a session, rebuilt if need be. `notFound` as a refusal when there is none, `sessionOver` after its end.
    func host(_ session: SessionID) async throws -> RoomHost {
        if let host = hosts[session] { return host }
        if let task = loading[session] { return try await task.value }
        let task = Task { @LoopActor in try await self.rebuild(session) }
        loading[session] = task
        defer { loading[session] = nil }
        return try await task.value
    }

    private func rebuild(_ session: SessionID) async throws -> RoomHost {
        guard let record = try await services.store.session(session) else { throw Refusal(.notFound) }
        guard record.endedAt == nil else { throw Refusal(.sessionOver) }
        let host = RoomHost(
            room: try await room(session), run: run, services: services,
            answers: try services.codec.answers(try await services.store.commandResults(ofSession: session)))
        hosts[session] = host
        host.note(.restarted)
        return host
    }

    /// The room of any session, live or over, as a value to read.
    func room(_ session: SessionID) async throws -> Room {
        if let host = hosts[session] { return host.room }
        return try services.codec.room(
            events: try await services.store.events(ofSession: session),
            drafts: try await services.store.drafts(ofSession: session))
    }

    /// Rebuilds every open session at the start, so that their clocks run.
    func restore() async throws {
        for record in try await services.store.openSessions() {
            do {
                _ = try await host(record.id)
            } catch {
                services.logger.error(
                    "a session could not be rebuilt",
                    metadata: ["session": "\(record.id)", "error": "\(error)"])
            }
        }
    }

    /// Founds a session: durable when this returns.
    func found(_ launch: SessionLaunch) async throws -> RoomHost {
        try await services.store.commit(launch.commit)
        let host = RoomHost(room: launch.room, run: run, services: services, answers: AnswerBook())
        hosts[launch.room.founding.sessionID] = host
        host.note(.restarted)
        return host
    }
}
