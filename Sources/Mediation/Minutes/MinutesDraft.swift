/// The minutes while they are written: a text and a revision for each section. Which version this is and whether
/// it is frozen belongs to the room, whose events keep it.
package struct MinutesDraft: Hashable, Sendable {
    /// The most characters (Unicode scalars) of a section.
    package static let sectionLimit = 8000

    /// What stands in a section whose stored text can't be read any more, for the officer to replace.
    package static let unreadableText = MinutesWords.unreadable

    private struct Entry: Hashable, Sendable {
        var text: String
        var revision: Int
    }

    private var entries: [MinutesSection: Entry] = [:]

    package init() {}

    package func text(of section: MinutesSection) -> String { entries[section]?.text ?? "" }

    /// 0 before the first edit.
    package func revision(of section: MinutesSection) -> Int { entries[section]?.revision ?? 0 }

    /// Replaces a section's text and returns its new revision. `isFrozen` is
    /// the room's to tell.
    ///
    /// Refusals: `minutes_frozen`; `stale_revision` when `base` is not the revision that the section is at, so that
    /// nobody overwrites what they haven't seen; `too_large`; `bad_field` for what `WrittenText` takes out (a document
    /// that can't be read the same way twice is no record).
    package mutating func edit(
        _ section: MinutesSection, text: String, base: Int, isFrozen: Bool
    ) throws(Refusal) -> Int {
        guard !isFrozen else { throw Refusal(.minutesFrozen) }
        guard base == revision(of: section) else { throw Refusal(.staleRevision, field: "base") }
        try WrittenText.check(text, "text", Self.sectionLimit)
        entries[section] = Entry(text: text, revision: base + 1)
        return base + 1
    }

    /// Puts back what the store holds; it was judged when it was written.
    package mutating func restore(_ section: MinutesSection, text: String, revision: Int) {
        entries[section] = Entry(text: text, revision: revision)
    }
}
