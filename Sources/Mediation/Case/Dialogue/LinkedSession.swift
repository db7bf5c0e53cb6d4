/// A dialogue, as far as its case knows it; the rest is in the session's own record.
package struct LinkedSession: Hashable, Sendable {
    /// When and why it ended, and the minutes as far as they had come.
    package struct End: Hashable, Sendable {
        package let at: Instant
        package let reason: EndReason
        package let minutes: AttachedMinutes?

        package init(at: Instant, reason: EndReason, minutes: AttachedMinutes?) {
            self.at = at
            self.reason = reason
            self.minutes = minutes
        }
    }

    package let id: SessionID
    /// 第 n 次, from 1.
    package let number: Int
    package let createdAt: Instant
    package var invited: [PartyID]
    /// Nil while it is open.
    package var end: End?

    package var isOpen: Bool { end == nil }

    package init(id: SessionID, number: Int, createdAt: Instant, invited: [PartyID]) {
        self.id = id
        self.number = number
        self.createdAt = createdAt
        self.invited = invited
    }
}

/// Minutes on a case: they belong to that session's case and can't move (rule 31).
package struct AttachedMinutes: Hashable, Sendable, Encodable {
    package let version: Int
    /// SHA-256, lower-case hexadecimal.
    package let digest: String
    /// `unsigned` until signatures exist.
    package let label: String

    package init(version: Int, digest: String, label: String = "unsigned") {
        self.version = version
        self.digest = digest
        self.label = label
    }
}
