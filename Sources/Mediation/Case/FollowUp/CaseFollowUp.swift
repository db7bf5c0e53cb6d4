/// What was promised and is done, and what the petitioner said when asked after the closing.
package struct CaseFollowUp: Hashable, Sendable {
    /// Oldest first.
    package private(set) var followUps: [FollowUp]

    /// By number.
    package private(set) var promises: [Promise]

    /// As it was kept; with nothing, a case of which nobody was asked yet, and in which nothing was promised.
    package init(followUps: [FollowUp] = [], promises: [Promise] = []) {
        self.followUps = followUps
        self.promises = promises
    }

    /// Nothing that was promised is owed, by what is noted of each promise and by the petitioner's last answer.
    var isPerformed: Bool {
        followUps.last?.owesPerformance == false && promises.allSatisfy(\.isKept)
    }

    /// Whether the last answer sends the case back to handling: dissatisfied, or something promised is owed.
    var sendsBack: Bool {
        promises.contains(where: \.isBroken)
            || followUps.last.map { $0.rating == .dissatisfied || $0.owesPerformance } ?? false
    }

    /// Whether the last answer lets the case be signed off under `policy` (rule 1).
    func isSatisfied(_ policy: CasePolicy) -> Bool {
        isPerformed && isRatedSatisfied(policy)
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
        case .promised(let promise): promises.append(promise)
        case .performanceNoted(let number, let finding):
            for index in promises.indices where promises[index].number == number {
                promises[index].finding = finding
            }
        }
    }
}
