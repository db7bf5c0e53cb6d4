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
