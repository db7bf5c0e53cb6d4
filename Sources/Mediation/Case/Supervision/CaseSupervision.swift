/// What keeps the handling right: more time that was granted, who stays off the case, and the opinion of a review above.
package struct CaseSupervision: Hashable, Sendable {
    package private(set) var extensions: [Extension]
    /// What was asked for more time, oldest first.
    package private(set) var extensionRequests: [ExtensionRequest]
    /// Who declared an interest, or was recused.
    package private(set) var interests: [AccountID]
    package private(set) var recusals: [RecusalRequest]
    package private(set) var reReviewOpinion: String?

    /// As it was kept; with nothing, a case about which nobody above has said anything.
    package init(
        extensions: [Extension] = [], extensionRequests: [ExtensionRequest] = [],
        interests: [AccountID] = [], recusals: [RecusalRequest] = [], reReviewOpinion: String? = nil
    ) {
        self.extensions = extensions
        self.extensionRequests = extensionRequests
        self.interests = interests
        self.recusals = recusals
        self.reReviewOpinion = reReviewOpinion
    }

    /// Who declared an interest, or was recused, has no part in handling (rule 10).
    func conflict(_ account: Account) -> Refusal? {
        interests.contains(account.id) ? Refusal(.conflictOfInterest) : nil
    }

    /// What waits for the organ's head; nil when nothing does.
    package var openExtensionRequest: ExtensionRequest? { extensionRequests.last { $0.granted == nil } }

    mutating func apply(
        _ event: Event, at moment: Instant, by person: StaffReference?, to course: inout CaseCourse
    ) {
        switch event {
        case .extended(let granted):
            extensions.append(granted)
            course.put(.handling, off: granted.newDue)
        case .extensionRequested(let days, let reason):
            extensionRequests.append(ExtensionRequest(by: person, at: moment, days: days, reason: reason))
        case .extensionDecided(let granted, _):
            for index in extensionRequests.indices where extensionRequests[index].granted == nil {
                extensionRequests[index].granted = granted
            }
        case .supervised(_, let until, let unit): course.owe(.supervision, until: until, unit: unit)
        case .interestDeclared: if let person { interests.append(person.id) }
        case .recusalRequested(let asked, let reason, let until):
            recusals.append(RecusalRequest(of: asked, reason: reason, requestedAt: moment))
            course.owe(.recusal, until: until)
        case .recusalDecided(let asked, let granted, _):
            for index in recusals.indices
            where recusals[index].of.id == asked.id && recusals[index].granted == nil {
                recusals[index].granted = granted
            }
            if granted { interests.append(asked.id) }
            guard recusals.allSatisfy({ $0.granted != nil }) else { return }
            course.finish([.recusal], at: moment)
        case .reReviewed(let opinion): reReviewOpinion = opinion
        case .deadlineMissed(let kind, let term): course.noteMissed(kind, of: term, at: moment)
        case .deadlineNear(let kind, let term): course.noteNear(kind, of: term, at: moment)
        case .termMoved(let kind, let term, let other): course.move(kind, from: term, to: other)
        }
    }
}
