/// 延期: more time for handling (XF34), as it was granted.
package struct Extension: Hashable, Sendable {
    package let days: Int
    /// XF34: days that one may have.
    package static let lengths = 1...30
    package let reason: String
    package let approver: StaffReference
    package let newDue: Instant

    package init(days: Int, reason: String, approver: StaffReference, newDue: Instant) {
        self.days = days
        self.reason = reason
        self.approver = approver
        self.newDue = newDue
    }
}

/// More time that a handler asked for. The petitioner was told why before it was asked (XF34): without that none is asked.
package struct ExtensionRequest: Hashable, Sendable {
    package let by: StaffReference?
    package let at: Instant
    package let days: Int
    package let reason: String
    /// What the organ's head decided; nil until then.
    package var granted: Bool?

    package init(by person: StaffReference?, at: Instant, days: Int, reason: String, granted: Bool? = nil) {
        by = person
        self.at = at
        self.days = days
        self.reason = reason
        self.granted = granted
    }
}
