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

    /// What the record says of it, in words of the text tables (`bureau.happening`).
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case created, invited, revoked, reissued, arrived, returned, lost, absent, consented
        case checked, ready, identified, admitted, declined, removed, left, measured, tallied, started
        case paused, resumed, presented, shielded, frozen, reopened, ended
        case askedToWait = "asked_to_wait"
        case claimDecided = "claim_decided"
        case clockStepped = "clock_stepped"
        case linkRenewed = "link_renewed"
        case fingerprintBound = "fingerprint_bound"
        case fingerprintRefused = "fingerprint_refused"
        case wallRaised = "wall_raised"
        case wallConfirmed = "wall_confirmed"
        case wallSealed = "wall_sealed"
        case wallLeftOutside = "wall_left_outside"
        case wallDoubted = "wall_doubted"
        case wallExtended = "wall_extended"
        case wallLowered = "wall_lowered"
        case wordLeft = "word_left"
    }

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
