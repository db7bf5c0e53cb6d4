/// The sections of the minutes in their order (docs/rules.md, "Forms", body 1 to 11). Raw values are the wire's keys.
package enum MinutesSection: String, Hashable, Sendable, Codable, CaseIterable {
    case identity, presence, rights
    case videoConsent = "video_consent"
    case petitioner, respondent, lawyer
    case undisputedFacts = "undisputed_facts"
    case proposals, result, interruptions

    /// The section of that key, or the refusal `unknown_section`.
    package init(key: String) throws(Refusal) {
        guard let section = MinutesSection(rawValue: key) else {
            throw Refusal(.unknownSection, field: "section")
        }
        self = section
    }
}
