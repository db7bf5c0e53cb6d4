package import Cryptography
package import Mediation
package import Storage

extension RoomCodec {
    /// A command whose result is kept with what it caused.
    package struct Asked: Sendable {
        package let id: CommandID
        package let seat: SeatNumber
        /// SHA-256 of the command's bytes.
        package let digest: [UInt8]

        package init(id: CommandID, seat: SeatNumber, digest: [UInt8]) {
            self.id = id
            self.seat = seat
            self.digest = digest
        }
    }

    /// What one input changed: all of its commits are one transaction.
    package func change(in effects: [RoomEffect]) -> RoomChange {
        var change = RoomChange(events: [])
        for case .commit(let part) in effects {
            change.events += part.events
            change.drafts += part.drafts
            change.minutes = part.minutes ?? change.minutes
            change.hasNote = change.hasNote || part.hasNote
            change.hasTallies = change.hasTallies || part.hasTallies
        }
        return change
    }

    /// The commit of a change of `room`, with the result of the command that caused it; nil when nothing is to be kept.
    package func commit(
        _ change: RoomChange, of room: Room, result: CommandResult?, to asked: Asked?, at now: Instant
    ) throws(StorageError) -> Commit? {
        guard !change.events.isEmpty || !change.drafts.isEmpty || change.hasNote || change.hasTallies else {
            return nil
        }
        var commit = try commit(change, of: room, at: change.events.isEmpty ? now : room.changedAt)
        if let asked, let result {
            commit.sessionChange?.commandResult = try record(
                result, id: asked.id, seat: asked.seat, digest: asked.digest)
        }
        return commit
    }
}
