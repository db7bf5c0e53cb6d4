package import Mediation

/// A case's next row and the version that it was made from; 0 for a new case, whose key is stored with it.
package struct SealedCaseChange: Sendable {
    /// The record's body and summary are empty, its version without meaning.
    package var columns: CaseRecord
    /// Nil where there is none.
    package var summary: SealedBytes?
    package var body: SealedBytes
    package var expectedVersion: Int
    /// Digests of what the case is found by, in place of those that stand; nil leaves them as they are.
    package var marks: Set<MarkDigest>?
    /// What the case counts as, in place of what stands; nil leaves it as it is.
    package var months: [MonthRow]?

    package init(
        columns: CaseRecord, summary: SealedBytes? = nil, body: SealedBytes, expectedVersion: Int,
        marks: Set<MarkDigest>? = nil, months: [MonthRow]? = nil
    ) {
        self.columns = columns
        self.summary = summary
        self.body = body
        self.expectedVersion = expectedVersion
        self.marks = marks
        self.months = months
    }
}

/// What a commit does to a session's rows.
package struct SealedSessionChange: Sendable {
    package var id: SessionID
    package var expectedRevision: UInt64
    package var row: SessionRecord?
    /// Deletes the results that stand, before `result` is stored.
    package var forgetsResults: Bool
    package var result: SealedResult?
    package var drafts: [SealedDraft]
    package var minutes: SealedMinutes?

    package init(
        id: SessionID, expectedRevision: UInt64, row: SessionRecord?, forgetsResults: Bool = false,
        result: SealedResult?,
        drafts: [SealedDraft], minutes: SealedMinutes?
    ) {
        self.id = id
        self.expectedRevision = expectedRevision
        self.row = row
        self.forgetsResults = forgetsResults
        self.result = result
        self.drafts = drafts
        self.minutes = minutes
    }
}

/// One transaction, sealed: a value and no closure over a transaction, so that an engine may write it in the statements
/// that suit it, also many commits in one.
package struct SealedCommit: Sendable {
    package var at: Instant
    /// What all of it is sealed under. The engine compares it with the stored one, in the same transaction.
    package var key: WrappedKey
    package var caseChange: SealedCaseChange?
    package var sessionChange: SealedSessionChange?
    package var answering: AnsweredRequest?
    package var entries: [UnchainedEntry]
    package var chaining: Chaining

    package init(
        at: Instant, key: WrappedKey, caseChange: SealedCaseChange?, sessionChange: SealedSessionChange?,
        answering: AnsweredRequest?, entries: [UnchainedEntry], chaining: Chaining
    ) {
        self.at = at
        self.key = key
        self.caseChange = caseChange
        self.sessionChange = sessionChange
        self.answering = answering
        self.entries = entries
        self.chaining = chaining
    }
}

/// Entries of the bureaus' stream, sealed, that a change of its rows is kept with.
package struct SealedNotes: Sendable {
    package let entries: [UnchainedEntry]
    package let chaining: Chaining

    package init(_ entries: [UnchainedEntry], chaining: Chaining) {
        self.entries = entries
        self.chaining = chaining
    }
}
