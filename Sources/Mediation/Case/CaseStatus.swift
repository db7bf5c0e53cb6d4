/// Where a case stands. Exits as in docs/rules.md, "Steps of a case"; `CaseStep.row` is that
/// table in code.
package enum CaseStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// Exits: accepted, declined, forwarded, redirected.
    case registered
    /// Exit: graded.
    case accepted
    /// No exit.
    case declined, forwarded, redirected
    /// Exit: assigned (level 1 once endorsed).
    case graded
    /// Exits: inHandling, graded (the unit's objection, agreed to).
    case assigned
    /// Exit: pendingClose.
    case inHandling = "in_handling"
    /// Exits: closed, inHandling.
    case pendingClose = "pending_close"
    /// Exit: followedUp.
    case closed
    /// Exits: signedOff, inHandling.
    case followedUp = "followed_up"
    /// Exit: archived.
    case signedOff = "signed_off"
    /// No exit: a revisit makes a new case.
    case archived

    /// Whether a dialogue can be launched on it (rule 15). Registered counts: the first talk often decides whether
    /// the matter is accepted at all. Closed and followed up count: an agreement is talked about until the sign-off.
    package var isOpen: Bool {
        switch self {
        case .registered, .accepted, .graded, .assigned, .inHandling, .pendingClose, .closed, .followedUp:
            true
        case .declined, .forwarded, .redirected, .signedOff, .archived: false
        }
    }

    /// Whether the case left the loop or came to its end, so that nothing about it changes any more.
    package var isOver: Bool {
        switch self {
        case .declined, .forwarded, .redirected, .archived: true
        case .registered, .accepted, .graded, .assigned, .inHandling, .pendingClose, .closed, .followedUp,
            .signedOff:
            false
        }
    }
}
