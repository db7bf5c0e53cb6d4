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
