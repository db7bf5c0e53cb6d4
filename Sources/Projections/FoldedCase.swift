internal import Journal
package import Mediation
package import Records
package import Storage

/// What the entries of a case and its sessions give, and where they can't be read.
package struct FoldedCase: Sendable {
    /// What one session's entries give.
    struct Session: Sendable {
        let id: SessionID
        /// Nil where an entry is missing or can't be read.
        let room: Room?
        let createdAt: Instant?
        /// Told by the kinds of entries alone: also for who can't read them.
        let endedAt: Instant?
    }

    let id: CaseID
    /// Nil where an entry of the case can't be read, and once the case is erased.
    let file: CaseFile?
    let sessions: [Session]
    /// What can't be read.
    let faults: [RowFault]
    /// Between how many commits and how many the case's own entries were made: each instant is at least one, each entry at
    /// most.
    let versions: ClosedRange<Int>
    let firstAt: Instant?
    let destroyedAt: Instant?

    /// Entries of a case's stream that are the store's own words and change nothing of the case.
    static let ofTheLog: Set<String> = [LogKind.keyDestroyed, LogKind.counted]

    package init(_ whole: CaseWhole) {
        id = whole.id
        var faults: [RowFault] = []
        var changes: [CaseEvent] = []
        var rooms: [SessionID: [(event: RoomEvent, at: Instant)]] = [:]
        var broken = Set<SessionID?>()
        var (instants, count) = (Set<Instant>(), 0)
        var (created, ended): ([SessionID: Instant], [SessionID: Instant]) = ([:], [:])
        for row in whole.events.unreadable { faults.append(RowFault(row)) }
        for event in whole.events {
            if event.kind.hasPrefix(CaseEvent.storedPrefix), !Self.ofTheLog.contains(event.kind) {
                instants.insert(event.at)
                count += 1
            }
            if let session = event.sessionID {
                if created[session] == nil { created[session] = event.at }
                if event.kind == Self.end { ended[session] = event.at }
            }
            guard whole.key == .opens else { continue }
            do throws(RecordError) {
                if event.kind.hasPrefix(RoomEvent.storedPrefix), let session = event.sessionID {
                    rooms[session, default: []].append(
                        (event: try RoomEvent(kind: event.kind, payload: event.payload), at: event.at))
                } else if event.kind.hasPrefix(CaseEvent.storedPrefix), !Self.ofTheLog.contains(event.kind) {
                    changes.append(try CaseEvent(kind: event.kind, payload: event.payload))
                }
            } catch {
                broken.insert(event.kind.hasPrefix(RoomEvent.storedPrefix) ? event.sessionID : nil)
                faults.append(
                    RowFault(
                        UnreadableRow(
                            table: "journal", id: "\(event.sequence)", column: "payload",
                            why: error.description)))
            }
        }
        // Which stream a damaged row belonged to is not known: none of the case is folded around a gap.
        let hasGap = !whole.events.unreadable.isEmpty
        file = hasGap || broken.contains(nil) ? nil : CaseFile(folding: changes)
        sessions = whole.sessions.map { session in
            let isWhole = !hasGap && !broken.contains(session.id)
            return Session(
                id: session.id, room: isWhole ? rooms[session.id].flatMap { Room(folding: $0) } : nil,
                createdAt: created[session.id], endedAt: ended[session.id])
        }
        let least = max(1, instants.count)
        versions = least...max(least, count)
        firstAt = whole.events.first { $0.sessionID == nil }?.at
        destroyedAt = whole.events.first { $0.kind == LogKind.keyDestroyed }?.at
        self.faults = faults
    }

    private static let end = RoomEvent.table(.ended(reason: .other, note: "", by: nil)).storedKind

    /// The minutes that the case says were attached at the session's end, out of the session's own entries.
    func minutes(of session: Session) -> MinutesRecord? {
        guard let room = session.room, let frozen = room.paper.frozen, let end = room.table.stage.end?.at,
            file?.dialogue.session(session.id)?.end?.minutes != nil
        else { return nil }
        return SessionProjection.minutes(
            of: FrozenMinutes(version: frozen.version, digest: frozen.digest, document: frozen.document),
            in: room, at: end)
    }

    /// All rows, to be put in place of those that stand. Throws `unencodable`.
    package func rows(keeping version: Int?) throws(RecordError) -> ProjectedRows {
        var record: CaseRecord?
        if let file {
            var made = try CaseProjection.record(of: file)
            made.version = version.flatMap { versions.contains($0) ? $0 : nil } ?? versions.lowerBound
            record = made
        }
        let known = sessions.filter { $0.room != nil }
        return ProjectedRows(
            caseID: id, record: record, marks: file?.searchMarks ?? [],
            months: file?.monthRows ?? [],
            sessions: known.compactMap { $0.room.map(SessionProjection.record) },
            minutes: file == nil ? [] : known.compactMap(minutes),
            minutesOf: file == nil ? [] : known.map(\.id))
    }
}
