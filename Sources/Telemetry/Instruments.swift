internal import Mediation

/// In what an instrument counts.
package enum Unit: String, Sendable {
    case each = "—"
    case bytes
    case microseconds = "µs"
    case milliseconds = "ms"
}

/// What is counted from the program's start on and never falls. With `Level`, the refusals and the events of rooms it is the whole list
/// of instruments: docs/operations.md, "What the server counts", is made of it.
///
/// No instrument and no label tells of a person, a case or a session: the labels are codes of closed enums.
package enum Total: String, Sendable, CaseIterable {
    case turns = "loop.turns"
    case busy = "loop.busy"
    case accepted = "connections.accepted"
    case turnedAway = "connections.turned_away"
    case requests = "requests"
    case opened = "sockets.opened"
    case messagesReceived = "messages.received"
    case bytesReceived = "messages.received.bytes"
    case messagesSent = "messages.sent"
    case bytesSent = "messages.sent.bytes"
    case tooSlow = "sockets.too_slow"
    case commits = "store.commits"
    case refusedCommits = "store.commits.refused"
    case transactions = "store.transactions"
    case writing = "store.writing"
    case reads = "store.reads"
    case rebuilt = "rooms.rebuilt"
    case unreadable = "rooms.unreadable"
    case failedRooms = "rooms.failed"
    case linksDown = "links.down"
    case dutiesDone = "duties.done"
    case dutiesFailed = "duties.failed"

    package var unit: Unit {
        switch self {
        case .busy, .writing: .microseconds
        case .bytesReceived, .bytesSent: .bytes
        case .turns, .accepted, .turnedAway, .requests, .opened, .messagesReceived, .messagesSent, .tooSlow,
            .commits, .refusedCommits, .transactions, .reads, .rebuilt, .unreadable, .failedRooms, .linksDown,
            .dutiesDone, .dutiesFailed:
            .each
        }
    }

    /// What it counts, for the operator.
    package var meaning: String {
        switch self {
        case .turns: "turns of the loop"
        case .busy: "processor time of the loop's thread"
        case .accepted: "connections that were accepted"
        case .turnedAway: "connections that were closed at once: their address had its number, or the server"
        case .requests: "HTTP requests, of pages and of the API"
        case .opened: "sockets of live rooms that were opened"
        case .messagesReceived: "messages from pages"
        case .bytesReceived: "the size of these"
        case .messagesSent: "messages to pages"
        case .bytesSent: "the size of these"
        case .tooSlow: "sockets that were closed since they read too slowly (4006)"
        case .commits: "commits that are durable"
        case .refusedCommits: "commits that were not kept: conflicts, and faults of the disk"
        case .transactions: "transactions, each of which holds one commit or many"
        case .writing: "time in these transactions"
        case .reads: "reads of the store"
        case .rebuilt: "rooms that were rebuilt from the journal"
        case .unreadable: "rooms that could not be rebuilt"
        case .failedRooms: "rooms that were closed since a commit failed"
        case .linksDown: "links between two people that a page reported to have gone down"
        case .dutiesDone: "duties outside rooms that were done"
        case .dutiesFailed: "duties that failed, and are tried again"
        }
    }
}

/// What stands at the moment of a report.
package enum Level: String, Sendable, CaseIterable {
    case delay = "loop.delay"
    case connections = "connections.open"
    case sockets = "sockets.open"
    case waitingCommits = "store.waiting"
    case longestTransaction = "store.longest"
    case readers = "store.readers"
    case rooms = "rooms.live"
    case seats = "rooms.seats"

    package var unit: Unit {
        switch self {
        case .delay: .milliseconds
        case .longestTransaction: .microseconds
        case .connections, .sockets, .waitingCommits, .readers, .rooms, .seats: .each
        }
    }

    package var meaning: String {
        switch self {
        case .delay: "the longest that one act kept the loop from its timers since the last report"
        case .connections: "open connections, sockets of live rooms among them"
        case .sockets: "open sockets of live rooms"
        case .waitingCommits: "commits that wait for a transaction"
        case .longestTransaction: "the longest transaction since the last report"
        case .readers: "reads of the store that are under way"
        case .rooms: "rooms in memory"
        case .seats: "seats whose page is connected"
        }
    }
}

/// Totals that are told apart by a code: one for each value of a closed enum.
package enum Coded: String, Sendable, CaseIterable {
    /// By `Refusal.Code`.
    case refusals
    /// By `RoomEvent.Name`.
    case roomEvents = "rooms.events"

    /// The name of the label.
    package static var label: String { "code" }

    package var codes: [String] {
        switch self {
        case .refusals: Refusal.Code.allCases.map(\.rawValue)
        case .roomEvents: RoomEvent.Name.allCases.map(\.rawValue)
        }
    }

    package var meaning: String {
        switch self {
        case .refusals: "refusals to pages, by code (docs/protocol.md, section 4)"
        case .roomEvents: "events of rooms, by kind: walls raised, seats lost, links renewed and all others"
        }
    }
}

extension Total {
    /// As the factory is given it.
    package var name: String { "trialogue.\(rawValue)" }
}

extension Level {
    /// As the factory is given it.
    package var name: String { "trialogue.\(rawValue)" }
}

extension Coded {
    /// As the factory is given it.
    package var name: String { "trialogue.\(rawValue)" }
}
