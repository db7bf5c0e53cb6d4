package import Mediation

/// What a step makes of a case: its next state, the version that it was made from, and the events that brought it about.
package struct CaseChange: Hashable, Sendable {
    /// Its version is ignored: the store gives the next one.
    package var record: CaseRecord
    /// The version that the caller read; 0 for a new case.
    package var expectedVersion: Int
    package var events: [EventRecord]
    /// By what the case is found from here on; nil: by what it was found before.
    package var marks: Set<SearchMark>?
    /// What the case counts as from here on, by month; nil: what it counted as before.
    package var months: [MonthRow]?

    package init(
        record: CaseRecord, expectedVersion: Int, events: [EventRecord] = [],
        marks: Set<SearchMark>? = nil, months: [MonthRow]? = nil
    ) {
        self.record = record
        self.expectedVersion = expectedVersion
        self.events = events
        self.marks = marks
        self.months = months
    }
}

/// What a step of a room makes durable.
package struct SessionChange: Hashable, Sendable {
    package var id: SessionID
    /// `SessionStore.revision(ofSession:)` as the room's owner knows it: of its last commit, or of when it read the session;
    /// 0 for a new session. Whoever else owned the room meanwhile has moved it.
    package var expectedRevision: UInt64
    package var events: [EventRecord]
    /// Not stored by the commit that ends the session (`CommandResultRecord`).
    package var commandResult: CommandResultRecord?
    /// Replaces the stored text of these sections.
    package var drafts: [DraftRecord]
    /// Adds the session or replaces its row. The first commit of a session must carry it. One with an end is the session's
    /// last: it takes the stored results of commands along.
    package var summary: SessionRecord?
    package var minutes: MinutesRecord?

    package init(
        id: SessionID, expectedRevision: UInt64, events: [EventRecord] = [],
        commandResult: CommandResultRecord? = nil, drafts: [DraftRecord] = [],
        summary: SessionRecord? = nil, minutes: MinutesRecord? = nil
    ) {
        self.id = id
        self.expectedRevision = expectedRevision
        self.events = events
        self.commandResult = commandResult
        self.drafts = drafts
        self.summary = summary
        self.minutes = minutes
    }
}

/// Everything that one act makes durable, on a case, on one of its sessions, or on both: one transaction, all of it or
/// nothing. A session's events come before its case's in the journal.
package struct Commit: Hashable, Sendable {
    /// What all of it belongs to and is sealed under.
    package var caseID: CaseID
    package var at: Instant
    package var caseChange: CaseChange?
    package var sessionChange: SessionChange?
    /// The HTTP request that this answers.
    package var answering: AnsweredRequest?

    package init(
        caseID: CaseID, at: Instant, caseChange: CaseChange? = nil, sessionChange: SessionChange? = nil,
        answering: AnsweredRequest? = nil
    ) {
        self.caseID = caseID
        self.at = at
        self.caseChange = caseChange
        self.sessionChange = sessionChange
        self.answering = answering
    }
}

/// Where the streams of a commit stand after it.
package struct Committed: Hashable, Sendable {
    /// The case's new version; nil when the commit did not touch it.
    package var caseVersion: Int?
    /// The session's revision; nil when the commit did not touch it.
    package var sessionRevision: UInt64?

    package init(caseVersion: Int? = nil, sessionRevision: UInt64? = nil) {
        self.caseVersion = caseVersion
        self.sessionRevision = sessionRevision
    }
}

/// The one verb that changes cases and sessions. It throws `StorageError`.
package protocol CommitStore: Sendable {
    /// Returns only when a power cut can no longer undo it. A failing commit leaves no trace and disturbs no other.
    ///
    /// `conflict` when the case's version, the session's revision or a draft's is not as expected; `notFound` for an unknown
    /// case or session; `erased`; `commandRepeated` when the command's result or the request's answer is stored already;
    /// `taken` for a case number in use and where the session's number or the minutes' version exists.
    @discardableResult
    func commit(_ commit: Commit) async throws -> Committed
}
