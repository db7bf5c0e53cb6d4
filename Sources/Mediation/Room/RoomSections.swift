/// A section of a page's state (docs/protocol.md, 2.2).
package enum RoomSection: UInt16, Sendable, CaseIterable {
    case session, seats, links, minutes, edges, happenings, claims, wall, shields
}

/// Some of the sections.
package struct RoomSections: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package init(_ section: RoomSection) { rawValue = 1 << section.rawValue }

    package static let session = RoomSections(.session)
    package static let seats = RoomSections(.seats)
    package static let links = RoomSections(.links)
    package static let minutes = RoomSections(.minutes)
    package static let edges = RoomSections(.edges)
    package static let happenings = RoomSections(.happenings)
    package static let claims = RoomSections(.claims)
    package static let wall = RoomSections(.wall)
    package static let shields = RoomSections(.shields)
    package static let all = RoomSections(RoomSection.allCases.map(RoomSections.init))
}
