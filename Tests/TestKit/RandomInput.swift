package import Mediation

/// Whatever can come to a room of a host and three guests, in no sensible order: people who come, go and come back on
/// other pages and devices, commands that fit and that don't, clocks, restarts, walls and shields.
///
/// Every kind of input, every clock and every command is drawn. A new one does not compile before it stands in `Kind.init`,
/// `Clock.init` or `RandomCommand.init`; a new kind of these does not compile before it is drawn. A test wants each of them to be
/// taken by the room (RandomHistoriesTests).
///
/// Chance alone gets nowhere: most of what it says is refused, and hardly one of a thousand histories would ever see a wall that is
/// sealed. So what a page has from the room (an epoch, the wall's number, a revision, its own page) mostly fits, and of what
/// is refused most is drawn anew. Walls are raised and confirmed more often than chance would have it.
package enum RandomInput {
    package static func next(for play: RoomDriver, _ random: inout SeededGenerator) -> RoomInput {
        var input = drawn(in: play.room, &random)
        for _ in 0..<3 where Int.random(in: 0..<4, using: &random) > 0 && !play.takes(input) {
            input = drawn(in: play.room, &random)
        }
        return input
    }

    private static func drawn(in room: Room, _ random: inout SeededGenerator) -> RoomInput {
        if room.phase == .inSession, Int.random(in: 0..<4, using: &random) == 0 {
            return .wallRaisedOrConfirmed(in: room, &random)
        }
        let kind = Kind.drawn[Int.random(in: 0..<Kind.drawn.count, using: &random)]
        return kind.input(Circumstances(in: room, &random), &random)
    }

    /// Who and what an input may be about.
    struct Circumstances {
        let seat: SeatNumber
        let other: SeatNumber
        let page: PageID
        let device: DeviceID
        /// Of the link that the seat is asked for by; the bureau's has no other than the first.
        let generation: Int
        /// The epoch of the link between the two.
        let epoch: Int
        /// The number of the wall.
        let wall: Int
        /// Who asks for a seat, and for which.
        let claim: (SeatNumber, DeviceID)
        /// The revision of a section, and of the notes.
        let revision: Int
        let noteRevision: Int

        init(in room: Room, of given: SeatNumber? = nil, _ random: inout SeededGenerator) {
            seat = given ?? RoomDriver.seat(Int.random(in: 1...4, using: &random))
            other = RoomDriver.seat(Int.random(in: 1...5, using: &random))
            let isFitting = Int.random(in: 0..<4, using: &random) > 0
            let isSamePage = Bool.random(using: &random)
            let isSameDevice = isSamePage || Int.random(in: 0..<4, using: &random) > 0
            page =
                (isSamePage ? room.seat(seat)?.page : nil)
                ?? PageID("page-\(seat)-\(Int.random(in: 0...2, using: &random))")
            device =
                (isSameDevice ? room.seat(seat)?.device : nil)
                ?? DeviceID("device-\(seat)-\(Int.random(in: 0...1, using: &random))")
            let isBureau = seat == .bureau
            generation =
                isFitting || isBureau
                ? room.seat(seat)?.generation ?? 1 : Int.random(in: 1...2, using: &random)
            epoch = isFitting ? room.epoch(SeatPair(seat, other)) : Int.random(in: 1...4, using: &random)
            wall = isFitting ? room.wall.number : Int.random(in: 0...6, using: &random)
            let claim = isFitting ? room.table.claims.first : nil
            self.claim = claim.map { ($0.seat, $0.device) } ?? (seat, device)
            let chance = Int.random(in: 0...3, using: &random)
            revision = isFitting ? room.paper.draft.revision(of: RandomCommand.section) : chance
            noteRevision = isFitting ? room.paper.note.revision : chance
        }
    }

    package enum Kind: CaseIterable, Hashable {
        case hello, disconnected, command, media, statistics, fingerprint, timer, clockStepped, restarted
        case invite, revoke, reissue, claimWithdrawn

        /// Keeps the list as long as the inputs are many.
        package init(_ input: RoomInput) {
            self =
                switch input {
                case .hello: .hello
                case .disconnected: .disconnected
                case .command: .command
                case .media: .media
                case .statistics: .statistics
                case .fingerprint: .fingerprint
                case .timer: .timer
                case .clockStepped: .clockStepped
                case .restarted: .restarted
                case .invite: .invite
                case .revoke: .revoke
                case .reissue: .reissue
                case .claimWithdrawn: .claimWithdrawn
                }
        }

        /// How many of the draws are of this kind.
        private var weight: Int {
            switch self {
            case .command: 60
            case .hello: 12
            case .timer: 8
            case .disconnected: 4
            case .media, .statistics, .fingerprint, .clockStepped, .restarted, .invite, .revoke, .reissue,
                .claimWithdrawn:
                1
            }
        }

        static let drawn = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

        fileprivate func input(_ about: Circumstances, _ random: inout SeededGenerator) -> RoomInput {
            let (seat, other) = (about.seat, about.other)
            switch self {
            case .hello:
                return .hello(
                    RoomHello(
                        seat: seat, generation: about.generation, page: about.page,
                        device: about.device, browser: "b", takeOver: Bool.random(using: &random),
                        approved: Int.random(in: 0..<8, using: &random) == 0,
                        holds: Bool.random(using: &random) ? [] : [other]))
            case .disconnected: return .disconnected(seat: seat, page: about.page)
            case .command:
                return RandomCommand.next(about, &random)
            case .media:
                let microphone: TrackState = Bool.random(using: &random) ? .live : .muted
                return .media(seat: seat, MediaState(microphone: microphone, camera: .live))
            case .statistics:
                let report = LinkReport(
                    peer: other, epoch: about.epoch, state: .connected,
                    path: "relay/udp", rttMs: 30, jitterMs: nil, lossPercent: 0, audioKbps: 28,
                    videoKbps: 640,
                    framesDecoded: nil, framesPerSecond: nil, freezes: nil, concealedPercent: nil)
                return .statistics(seat: seat, [report])
            case .fingerprint: return .fingerprint(seat: seat, "sha-256 AB:CD:\(about.page.text)")
            case .timer: return .timer(Clock.next(of: seat, &random))
            case .clockStepped: return .clockStepped(seconds: Int.random(in: -900...900, using: &random))
            case .restarted: return .restarted
            case .invite:
                return .invite(
                    SeatInvitation(
                        seat: other, partyID: PartyID("p-late"), role: .witness, name: "后来人",
                        phone: "100-0000-0009", needs: "",
                        guardianship: Guardianship.allCases.randomElement(using: &random) ?? .notNeeded))
            case .revoke: return .revoke(seat: other)
            case .reissue: return .reissue(seat: seat)
            case .claimWithdrawn: return .claimWithdrawn(seat: seat, device: about.device)
            }
        }
    }

    package enum Clock: CaseIterable, Hashable {
        case grace, seal, pause, expiry

        /// Keeps the list as long as the clocks are many.
        package init(_ timer: RoomTimer) {
            self =
                switch timer {
                case .grace: .grace
                case .seal: .seal
                case .pause: .pause
                case .expiry: .expiry
                }
        }

        /// How many of the draws are of this clock. The room's expiry comes once, and nothing after it.
        private var weight: Int {
            switch self {
            case .grace, .seal: 2
            case .pause: 1
            case .expiry: 0
            }
        }

        private static let drawn = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

        fileprivate static func next(of seat: SeatNumber, _ random: inout SeededGenerator) -> RoomTimer {
            switch drawn[Int.random(in: 0..<drawn.count, using: &random)] {
            case .grace: .grace(seat)
            case .seal: .seal
            case .pause: .pause
            case .expiry: .expiry
            }
        }
    }
}

extension RoomInput {
    fileprivate static func wallRaisedOrConfirmed(
        in room: Room, _ random: inout SeededGenerator
    ) -> RoomInput {
        let guests = room.seats.filter {
            $0.number != .bureau && $0.standing == .admitted && $0.presence == .here
        }
        if room.wall.isOpen, !guests.isEmpty {
            let members = guests.map(\.number).shuffled(using: &random)
                .prefix(Int.random(in: 1...2, using: &random))
            return .command(seat: .bureau, .wall(.caucus(members: Array(members), minutes: nil)))
        }
        let member = room.wall.members.sorted().randomElement(using: &random) ?? .bureau
        return .command(seat: member, .wall(.wallClosed(room.wall.number)))
    }
}
