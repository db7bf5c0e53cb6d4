/// 交办单: who does what until when.
package struct Assignment: Hashable, Sendable {
    /// By whom and when it was received.
    package struct Receipt: Hashable, Sendable {
        package let by: StaffReference?
        package let at: Instant

        package init(by person: StaffReference?, at: Instant) {
            by = person
            self.at = at
        }
    }

    package let unit: String
    package let due: Instant
    /// The list of what is to be done.
    package let items: String
    /// The unit's signature that it has it; nil until then.
    package var receipt: Receipt?
    /// The unit's objection, while it stands.
    package var objection: String?

    package init(unit: String, due: Instant, items: String) {
        self.unit = unit
        self.due = due
        self.items = items
    }
}
