package import Mediation
import Records
package import Storage

/// A session's events out of a store, for those who tell its story: the record, the witness on the command line.
package struct RoomJournal: Sendable {
    /// In the order in which they were committed; empty when there is no such session.
    package let events: [(event: RoomEvent, at: Instant)]
    /// Events that can't be read. What is told without them has gaps, and must say so.
    package let unreadable: Int
    /// Whether a newer program wrote any of those.
    package let hasNewer: Bool

    package static func read(_ store: any Store, _ session: SessionID) async throws -> RoomJournal {
        let stored = try await store.events(ofSession: session)
        var events: [(event: RoomEvent, at: Instant)] = []
        var unreadable = stored.unreadable
        var hasNewer = false
        for entry in stored where entry.kind.hasPrefix(RoomEvent.storedPrefix) {
            do throws(RecordError) {
                events.append((event: try RoomEvent(kind: entry.kind, payload: entry.payload), at: entry.at))
            } catch {
                var row = Self.row(of: entry)
                row.why = error.description
                if case .newer = error { hasNewer = true }
                store.note(row)
                unreadable.append(row)
            }
        }
        return RoomJournal(events: events, unreadable: unreadable.count, hasNewer: hasNewer)
    }

    /// The entry as a log names it.
    static func row(of entry: StoredEvent) -> UnreadableRow {
        UnreadableRow(table: "journal", id: "\(entry.sequence)", column: "payload")
    }
}
