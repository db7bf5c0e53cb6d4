/// What has happened in a session, by the part of the room that it changes. The state of a room is the fold of its events
/// (`Room.apply`); a case is never removed nor given another meaning, for old journals are read by new programs. How it is
/// stored: `Records`.
package enum RoomEvent: Sendable, Hashable {
    case created(RoomFounding)
    case table(Table.Event)
    case wall(Wall.Event)
    case links(Links.Event)
    case paper(Paper.Event)
    /// The machine's clock was set by so many seconds, back when negative. Instants of a session are of its own steady time,
    /// before and after; this is how far the time of day has parted from it.
    case clockStepped(seconds: Int)

    package var name: Name {
        switch self {
        case .created: .created
        case .table(let event): event.name
        case .wall(let event): event.name
        case .links(let event): event.name
        case .paper(let event): event.name
        case .clockStepped: .clockStepped
        }
    }
}
