package import Mediation
package import Storage

/// A session's events out of a store, for those who tell its story: the record, the witness on the command line.
package enum RoomJournal {
    /// In the order in which they were committed; empty when there is no such session.
    package static func read(
        _ store: any Store, _ session: SessionID
    ) async throws -> [(event: RoomEvent, at: Instant)] {
        try RoomCodec().journal(try await store.events(ofSession: session))
    }
}
