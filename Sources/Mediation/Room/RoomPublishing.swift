extension Room {
    /// The sections whose sources differ: nothing else can read otherwise than `before`, for anybody. A source that stayed
    /// the same is known by its place in memory, so that a report of a link costs no comparison of the rest. What a reader
    /// is told of these sections is compared once more with what they were told last (`ToldView`).
    ///
    /// The draft's texts are no source here: `RoomEffect.draft` tells of a change of one.
    func sections(differingFrom before: Room) -> RoomSections {
        var sections: RoomSections = []
        if phase != before.phase || startedAt != before.startedAt || endedAt != before.endedAt
            || endReason != before.endReason || pauseEndsAt != before.pauseEndsAt
        {
            sections.formUnion([.session, .links])
        }
        if seats != before.seats || wall != before.wall || shields != before.shields {
            sections.formUnion([.seats, .links, .minutes, .wall, .shields])
        }
        if epochs != before.epochs { sections.insert(.links) }
        if presenting != before.presenting || frozen != before.frozen || version != before.version {
            sections.insert(.minutes)
        }
        if edges != before.edges { sections.insert(.edges) }
        if happenings != before.happenings { sections.insert(.happenings) }
        if claims != before.claims { sections.insert(.claims) }
        if words != before.words || privateNote != before.privateNote { sections.insert(.wall) }
        return sections
    }
}
