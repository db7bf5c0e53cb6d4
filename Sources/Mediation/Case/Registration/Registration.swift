/// What stands on the reception form (接访登记表; docs/rules.md, "Forms") when a case is registered.
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

extension Registration {
    /// What a registration must say, and within which bounds. Refusals: `missing_field`, `too_large`, `bad_field`, and those of
    /// `PartyRules`.
    func check(at now: Instant) throws(Refusal) {
        try CaseText.check(title, "title", CaseText.title, lacking: .missingField)
        try CaseText.check(claims, "claims", CaseText.long, lacking: .missingField)
        try CaseText.check(facts, "facts", CaseText.long, lacking: .missingField)
        try CaseText.check(issueLocation, "issueLocation", CaseText.short)
        try CaseText.check(concernedUnit, "concernedUnit", CaseText.short)
        guard Self.headCounts.contains(headCount) else {
            throw Refusal(.badField, field: "headCount")
        }
        guard receivedAt <= now else { throw Refusal(.badField, field: "receivedAt") }
        guard parties.count <= CaseFile.partiesAtRegistration.upperBound else {
            throw Refusal(.tooLarge, field: "parties")
        }
        guard parties.contains(where: { $0.role == .petitioner || $0.role == .petitionRepresentative }) else {
            throw Refusal(.missingField, field: "parties")
        }
        guard Set(parties.map(\.id)).count == parties.count else {
            throw Refusal(.badField, field: "parties")
        }
        for index in parties.indices {
            do throws(Refusal) {
                try PartyRules.check(
                    parties[index], joining: Array(parties[..<index]), on: LocalTime(now).day)
            } catch {
                throw error.within("parties[\(index)]")
            }
        }
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

// MARK: What a reader sees

extension CaseRegistration {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        package let title: String?
        package let channel: Channel
        package let visitKind: VisitKind
        package let contentClass: ContentClass
        package let headCount: Int
        package let claims: String?
        package let facts: String?
        package let issueLocation: String?
        package let concernedUnit: String?
        package let officer: StaffReference?
        package let receivedAt: Instant
        package let parties: [Person]
        /// The identity number that the reader has just asked to see; nil in every other answer.
        package private(set) var identity: Identity?

        /// Puts the whole number of one person into this answer. Whether the reader may see it the caller has asked.
        package mutating func show(identityOf id: PartyID, in file: CaseFile) {
            identity = file.registration.party(id).map { Identity(party: id, idNo: $0.idNo ?? "") }
        }
    }

    /// A number in full.
    package struct Identity: Hashable, Sendable, Encodable {
        package let party: PartyID
        /// Empty when none was registered.
        package let idNo: String
    }

    /// `today`: the day in Shanghai on which somebody reads it.
    func view(isFull: Bool, on today: CivilDay) -> View {
        View(
            title: isFull ? form.title : nil, channel: form.channel, visitKind: form.visitKind,
            contentClass: form.contentClass, headCount: form.headCount, claims: isFull ? form.claims : nil,
            facts: isFull ? form.facts : nil, issueLocation: isFull ? form.issueLocation : nil,
            concernedUnit: isFull ? form.concernedUnit : nil, officer: answerable,
            receivedAt: form.receivedAt, parties: isFull ? parties.map { Person($0, on: today) } : [],
            identity: nil)
    }
}
