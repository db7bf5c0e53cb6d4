import Mediation
import Storage
import Telemetry
import Transport

/// What the parts of a server had counted at one moment.
struct ServerReadings: Readings {
    var loop = LoopTally()
    /// Nil of an engine that counts nothing.
    var store: StoreTally?
    var tally = RoomsTally()
    /// Rooms in memory, and seats whose page is connected.
    var rooms = (live: 0, seats: 0)
    var duties: (done: Int64, failed: Int64) = (0, 0)

    func total(_ total: Total) -> Int64 {
        switch total {
        case .turns: loop.turns
        case .busy: loop.busy
        case .accepted: loop.accepted
        case .turnedAway: loop.turnedAway
        case .requests: loop.requests
        case .opened: loop.opened
        case .messagesReceived: loop.messagesReceived
        case .bytesReceived: loop.bytesReceived
        case .messagesSent: loop.messagesSent
        case .bytesSent: loop.bytesSent
        case .tooSlow: loop.tooSlow
        case .commits: store?.commits ?? 0
        case .refusedCommits: store?.refused ?? 0
        case .transactions: store?.transactions ?? 0
        case .writing: store?.writing ?? 0
        case .reads: store?.reads ?? 0
        case .rebuilt: tally.rebuilt
        case .unreadable: tally.unreadable
        case .failedRooms: tally.failed
        case .linksDown: tally.linksDown
        case .dutiesDone: duties.done
        case .dutiesFailed: duties.failed
        }
    }

    func level(_ level: Level) -> Int64 {
        switch level {
        case .delay: loop.delay
        case .connections: loop.connections
        case .sockets: loop.sockets
        case .waitingCommits: store?.waiting ?? 0
        case .longestTransaction: store?.longest ?? 0
        case .readers: store?.readers ?? 0
        case .rooms: Int64(rooms.live)
        case .seats: Int64(rooms.seats)
        }
    }

    func coded(_ coded: Coded) -> [String: Int64] {
        switch coded {
        case .refusals: Self.byWord(tally.refusals)
        case .roomEvents: Self.byWord(tally.events)
        }
    }

    private static func byWord<Code: RawRepresentable<String>>(_ counts: [Code: Int64]) -> [String: Int64] {
        Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) })
    }
}
