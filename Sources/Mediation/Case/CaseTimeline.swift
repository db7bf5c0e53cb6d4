/// When the case came where.
package struct StageEntry: Hashable, Sendable, Encodable {
    package let stage: CaseStatus
    package let at: Instant

    package init(stage: CaseStatus, at: Instant) {
        self.stage = stage
        self.at = at
    }
}

/// A line of what happened, for people.
package struct TimelineEntry: Hashable, Sendable, Encodable {
    package let at: Instant
    package let kind: CaseEvent.Change.Name
    package let by: String?
    package let text: String?
    /// The term that it tells of.
    package let due: DueKind?

    package init(at: Instant, kind: CaseEvent.Change.Name, by: String?, text: String?, due: DueKind?) {
        self.at = at
        self.kind = kind
        self.by = by
        self.text = text
        self.due = due
    }
}
