import Mediation
import Projections
import Records
import Storage

/// Between a room and its rows: what its values are stored as is said by `Records`.
package struct RoomCodec: Sendable {
    package init() {}

    /// A change of `room`, as it goes to the store. The summary row is written anew with each commit: it is small. The
    /// revision that the change is made from is the owner's to say when its turn comes.
    func commit(_ change: RoomChange, of room: Room, at now: Instant) throws(StorageError) -> Commit {
        var events: [EventRecord] = []
        for event in change.events {
            events.append(try entry(event))
        }
        return Commit(
            caseID: room.founding.caseID, at: now,
            sessionChange: SessionChange(
                id: room.founding.sessionID, expectedRevision: 0, events: events,
                drafts: try drafts(change, of: room), summary: SessionProjection.record(of: room),
                minutes: change.minutes.map { SessionProjection.minutes(of: $0, in: room, at: now) }))
    }

    /// An event as the journal takes it.
    func entry(_ event: RoomEvent) throws(StorageError) -> EventRecord {
        do throws(RecordError) {
            return EventRecord(kind: event.storedKind, payload: try event.encoded())
        } catch {
            throw StorageError(error)
        }
    }

    private func drafts(_ change: RoomChange, of room: Room) throws(StorageError) -> [DraftRecord] {
        var drafts = change.drafts.map {
            DraftRecord(
                section: DraftSection.minutes($0).word, revision: room.paper.draft.revision(of: $0),
                text: room.paper.draft.text(of: $0))
        }
        if change.hasNote {
            drafts.append(
                DraftRecord(
                    section: DraftSection.privateNote.word, revision: room.paper.note.revision,
                    text: room.paper.note.text))
        }
        if change.hasTallies {
            drafts.append(
                DraftRecord(
                    section: DraftSection.linkTallies.word, revision: room.links.tallies.revision,
                    text: try text(of: room.links.tallies)))
        }
        return drafts
    }

    private func text(of tallies: LinkTallies) throws(StorageError) -> String {
        do throws(RecordError) {
            return String(decoding: try StoredTallies.encoded(tallies.all), as: UTF8.self)
        } catch {
            throw StorageError(error)
        }
    }

    /// What the links measured, as the row has it; nothing when there is none, or the store could not open it.
    func tallies(in drafts: [DraftRecord]) throws(RecordError) -> [EdgeTally] {
        guard let text = drafts.first(where: { $0.section == DraftSection.linkTallies.word })?.text else {
            return []
        }
        return try StoredTallies.tallies(encoded: Array(text.utf8))
    }

    /// The row of the drafts as a log names it.
    static func row(of section: String, of session: SessionID, _ column: String = "text") -> UnreadableRow {
        UnreadableRow(table: "draft", id: "\(session)/\(section)", column: column)
    }

    /// What the case notes when one of these events ends the session.
    func ending(in change: RoomChange) -> CaseNote? {
        for case .table(.ended(let reason, _, _)) in change.events {
            let minutes = change.minutes.map { AttachedMinutes(version: $0.version, digest: $0.digest) }
            return .ended(reason, minutes)
        }
        return nil
    }

    /// The room's own events among those that its commits left in the journal, where the case's stand too. Throws
    /// `corrupt` and `newerRecord`, with the entry.
    func journal(_ events: [StoredEvent]) throws(StorageError) -> [(event: RoomEvent, at: Instant)] {
        var told: [(event: RoomEvent, at: Instant)] = []
        for entry in events where entry.kind.hasPrefix(RoomEvent.storedPrefix) {
            do throws(RecordError) {
                told.append((event: try RoomEvent(kind: entry.kind, payload: entry.payload), at: entry.at))
            } catch {
                throw StorageError(error, in: RoomJournal.row(of: entry))
            }
        }
        return told
    }

    func record(
        _ result: CommandResult, id: CommandID, seat: SeatNumber, digest: [UInt8]
    ) throws(StorageError) -> CommandResultRecord {
        do throws(RecordError) {
            return CommandResultRecord(
                seat: seat, commandID: id, digest: digest, result: try result.encoded())
        } catch {
            throw StorageError(error)
        }
    }

    /// The room as its journal, its drafts and its answered commands tell it.
    func room(
        events: [StoredEvent], drafts: [DraftRecord], noting note: (UnreadableRow) -> Void
    ) throws -> Room {
        guard var room = Room(folding: try journal(events)) else {
            throw StorageError(.corrupt, "a session without a beginning")
        }
        for draft in drafts {
            let text = draft.text ?? MinutesDraft.unreadableText
            switch try section(of: draft, in: room) {
            case .privateNote: room.restore(PrivateNote(text: text, revision: draft.revision))
            case .minutes(let section):
                room.restore(section, text: text, revision: draft.revision)
            case .linkTallies: try restore(draft, to: &room, noting: note)
            }
        }
        return room
    }

    private func section(of draft: DraftRecord, in room: Room) throws(StorageError) -> DraftSection {
        do throws(RecordError) {
            return try DraftSection(word: draft.section)
        } catch {
            throw StorageError(error, in: Self.row(of: draft.section, of: room.founding.sessionID, "section"))
        }
    }

    /// Measurements that are damaged are lost as measurements: the journal still tells of the changes. Those of a newer
    /// program would be written over.
    private func restore(
        _ draft: DraftRecord, to room: inout Room, noting note: (UnreadableRow) -> Void
    ) throws(StorageError) {
        do throws(RecordError) {
            room.restore(try tallies(in: [draft]), revision: draft.revision)
        } catch {
            var row = Self.row(of: draft.section, of: room.founding.sessionID)
            if case .newer = error { throw StorageError(error, in: row) }
            row.why = error.description
            note(row)
            room.restore([], revision: draft.revision)
        }
    }

    /// The room of a session out of a store. To decode a long journal takes milliseconds: this and the next run beside
    /// the loop, not on it. A journal with a gap gives no room: what is missing may be a wall. `corrupt` then.
    func room(of session: SessionID, in store: any Store) async throws -> Room {
        try room(
            events: try await store.events(ofSession: session).whole(),
            drafts: try await store.drafts(ofSession: session).rows, noting: store.note)
    }

    func answers(of session: SessionID, in store: any Store) async throws -> AnswerBook {
        let records = try await store.commandResults(ofSession: session)
        var book = AnswerBook()
        for record in records {
            do throws(RecordError) {
                let result = try CommandResult(encoded: record.result)
                book.finish(record.commandID, of: record.seat, digest: record.digest, with: result)
            } catch {
                book.lose(record.commandID, of: record.seat)
                store.note(
                    UnreadableRow(
                        table: "command_result", id: "\(session)/\(record.seat)/\(record.commandID)",
                        column: "result", why: "\(error)"))
            }
        }
        return book
    }
}
