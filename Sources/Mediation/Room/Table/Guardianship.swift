/// Whether a person comes to the table only when a guardian sits there (domain rule 20; CX181, TJ: the stricter of both).
package enum Guardianship: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of age, or the age isn't known: then the officer judges by eye.
    case notNeeded = "not_needed"
    /// Under 16.
    case needed
    /// 16 or 17: who lives by own work may decline it, and the officer writes down how that was found.
    case mayBeDeclined = "may_be_declined"

    /// - Parameter age: in whole years; nil when it isn't known.
    package init(age: Int?) {
        self =
            switch age {
            case .some(..<16): .needed
            case .some(..<18): .mayBeDeclined
            case .some, nil: .notNeeded
            }
    }
}
