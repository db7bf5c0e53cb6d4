package import Mediation

/// A case and its sessions, as the journal names them: what there is to compare.
package struct CaseHistory: Hashable, Sendable {
    package let id: CaseID
    package var sessions: [SessionID]

    package init(id: CaseID, sessions: [SessionID]) {
        self.id = id
        self.sessions = sessions
    }
}

/// Everything that stands of one case, read at one moment: its entries and its rows. A value that can't be read is told in
/// `unreadable`, and its row is absent.
package struct SealedWhole: Sendable {
    /// The row of a case's key. `wrapped` is nil once it was destroyed.
    package struct Key: Hashable, Sendable {
        package let wrapped: WrappedKey?
        package let createdAt: Instant
        package let destroyedAt: Instant?

        package init(wrapped: WrappedKey?, createdAt: Instant, destroyedAt: Instant?) {
            self.wrapped = wrapped
            self.createdAt = createdAt
            self.destroyedAt = destroyedAt
        }
    }

    /// The row of a case; both sealed values are nil once it is erased.
    package struct File: Hashable, Sendable {
        package let columns: CaseRecord
        package let summary: SealedBytes?
        package let body: SealedBytes?

        package init(columns: CaseRecord, summary: SealedBytes?, body: SealedBytes?) {
            self.columns = columns
            self.summary = summary
            self.body = body
        }
    }

    /// A version of minutes and its document, which goes when the case is erased.
    package struct Minutes: Hashable, Sendable {
        package let columns: MinutesRecord
        package let document: SealedBytes?

        package init(columns: MinutesRecord, document: SealedBytes?) {
            self.columns = columns
            self.document = document
        }
    }

    /// The rows of a session.
    package struct Session: Sendable {
        package let id: SessionID
        package let row: SessionRecord?
        package let drafts: [SealedDraft]
        package let results: [SealedResult]
        package let minutes: [Minutes]

        package init(
            id: SessionID, row: SessionRecord?, drafts: [SealedDraft], results: [SealedResult],
            minutes: [Minutes]
        ) {
            self.id = id
            self.row = row
            self.drafts = drafts
            self.results = results
            self.minutes = minutes
        }
    }

    package var events: Listed<SealedEvent>
    package var key: Key?
    package var file: File?
    package var marks: Set<MarkDigest>
    /// By month.
    package var months: [MonthRow]
    package var sessions: [Session]
    package var answers: [AnsweredRequest]
    package var unreadable: [UnreadableRow]

    package init(
        events: Listed<SealedEvent>, key: Key?, file: File?, marks: Set<MarkDigest>, months: [MonthRow],
        sessions: [Session],
        answers: [AnsweredRequest], unreadable: [UnreadableRow]
    ) {
        self.events = events
        self.key = key
        self.file = file
        self.marks = marks
        self.months = months
        self.sessions = sessions
        self.answers = answers
        self.unreadable = unreadable
    }
}

/// The rows of a case as its events give them, sealed: they take the place of what stands.
package struct SealedProjection: Sendable {
    package let caseID: CaseID
    /// Its `expectedVersion` is the version that the row gets. Nil: the row is left as it is.
    package var file: SealedCaseChange?
    package var sessions: [SessionRecord]
    package var minutes: [SealedMinutes]
    /// Sessions whose minutes are replaced by those.
    package var minutesOf: [SessionID]

    package init(
        caseID: CaseID, file: SealedCaseChange?, sessions: [SessionRecord], minutes: [SealedMinutes],
        minutesOf: [SessionID]
    ) {
        self.caseID = caseID
        self.file = file
        self.sessions = sessions
        self.minutes = minutes
        self.minutesOf = minutesOf
    }
}

/// A row that belongs to nothing that the journal tells of, or breaks what its table keeps to.
package struct StrayRow: Hashable, Sendable {
    package let table: String
    package let id: String
    /// What is wrong, in words.
    package let why: String

    package init(table: String, id: String, why: String) {
        self.table = table
        self.id = id
        self.why = why
    }
}

/// An engine whose rows can be compared with its journal, and made anew.
package protocol ProjectionEngine: StorageEngine {
    /// Every case that the journal tells of, by the order in which they came, with its sessions.
    func history() async throws -> Listed<CaseHistory>
    /// What stands of a case at one moment, with sessions that came after the history was read.
    func whole(_ history: CaseHistory) async throws -> SealedWhole
    /// Rows of no case, session or account, and what counts are below; a hundred of each table at most.
    func strays() async throws -> [StrayRow]
    /// Cases whose row has no summary: an older program wrote it.
    func casesWithoutSummary() async throws -> [CaseID]
    /// Puts the rows in place of those that stand, in one transaction.
    func replace(_ projection: SealedProjection) async throws
    /// Deletes the rows that `strays` tells of, as far as they are made of events, and raises numbers that are too low;
    /// returns how many.
    func removeStrays() async throws -> Int
    /// Hands over every row that is written over (`Keeping`), and gives the sums that are kept of them: all of one moment.
    func keptRows(_ take: @escaping @Sendable (KeptRow) -> Void) async throws -> SealedSums
    /// Counts these rows as they stand, appends the entry that says so, and keeps the sums in place of those before.
    func countKeptRows() async throws
}
