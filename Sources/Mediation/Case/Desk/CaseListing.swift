/// A case as a line of the desk: the fields of `GET /api/cases` (docs/protocol.md, 1.2).
package struct CaseListItem: Hashable, Sendable, Encodable {
    package struct Due: Hashable, Sendable, Encodable {
        package let kind: DueKind
        package let at: Instant

        package init(kind: DueKind, at: Instant) {
            self.kind = kind
            self.at = at
        }
    }

    package struct OpenSession: Hashable, Sendable, Encodable {
        package let id: SessionID
        package let number: Int
        package var phase: Room.Phase
        package let createdAt: Instant
    }

    package let id: CaseID
    package let caseNo: String
    package let title: String?
    package let level: CaseLevel?
    package let status: CaseStatus
    package let channel: Channel
    package let contentClass: ContentClass
    package let petitioner: String?
    package let respondent: String?
    package let officer: StaffReference?
    package let unit: String?
    package let due: Due?
    package let updatedAt: Instant
    package let masked: Bool
    /// The open session. The caller puts in the phase that its room is in.
    package var session: OpenSession?

    /// The line for `reader`; nil when they may not know of the case.
    package init?(_ summary: CaseSummary, for reader: Account) {
        self.init(summary, seen: Authority.sight(of: summary.reach, for: reader))
    }

    /// The line for whoever sees so much of the case; nil for who sees nothing.
    package init?(_ summary: CaseSummary, seen sight: Sight) {
        guard sight != .none else { return nil }
        let isFull = sight == .full
        id = summary.id
        caseNo = summary.caseNo
        title = isFull ? summary.title : nil
        level = summary.reach.level
        status = summary.reach.status
        channel = summary.channel
        contentClass = summary.contentClass
        petitioner = isFull ? summary.petitioner : nil
        respondent = isFull ? summary.respondent : nil
        officer = summary.officer
        unit = isFull ? summary.reach.responsibleUnit : nil
        due = summary.due.map { Due(kind: $0.kind, at: $0.at) }
        updatedAt = summary.updatedAt
        masked = !isFull
        session = (isFull ? summary.session : nil).map {
            OpenSession(id: $0.id, number: $0.number, phase: .waiting, createdAt: $0.createdAt)
        }
    }

    package init?(_ file: CaseFile, for reader: Account) { self.init(file.summary, for: reader) }
}
