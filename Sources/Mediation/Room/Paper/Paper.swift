/// What is written: the minutes as a draft, or as a version that no longer changes, and the officer's own notes.
package struct Paper: Sendable, Hashable {
    /// The minutes' version, the first is 1.
    package enum State: Sendable, Hashable {
        case open(version: Int)
        case frozen(FrozenVersion)
    }

    /// A version of the minutes that no longer changes.
    package struct FrozenVersion: Sendable, Hashable, Encodable {
        package let version: Int
        /// SHA-256 of the document's bytes, lower-case hexadecimal.
        package let digest: String
        package let at: Instant
        /// What the digest is of; pages have it as sections.
        package let document: MinutesDocument

        enum CodingKeys: String, CodingKey { case version, digest, at }
    }

    package private(set) var state = State.open(version: 1)
    /// Whether those at the table see the draft.
    package private(set) var presenting = false
    /// It has rows of its own and no events.
    package internal(set) var draft = MinutesDraft()
    /// The officer's own notes: in no record, seen by the bureau's seat alone.
    package internal(set) var note = PrivateNote()

    package var frozen: FrozenVersion? {
        switch state {
        case .open: nil
        case .frozen(let frozen): frozen
        }
    }

    package var version: Int {
        switch state {
        case .open(let version): version
        case .frozen(let frozen): frozen.version
        }
    }

    /// The one place where an event changes the paper.
    mutating func apply(_ event: Event, at now: Instant) {
        switch event {
        case .presented(let on): presenting = on
        case .frozen(let version, let digest, let document):
            state = .frozen(FrozenVersion(version: version, digest: digest, at: now, document: document))
        case .reopened(let version): state = .open(version: version)
        }
    }

    /// What happens to the wall and concerns the paper: in a caucus the minutes are closed to everyone but the bureau.
    mutating func follow(_ event: Wall.Event) {
        switch event {
        case .raised: presenting = false
        case .confirmed, .sealed, .leftOutside, .doubted, .extended, .lowered, .wordLeft, .shielded: break
        }
    }

    /// The sections that are made of what differs from `before`. Of the draft's texts `RoomEffect.draft` tells.
    func sections(differingFrom before: Paper) -> RoomSections {
        var sections: RoomSections = []
        if state != before.state || presenting != before.presenting { sections.insert(.minutes) }
        // The officer writes them beside the wall.
        if note != before.note { sections.insert(.wall) }
        return sections
    }
}

/// A text and how often it was changed.
package struct PrivateNote: Sendable, Hashable, Encodable {
    package let text: String
    package let revision: Int

    package init(text: String = "", revision: Int = 0) {
        self.text = text
        self.revision = revision
    }
}
