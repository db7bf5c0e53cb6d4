/// What one reader may see of a room: the same function serves the snapshot, the deltas and every reader, so that
/// nothing reaches a page by a side door. Fields that are nil are absent on the wire.
package struct RoomView: Sendable, Hashable, Encodable {
    package var session: SessionView?
    package var seats: [SeatView]?
    package var links: [LinkView]?
    package var minutes: MinutesView?
    package var edges: [EdgeView]?
    package var happenings: [Happening]?
    package var claims: [ClaimView]?
    package var wall: WallView?
    package var shields: [Shield]?

    /// A view that tells nothing.
    package init() {}
}

extension Room {
    /// The named sections as `reader` may see them: each piece by what `visible` says (Wall/MayReach.swift).
    package func view(_ sections: RoomSections, for reader: SeatNumber) -> RoomView {
        var view = RoomView()
        for section in RoomSection.allCases where sections.contains(RoomSections(section)) {
            switch section {
            case .session: view.session = sessionView(for: reader)
            case .seats: view.seats = seatViews(for: reader)
            case .links: view.links = linkViews(for: reader)
            case .minutes: view.minutes = minutesView(for: reader)
            case .edges: view.edges = edgeViews(for: reader)
            case .happenings: view.happenings = happenings(for: reader)
            case .claims: view.claims = claimViews(for: reader)
            case .wall: view.wall = wallView(for: reader)
            case .shields: view.shields = shieldViews(for: reader)
            }
        }
        return view
    }

    /// The sections that may read otherwise than before, for anybody: those that are made of a part which differs. A part that
    /// stayed the same is known by its place in memory, so that a report of a link costs no comparison of the rest. What each
    /// reader is told of these sections is compared once more, with what they were told last (`ToldView`).
    func sections(differingFrom before: Room) -> RoomSections {
        [
            table.sections(differingFrom: before.table), wall.sections(differingFrom: before.wall),
            links.sections(differingFrom: before.links), paper.sections(differingFrom: before.paper),
            log.sections(differingFrom: before.log),
        ]
    }
}
