/// What stands on the reception form (接访登记表; docs/domain.md, "Forms") when a case is registered.
package struct Registration: Hashable, Sendable {
    package let title: String
    package let channel: Channel
    package let visitKind: VisitKind
    package let contentClass: ContentClass
    package let claims: String
    package let facts: String
    package let issueLocation: String
    /// The unit that the petition is about.
    package let concernedUnit: String
    package let headCount: Int
    /// The people of a petition: a number of five digits is a slip or a movement, six are a slip.
    package static let headCounts = 1...100_000
    package let parties: [Party]
    package let receivedAt: Instant
    package let prior: PriorMatter?

    package init(
        title: String, channel: Channel, visitKind: VisitKind, contentClass: ContentClass, claims: String,
        facts: String, issueLocation: String, concernedUnit: String, headCount: Int, parties: [Party],
        receivedAt: Instant, prior: PriorMatter? = nil
    ) {
        self.title = title
        self.channel = channel
        self.visitKind = visitKind
        self.contentClass = contentClass
        self.claims = claims
        self.facts = facts
        self.issueLocation = issueLocation
        self.concernedUnit = concernedUnit
        self.headCount = headCount
        self.parties = parties
        self.receivedAt = receivedAt
        self.prior = prior
    }
}

/// An earlier case of the same people about the same matter.
package struct PriorMatter: Hashable, Sendable {
    package let caseID: CaseID
    /// A 复核 opinion was given on it.
    package let hasReReviewOpinion: Bool
    /// The facts and reasons are the same as then.
    package let sameFactsAndReasons: Bool

    package init(caseID: CaseID, hasReReviewOpinion: Bool, sameFactsAndReasons: Bool) {
        self.caseID = caseID
        self.hasReReviewOpinion = hasReReviewOpinion
        self.sameFactsAndReasons = sameFactsAndReasons
    }

    /// XF36: the same facts and reasons are no longer accepted after a 复核 opinion (rule 14).
    package var barsAcceptance: Bool { hasReReviewOpinion && sameFactsAndReasons }
}

/// A written notice to the petitioner.
package struct Notice: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case acceptance, reply }

    package let kind: Kind
    package let servedAt: Instant
    /// Served after its term. It is kept all the same (rule 4).
    package let isOverdue: Bool

    package init(kind: Kind, servedAt: Instant, isOverdue: Bool) {
        self.kind = kind
        self.servedAt = servedAt
        self.isOverdue = isOverdue
    }
}

/// 交办单: who does what until when.
package struct Assignment: Hashable, Sendable {
    package let unit: String
    package let due: Instant
    /// The list of what is to be done.
    package let items: String
    package var receivedBy: StaffReference?
    package var receivedAt: Instant?
    /// The unit's objection, while it stands.
    package var objection: String?

    package init(unit: String, due: Instant, items: String) {
        self.unit = unit
        self.due = due
        self.items = items
    }
}

package struct Extension: Hashable, Sendable {
    package let days: Int
    package let reason: String
    package let approver: StaffReference
    package let newDue: Instant

    package init(days: Int, reason: String, approver: StaffReference, newDue: Instant) {
        self.days = days
        self.reason = reason
        self.approver = approver
        self.newDue = newDue
    }
}

package struct FollowUp: Hashable, Sendable {
    package let at: Instant
    package let by: StaffReference
    package let rating: Rating
    package let method: FollowUpMethod
    package let note: String
    package let performance: Performance

    package init(
        at: Instant, by: StaffReference, rating: Rating, method: FollowUpMethod, note: String,
        performance: Performance
    ) {
        self.at = at
        self.by = by
        self.rating = rating
        self.method = method
        self.note = note
        self.performance = performance
    }

    /// Whether what was promised is still owed.
    package var owesPerformance: Bool { performance == .part || performance == .none }
}

/// A request that someone of the bureau keep off the case (回避), to be decided within two days.
package struct RecusalRequest: Hashable, Sendable {
    package let of: StaffReference
    package let reason: String
    package let requestedAt: Instant
    package var granted: Bool?

    package init(of person: StaffReference, reason: String, requestedAt: Instant) {
        of = person
        self.reason = reason
        self.requestedAt = requestedAt
    }
}

/// A dialogue, as far as its case knows it; the rest is in the session's own record.
package struct LinkedSession: Hashable, Sendable {
    package let id: SessionID
    /// 第 n 次, from 1.
    package let number: Int
    package let createdAt: Instant
    package var invited: [PartyID]
    package var endedAt: Instant?
    package var reason: EndReason?
    package var minutes: AttachedMinutes?

    package var isOpen: Bool { endedAt == nil }

    package init(id: SessionID, number: Int, createdAt: Instant, invited: [PartyID]) {
        self.id = id
        self.number = number
        self.createdAt = createdAt
        self.invited = invited
    }
}

/// Minutes on a case: they belong to that session's case and can't move (rule 31).
package struct AttachedMinutes: Hashable, Sendable, Encodable {
    package let version: Int
    /// SHA-256, lower-case hexadecimal.
    package let digest: String
    /// `unsigned` until signatures exist.
    package let label: String

    package init(version: Int, digest: String, label: String = "unsigned") {
        self.version = version
        self.digest = digest
        self.label = label
    }
}

/// Whose consent closes a case.
package enum ClosingPart: String, Hashable, Sendable, CaseIterable {
    case firstOfficer = "first_officer"
    case unit
    case bureauLeader = "bureau_leader"
    case legalSection = "legal_section"

    /// Level 3: first officer. Level 2: first officer and the unit, for which its liaison signs (the tool has no role
    /// for a unit's leader). Level 1: a leader of the bureau and the legal section.
    package static func required(for level: CaseLevel?) -> Set<ClosingPart> {
        switch level {
        case .one: [.bureauLeader, .legalSection]
        case .two: [.firstOfficer, .unit]
        case .three, nil: [.firstOfficer]
        }
    }
}

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

    package init(at: Instant, kind: CaseEvent.Change.Name, by: String?, text: String?) {
        self.at = at
        self.kind = kind
        self.by = by
        self.text = text
    }
}
