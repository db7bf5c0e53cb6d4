import Mediation

/// What the rooms have done since the start, in numbers. It names no session, no seat and no person.
struct RoomsTally: Sendable {
    var rebuilt: Int64 = 0
    /// Could not be rebuilt.
    var unreadable: Int64 = 0
    /// Closed since a commit failed.
    var failed: Int64 = 0
    var linksDown: Int64 = 0
    private(set) var refusals: [Refusal.Code: Int64] = [:]
    private(set) var events: [RoomEvent.Name: Int64] = [:]

    mutating func count(_ refusal: Refusal.Code) { refusals[refusal, default: 0] += 1 }

    mutating func count(_ effects: [RoomEffect]) {
        for case .commit(let change) in effects {
            for event in change.events { events[event.name, default: 0] += 1 }
        }
    }

    /// Counts the links that went down by a report, each direction for itself.
    mutating func countLinks(_ before: Links, _ after: Links) {
        for (edge, report) in after.edges
        where report.verdict == .down && before.edges[edge]?.verdict != .down {
            linksDown += 1
        }
    }
}
