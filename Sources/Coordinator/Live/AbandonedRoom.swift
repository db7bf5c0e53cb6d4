import Logging
import Mediation
import Records
import Storage
import Transport

extension Rooms {
    /// Whether the session was ended just now because its room can't be rebuilt, at the wish of the officer who has the
    /// case and launches anew.
    func endIfLost(_ session: LinkedSession, of file: CaseFile, by account: Account) async throws -> Bool {
        do {
            _ = try await host(session.id)
            return false
        } catch let error as StorageError where error.code == .corrupt {
            guard Authority.owns(account, file) else { throw error }
            try await abandon(session, of: file.id, by: account.id)
            return true
        }
    }

    /// Ends a session whose journal has a gap: its room can't be rebuilt, for what is missing may be a wall, and its case
    /// would never have another. What can still be read of it stays as it is; the end is one more entry.
    private func abandon(_ session: LinkedSession, of caseID: CaseID, by host: AccountID) async throws {
        let now = services.clock.now
        // Its own row may be the damaged one: what the case knows of it makes it good.
        let known = try? await services.store.session(session.id)
        let record = SessionRecord(
            id: session.id, caseID: caseID, number: session.number, status: Room.Phase.ended.word,
            hostID: known?.hostID ?? host, createdAt: session.createdAt, startedAt: known?.startedAt,
            endedAt: now)
        let event = RoomEvent.table(.ended(reason: .other, note: "", by: nil))
        let commit = Commit(
            caseID: caseID, at: now,
            sessionChange: SessionChange(
                id: session.id, expectedRevision: try await services.store.revision(ofSession: session.id),
                events: [try services.codec.entry(event)],
                summary: record))
        _ = try await services.cases.keep(commit, noting: .ended(.other, nil))
        services.logger.error(
            "a session whose journal can't be read was ended for another",
            metadata: ["session": "\(session.id)"])
    }
}
