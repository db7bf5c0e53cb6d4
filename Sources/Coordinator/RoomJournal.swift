package import Mediation
package import Storage

/// A session's events out of a store, for those who tell its story: the record, the witness on the command line.
package struct RoomJournal: Sendable {
    /// In the order in which they were committed; empty when there is no such session.
    package let events: [(event: RoomEvent, at: Instant)]
    /// Events that can't be read. What is told without them has gaps, and must say so.
    package let unreadable: Int

    package static func read(_ store: any Store, _ session: SessionID) async throws -> RoomJournal {
        let stored = try await store.events(ofSession: session)
        let codec = RoomCodec()
        var events: [(event: RoomEvent, at: Instant)] = []
        var unreadable = stored.unreadable
        for entry in stored where entry.kind.hasPrefix(RoomCodec.kindPrefix) {
            if let event = try? codec.decode(RoomEvent.self, from: entry.payload) {
                events.append((event: event, at: entry.at))
            } else {
                let row = UnreadableRow(table: "journal", id: "\(entry.sequence)", column: "payload")
                store.note(row)
                unreadable.append(row)
            }
        }
        return RoomJournal(events: events, unreadable: unreadable.count)
    }
}
