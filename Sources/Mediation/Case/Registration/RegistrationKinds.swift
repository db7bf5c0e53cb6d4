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
