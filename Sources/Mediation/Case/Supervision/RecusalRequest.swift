/// A request that someone of the bureau keep off the case (回避), to be decided within two days.
package struct RecusalRequest: Hashable, Sendable {
    package let of: StaffReference
    package let reason: String
    package let requestedAt: Instant
    package var granted: Bool?

    package init(of person: StaffReference, reason: String, requestedAt: Instant) {
        of = person
        self.reason = reason
        self.requestedAt = requestedAt
    }
}
