package import Mediation

/// Everything that stands of one case, opened: its entries and its rows, read at one moment.
package struct CaseWhole: Sendable {
    /// What became of the case's key.
    package enum Key: Hashable, Sendable {
        case opens
        /// The row tells that it was destroyed.
        case destroyed
        /// It stands and the master key does not open it, or its row is missing.
        case lost
    }

    /// A value that is sealed.
    package enum Content: Hashable, Sendable {
        case absent
        /// It stands and does not open: altered, or moved from another row.
        case closed
        case open([UInt8])

        package var bytes: [UInt8]? {
            if case .open(let bytes) = self { bytes } else { nil }
        }
    }

    /// The row of the case: its columns (the record's summary and body are empty) and what is sealed.
    package struct File: Hashable, Sendable {
        package let columns: CaseRecord
        package let summary: Content
        package let body: Content

        package init(columns: CaseRecord, summary: Content, body: Content) {
            self.columns = columns
            self.summary = summary
            self.body = body
        }
    }

    /// Minutes as they stand: their columns (the record's document is empty) and their document.
    package struct Minutes: Hashable, Sendable {
        package let columns: MinutesRecord
        package let document: Content

        package init(columns: MinutesRecord, document: Content) {
            self.columns = columns
            self.document = document
        }
    }

    /// The rows of a session. Drafts and results that do not open stand in `unreadable`.
    package struct Session: Sendable {
        package let id: SessionID
        package let row: SessionRecord?
        package let drafts: [DraftRecord]
        package let results: [CommandResultRecord]
        package let minutes: [Minutes]

        package init(
            id: SessionID, row: SessionRecord?, drafts: [DraftRecord], results: [CommandResultRecord],
            minutes: [Minutes]
        ) {
            self.id = id
            self.row = row
            self.drafts = drafts
            self.results = results
            self.minutes = minutes
        }
    }

    package let id: CaseID
    /// Without payloads where the key does not open.
    package let events: Listed<StoredEvent>
    package let key: Key
    package let keyRow: SealedWhole.Key?
    package let file: File?
    package let marks: Set<MarkDigest>
    /// By month.
    package let months: [MonthRow]
    package let sessions: [Session]
    package let answers: [AnsweredRequest]
    /// Values that can't be read.
    package let unreadable: [UnreadableRow]

    package init(
        id: CaseID, events: Listed<StoredEvent>, key: Key, keyRow: SealedWhole.Key?, file: File?,
        marks: Set<MarkDigest>, months: [MonthRow], sessions: [Session], answers: [AnsweredRequest],
        unreadable: [UnreadableRow]
    ) {
        self.id = id
        self.events = events
        self.key = key
        self.keyRow = keyRow
        self.file = file
        self.marks = marks
        self.months = months
        self.sessions = sessions
        self.answers = answers
        self.unreadable = unreadable
    }
}

/// The rows of a case as its events give them.
package struct ProjectedRows: Sendable {
    package let caseID: CaseID
    /// With the version that the row gets; nil leaves the row as it is.
    package var record: CaseRecord?
    package var marks: Set<SearchMark>
    package var months: [MonthRow]
    package var sessions: [SessionRecord]
    package var minutes: [MinutesRecord]
    /// Sessions whose minutes are replaced by those.
    package var minutesOf: [SessionID]

    package init(
        caseID: CaseID, record: CaseRecord?, marks: Set<SearchMark>, months: [MonthRow],
        sessions: [SessionRecord],
        minutes: [MinutesRecord], minutesOf: [SessionID]
    ) {
        self.caseID = caseID
        self.record = record
        self.marks = marks
        self.months = months
        self.sessions = sessions
        self.minutes = minutes
        self.minutesOf = minutesOf
    }
}

/// What comparing the rows that are written over with their sums showed.
package enum KeptFinding: Hashable, Sendable {
    /// They are what was written last.
    /// - Parameter countedAt: the entries that the log had when they were counted as they stood; what was done to them before
    ///   is not proven. 0 in a store that had sums from its beginning.
    case asWritten(rows: Int, countedAt: UInt64)
    /// There are no sums.
    case missing
    /// The sums do not open: they were altered.
    case closed
    /// The sums are of a log that ends elsewhere: they, or the end of the log, were put back, or entries were made anew.
    case ofAnotherLog(entries: UInt64)
    /// Rows differ: so many are too many, or missing where it is negative. The group is nil where it is not one alone.
    case differ(surplus: Int, KeptGroup?)
}

/// Rows beside the events that they are made of. Every verb throws `StorageError`.
package protocol ProjectionStore: Store {
    func history() async throws -> Listed<CaseHistory>
    func whole(_ history: CaseHistory) async throws -> CaseWhole
    /// What stands for these marks in the rows of a case.
    func digests(of marks: Set<SearchMark>) -> Set<MarkDigest>
    func strays() async throws -> [StrayRow]
    func casesWithoutSummary() async throws -> [CaseID]
    /// Puts the rows in place of those that stand, in one transaction.
    func replace(_ rows: ProjectedRows) async throws
    func removeStrays() async throws -> Int
    /// The rows that are written over beside their sums.
    /// - Parameter owners: of whom rows may be missing, beside those who have some: a missing row tells nothing of itself.
    func keptRows(of owners: [String]) async throws -> KeptFinding
    /// Takes these rows for good as they stand, from here on; an entry of the log says so.
    func countKeptRows() async throws
}
