/// What a petitioner said when asked afterwards.
package enum Rating: String, Hashable, Sendable, Codable, CaseIterable {
    case satisfied, dissatisfied
    case fairlySatisfied = "fairly_satisfied"
}

/// How the petitioner was asked.
package enum FollowUpMethod: String, Hashable, Sendable, Codable, CaseIterable { case visit, phone, link }

/// Whether what was promised in an agreement has been done.
package enum Performance: String, Hashable, Sendable, Codable, CaseIterable {
    case nothingPromised = "nothing_promised"
    case whole, part, none
}

/// 回访: the petitioner was asked, and what was said.
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
