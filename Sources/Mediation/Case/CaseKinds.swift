/// How a petition came in (XF17).
package enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
    case letter, visit, phone, fax, online, video
    case hotline = "hotline_12345"
}

/// Whether the petitioner comes with this for the first time.
package enum VisitKind: String, Hashable, Sendable, Codable, CaseIterable { case first, `repeat` }

/// What a petition is by its content; it decides which way it is handled (XF17, XF30).
package enum ContentClass: String, Hashable, Sendable, Codable, CaseIterable {
    case suggestion
    /// 检举控告类: its material must never reach the accused (XF30).
    case accusation
    case appealRequest = "appeal_request"
    case litigationRelated = "litigation_related"
}

/// How high a case is led: 3 by the responsible unit, 2 by the first officer, 1 by a leader of the bureau.
package enum CaseLevel: String, Hashable, Sendable, Codable, CaseIterable {
    case one = "level_1"
    case two = "level_2"
    case three = "level_3"
}

/// Where a case stands. Exits as in docs/domain.md, "Steps of a case"; `CaseStep.starts` is that
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
        default: false
        }
    }
}

/// What a petitioner said when asked afterwards.
package enum Rating: String, Hashable, Sendable, Codable, CaseIterable {
    case satisfied, dissatisfied
    case fairlySatisfied = "fairly_satisfied"
}

/// How the petitioner was asked.
package enum FollowUpMethod: String, Hashable, Sendable, Codable, CaseIterable { case visit, phone, link }

/// Whether what was promised in an agreement has been done.
package enum Performance: String, Hashable, Sendable, Codable, CaseIterable {
    case nothingPromised = "nothing_promised"
    case whole, part, none
}

/// Levels of organs, from the station up, as the rule on visits counts them (XF20, SD26).
package enum OrganLevel: Int, Hashable, Sendable, Codable, Comparable {
    case station, county, city, province, nation

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// 越级访 (rule 8): a visit, and the organ that receives it stands above the next level over the competent one.
    /// Letters, calls and online petitions never count.
    package static func isBypass(_ channel: Channel, received: OrganLevel, competent: OrganLevel) -> Bool {
        channel == .visit && received.rawValue > competent.rawValue + 1
    }
}
