/// What a decision is measured by: terms and the bureau's own choices.
package struct CaseRules: Hashable, Sendable {
    package let deadlines: Deadlines
    package let policy: CasePolicy

    package init(
        deadlines: Deadlines = Deadlines(calendar: .published), policy: CasePolicy = .standard
    ) {
        self.deadlines = deadlines
        self.policy = policy
    }

    package static let standard = CaseRules()
}

/// The bureau's own choices, where the law leaves them.
package struct CasePolicy: Hashable, Sendable {
    /// Days from acceptance to the bureau's own target.
    package var localTargets: [CaseLevel: Int]
    package var followUpDays: Int
    /// Whether "fairly satisfied" is enough for a sign-off (rule 1).
    package var fairlySatisfiedCounts: Bool
    /// Years for which a file is kept after that of its archiving; a level that is not named, for ever.
    package var retentionYears: [CaseLevel: Int]

    package init(
        localTargets: [CaseLevel: Int] = [.one: 60, .two: 30, .three: 15], followUpDays: Int = 7,
        fairlySatisfiedCounts: Bool = false, retentionYears: [CaseLevel: Int] = [.two: 30, .three: 10]
    ) {
        self.localTargets = localTargets
        self.followUpDays = followUpDays
        self.fairlySatisfiedCounts = fairlySatisfiedCounts
        self.retentionYears = retentionYears
    }

    package static let standard = CasePolicy()
}
