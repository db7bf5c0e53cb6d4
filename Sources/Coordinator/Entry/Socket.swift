import Mediation
import Transport
import Wire

extension SocketDoor {
    /// Where a socket stands.
    enum Stage {
        /// Has said nothing. Exits: asking, over.
        case fresh
        /// A hello is being judged; nothing is read meanwhile. With where it stood before, by an earlier one. Exits: known, over.
        case asking(Standing?)
        /// Speaks for somebody: holds a seat, asks for one, or looks on. Exits: asking, by another hello while it holds no
        /// seat; over.
        case known(Standing)
        /// Turned away; what it still says is not read. The room that knows of it hears of its close.
        case over(RoomHost?)
    }

    /// Whom a socket speaks for, and where: one of its good hellos, as it was found.
    @LoopActor
    final class Standing {
        let speaker: Speaker
        /// The room that knows of the socket.
        let host: RoomHost
        /// When its sign-in ends unless it is used again, as far as was read.
        var until: Instant?
        /// The stream that it held when it was last asked for; another socket may have it now.
        private var lastStream: SeatStream?

        init(_ found: HelloAuthority.Finding) {
            speaker = found.speaker
            host = found.host
            until = found.standsUntil
        }

        /// The stream that this socket holds in the room.
        func stream(of peer: PeerID) -> SeatStream? {
            if let lastStream, lastStream.peer == peer { return lastStream }
            lastStream = host.seat(of: peer)
            return lastStream
        }
    }

    /// One socket's state; Transport hands it back with each message, so that none looks it up.
    @LoopActor
    final class Socket {
        let peer: PeerID
        let address: NetworkAddress.Group?
        let cookies: String?
        /// The room whose address it was opened at: every hello is held to it.
        let room: RoomAddress
        private let userAgent: String
        var stage = Stage.fresh
        /// The digest of its cookie's token: with that sign-in it ends.
        let signIn: [UInt8]?
        private let values: UnsafeMutablePointer<Values>

        /// What every message touches, as plain values behind a pointer: nothing counts or guards it at run time.
        private struct Values {
            var rate: RateLimit
            var heardAt: Instant
        }

        /// Our last beat is unanswered: the next one from the page is its answer and not a probe.
        var awaitsBeat = false
        var cancelAlarm: @LoopActor () -> Void = {}

        init(
            _ peer: PeerID, at room: RoomAddress, address: NetworkAddress.Group?, cookies: String?,
            signIn: [UInt8]?, userAgent: String, rate: RateLimit, openedAt now: Instant
        ) {
            self.room = room
            self.signIn = signIn
            self.peer = peer
            self.address = address
            self.cookies = cookies
            self.userAgent = userAgent
            values = .allocate(capacity: 1)
            values.initialize(to: Values(rate: rate, heardAt: now))
        }

        isolated deinit { values.deallocate() }

        /// Made when somebody says hello: most of what a flood of sockets would cost.
        var browser: String { BrowserName.describe(userAgent) }

        var heardAt: Instant { values.pointee.heardAt }

        /// Notes that a message came; false when that was one too many.
        func hears(_ allowance: RateLimit.Allowance, at now: Instant) -> Bool {
            values.pointee.heardAt = now
            return values.pointee.rate.take(of: allowance, at: now)
        }

        /// Whom it speaks for; nil before its first good hello and once it is turned away.
        var standing: Standing? {
            switch stage {
            case .known(let standing): standing
            case .asking(let before): before
            case .fresh, .over: nil
            }
        }

        /// The room that knows of it.
        var host: RoomHost? {
            if case .over(let host) = stage { host } else { standing?.host }
        }
    }
}
