internal import Cryptography
package import Mediation
internal import Records
package import Storage

/// The rows of a session, made of its room (`CaseProjection`).
package enum SessionProjection {
    package static func record(of room: Room) -> SessionRecord {
        SessionRecord(
            id: room.founding.sessionID, caseID: room.founding.caseID, number: room.founding.number,
            status: room.phase.word, hostID: room.founding.hostAccount, createdAt: room.createdAt,
            startedAt: room.table.stage.startedAt, endedAt: room.table.stage.end?.at)
    }

    /// The row of minutes that are attached at the session's end.
    package static func minutes(of frozen: FrozenMinutes, in room: Room, at end: Instant) -> MinutesRecord {
        MinutesRecord(
            sessionID: room.founding.sessionID, caseID: room.founding.caseID, version: frozen.version,
            digest: Hex.decode(frozen.digest) ?? [], document: Array(frozen.document.text.utf8),
            frozenAt: end, label: "unsigned")
    }
}
