internal import FoundationEssentials
import Cryptography
import Mediation
import Storage

/// Between the room's values and the bytes that the journal and the rows hold.
package struct RoomCodec: Sendable {
    package init() {}

    /// A change of `room`, as it goes to the store. The summary row is written anew with each commit: it is small.
    func commit(_ change: RoomChange, of room: Room, at now: Instant) throws(StorageError) -> RoomCommit {
        var events: [EventRecord] = []
        for event in change.events {
            events.append(EventRecord(kind: event.kind, payload: try encode(event)))
        }
        return RoomCommit(
            sessionID: room.founding.sessionID, caseID: room.founding.caseID, at: now,
            events: events,
            drafts: try drafts(change, of: room),
            summary: summary(of: room), minutes: change.minutes.map { record($0, of: room, at: now) })
    }

    private static let privateNote = "private_note"
    private static let tallies = "link_tallies"

    private func drafts(_ change: RoomChange, of room: Room) throws(StorageError) -> [DraftRecord] {
        var drafts = change.drafts.map {
            DraftRecord(
                section: $0.rawValue, revision: room.minutes.revision(of: $0), text: room.minutes.text(of: $0)
            )
        }
        if change.hasNote {
            drafts.append(
                DraftRecord(
                    section: Self.privateNote, revision: room.privateNote.revision,
                    text: room.privateNote.text))
        }
        if change.hasTallies {
            drafts.append(
                DraftRecord(
                    section: Self.tallies, revision: room.tallies.revision,
                    text: String(decoding: try encode(room.tallies.all), as: UTF8.self)))
        }
        return drafts
    }

    /// What the links measured, as the row has it; nothing when it can't be read: the journal still tells of the changes.
    func tallies(in drafts: [DraftRecord]) -> [EdgeTally] {
        guard let text = drafts.first(where: { $0.section == Self.tallies })?.text else { return [] }
        return (try? decode([EdgeTally].self, from: Array(text.utf8))) ?? []
    }

    /// What the case notes when one of these events ends the session.
    func ending(in change: RoomChange) -> SessionEnding? {
        for case .ended(let reason, _, _) in change.events {
            let minutes = change.minutes.map { AttachedMinutes(version: $0.version, digest: $0.digest) }
            return SessionEnding(reason: reason, minutes: minutes)
        }
        return nil
    }

    /// What the kinds of a room's events begin with; the case's stand beside them.
    static let kindPrefix = "room."

    /// The room's own events among those that its commits left in the journal, where the case's stand too.
    func journal(_ events: [StoredEvent]) throws -> [(event: RoomEvent, at: Instant)] {
        try events.filter { $0.kind.hasPrefix(Self.kindPrefix) }.map {
            (event: try decode(RoomEvent.self, from: $0.payload), at: $0.at)
        }
    }

    func summary(of room: Room) -> SessionRecord {
        SessionRecord(
            id: room.founding.sessionID, caseID: room.founding.caseID, number: room.founding.number,
            status: room.phase.rawValue, hostID: room.founding.hostAccount, createdAt: room.createdAt,
            startedAt: room.startedAt, endedAt: room.endedAt)
    }

    private func record(_ frozen: FrozenMinutes, of room: Room, at now: Instant) -> MinutesRecord {
        MinutesRecord(
            sessionID: room.founding.sessionID, caseID: room.founding.caseID, version: frozen.version,
            digest: Hex.decode(frozen.digest) ?? [], document: Array(frozen.document.text.utf8),
            frozenAt: now,
            label: "unsigned")
    }

    func record(
        _ result: CommandResult, id: CommandID, seat: SeatNumber, digest: [UInt8]
    ) throws(StorageError) -> CommandResultRecord {
        CommandResultRecord(seat: seat, commandID: id, digest: digest, result: try encode(result))
    }

    /// What can't be encoded can't be kept: it fails as a commit that the store refuses, and never becomes bytes.
    func encode(_ value: some Encodable) throws(StorageError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        do {
            return [UInt8](try encoder.encode(value))
        } catch {
            throw StorageError(.failed, "a \(type(of: value)) can't be encoded")
        }
    }

    func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw StorageError(.corrupt, "a stored \(Value.self) can't be decoded")
        }
    }

    /// The room as its journal, its drafts and its answered commands tell it.
    func room(
        events: [StoredEvent], drafts: [DraftRecord]
    ) throws -> Room {
        guard var room = Room(folding: try journal(events)) else {
            throw StorageError(.corrupt, "a session without a beginning")
        }
        for draft in drafts {
            let text = draft.text ?? MinutesDraft.unreadableText
            if draft.section == Self.privateNote {
                room.privateNote = PrivateNote(text: text, revision: draft.revision)
            }
            if draft.section == Self.tallies {
                room.tallies.restore(tallies(in: [draft]), revision: draft.revision)
            }
            guard let section = MinutesSection(rawValue: draft.section) else { continue }
            room.minutes.restore(section, text: text, revision: draft.revision)
        }
        return room
    }

    /// The room of a session out of a store. To decode a long journal takes milliseconds: this and the next run beside
    /// the loop, not on it. A journal with a gap gives no room: what is missing may be a wall. `corrupt` then.
    func room(of session: SessionID, in store: any Store) async throws -> Room {
        try room(
            events: try await store.events(ofSession: session).whole(),
            drafts: try await store.drafts(ofSession: session).rows)
    }

    func answers(of session: SessionID, in store: any Store) async throws -> AnswerBook {
        let records = try await store.commandResults(ofSession: session)
        var book = AnswerBook()
        for record in records {
            if let result = try? decode(CommandResult.self, from: record.result) {
                book.finish(record.commandID, of: record.seat, digest: record.digest, with: result)
            } else {
                book.lose(record.commandID, of: record.seat)
            }
        }
        return book
    }
}
