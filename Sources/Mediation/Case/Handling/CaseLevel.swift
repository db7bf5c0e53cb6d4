/// How high a case is led: 3 by the responsible unit, 2 by the first officer, 1 by a leader of the bureau.
package enum CaseLevel: String, Hashable, Sendable, Codable, CaseIterable {
    case one = "level_1"
    case two = "level_2"
    case three = "level_3"
}

/// Whose consent closes a case.
package enum ClosingPart: String, Hashable, Sendable, CaseIterable {
    case firstOfficer = "first_officer"
    case unit
    case bureauLeader = "bureau_leader"
    case legalSection = "legal_section"

    /// Level 3: first officer. Level 2: first officer and the unit, for which its liaison signs (the tool has no role
    /// for a unit's leader). Level 1: a leader of the bureau and the legal section.
    package static func required(for level: CaseLevel?) -> Set<ClosingPart> {
        switch level {
        case .one: [.bureauLeader, .legalSection]
        case .two: [.firstOfficer, .unit]
        case .three, nil: [.firstOfficer]
        }
    }
}
