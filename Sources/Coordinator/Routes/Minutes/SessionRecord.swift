import Cryptography
import Mediation
import Records
import Storage

/// What is kept of a session (docs/protocol.md, 1.3), out of its journal.
extension MinutesRoutes {
    private struct RecordBody: Encodable {
        struct Minutes: Encodable {
            let version: Int
            let digest: String
            let label: String
            let frozenAt: Instant
        }
        let history: SessionHistory
        let hearing: HearingLog
        let minutes: Minutes?
        let unreadable: Int

        enum Key: CodingKey { case minutes, hearing, unreadable }

        func encode(to encoder: any Encoder) throws {
            try history.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(hearing, forKey: .hearing)
            try container.encodeIfPresent(minutes, forKey: .minutes)
            try container.encode(unreadable, forKey: .unreadable)
        }
    }

    /// A long session has thousands of events: they are read, folded and encoded beside the loop.
    nonisolated static func record(
        of session: SessionID, in store: any Store, until now: Instant
    ) async throws -> Response {
        let journal = try await RoomJournal.read(store, session)
        let drafts = try await store.drafts(ofSession: session).rows
        var lost = 0
        var tallies: [EdgeTally] = []
        do throws(RecordError) {
            tallies = try RoomCodec().tallies(in: drafts)
        } catch {
            var row = RoomCodec.row(of: DraftSection.linkTallies.word, of: session)
            row.why = error.description
            store.note(row)
            lost = 1
        }
        guard let history = SessionHistory(folding: journal.events, tallies: tallies),
            let hearing = HearingLog(folding: journal.events, until: now)
        else {
            // Without its beginning a session can't be told at all.
            guard journal.unreadable > 0 else { throw Refusal(.notFound) }
            throw Refusal(journal.hasNewer ? .recordNewer : .storeFailed)
        }
        let kept = try await store.minutes(ofSession: session)
        let minutes = kept.last.map {
            RecordBody.Minutes(
                version: $0.version, digest: Hex.encode($0.digest), label: $0.label, frozenAt: $0.frozenAt)
        }
        return .json(
            RecordBody(
                history: history, hearing: hearing, minutes: minutes,
                unreadable: journal.unreadable + kept.unreadable.count + lost))
    }
}
