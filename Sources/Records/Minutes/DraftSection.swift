package import Mediation

/// Where a row of a session's drafts belongs. What people typed stands in it as they did.
package enum DraftSection: Hashable, Sendable {
    case minutes(MinutesSection)
    /// The officer's own notes, beside the minutes.
    case privateNote
    /// What the links of the session have measured, as a record (`StoredTallies`).
    case linkTallies

    /// How the row spells it.
    package var word: String {
        switch self {
        case .minutes(let section): section.word
        case .privateNote: "private_note"
        case .linkTallies: "link_tallies"
        }
    }

    /// The section of a stored word. Throws `newer` for one that this program doesn't know.
    package init(word: String) throws(RecordError) {
        switch word {
        case DraftSection.privateNote.word: self = .privateNote
        case DraftSection.linkTallies.word: self = .linkTallies
        default: self = .minutes(try MinutesSection(word: word))
        }
    }
}
