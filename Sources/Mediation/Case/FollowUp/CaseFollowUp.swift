/// What the petitioner said when asked after the closing.
package struct CaseFollowUp: Hashable, Sendable {
    /// Oldest first.
    package private(set) var followUps: [FollowUp]

    /// As it was kept; with nothing, a case of which nobody was asked yet.
    package init(followUps: [FollowUp] = []) { self.followUps = followUps }

    /// Whether the last answer sends the case back to handling: dissatisfied, or something promised is owed.
    var sendsBack: Bool {
        followUps.last.map { $0.rating == .dissatisfied || $0.owesPerformance } ?? false
    }

    /// Whether the last answer lets the case be signed off under `policy` (rule 1).
    func isSatisfied(_ policy: CasePolicy) -> Bool {
        followUps.last?.owesPerformance == false && isRatedSatisfied(policy)
    }

    /// Whether the last answer is as good as the bureau asks for.
    func isRatedSatisfied(_ policy: CasePolicy) -> Bool {
        switch followUps.last?.rating {
        case .satisfied: true
        case .fairlySatisfied: policy.fairlySatisfiedCounts
        case .dissatisfied, nil: false
        }
    }

    mutating func apply(_ event: Event, at moment: Instant, to course: inout CaseCourse) {
        switch event {
        case .followedUp(let followUp):
            followUps.append(followUp)
            course.reach(.followedUp, at: moment)
            course.finish([.followUp], at: moment)
        }
    }
}
