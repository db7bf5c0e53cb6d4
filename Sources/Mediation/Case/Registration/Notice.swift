/// A written notice to the petitioner.
package struct Notice: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case acceptance, reply }

    package let kind: Kind
    package let servedAt: Instant
    /// Served after its term. It is kept all the same (rule 4).
    package let isOverdue: Bool

    package init(kind: Kind, servedAt: Instant, isOverdue: Bool) {
        self.kind = kind
        self.servedAt = servedAt
        self.isOverdue = isOverdue
    }
}
