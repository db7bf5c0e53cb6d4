package import Mediation

/// Whatever can come to a room of a host and three guests, in no sensible order: people who come, go and come back on
/// other pages and devices, commands that fit and that don't, clocks, restarts, walls and shields. Every kind of input and every
/// command is drawn: a new one does not compile before it stands here (`Kind.init`, `Command.init`).
package enum RandomInput {
    package static func next(_ random: inout SeededGenerator) -> RoomInput {
        let kind = Kind.drawn[Int.random(in: 0..<Kind.drawn.count, using: &random)]
        return kind.input(Circumstances(&random), &random)
    }

    /// Who and what an input may be about.
    private struct Circumstances {
        let seat: SeatNumber
        let other: SeatNumber
        let page: PageID
        let device: DeviceID

        init(_ random: inout SeededGenerator) {
            seat = RoomDriver.seat(Int.random(in: 1...4, using: &random))
            other = RoomDriver.seat(Int.random(in: 1...5, using: &random))
            page = PageID("page-\(seat)-\(Int.random(in: 0...2, using: &random))")
            device = DeviceID("device-\(seat)-\(Int.random(in: 0...1, using: &random))")
        }
    }

    private enum Kind: CaseIterable {
        case hello, disconnected, command, media, statistics, fingerprint, timer, clockStepped, restarted
        case invite, revoke, reissue, claimWithdrawn

        /// Keeps the list as long as the inputs are many.
        init(_ input: RoomInput) {
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
            case .timer: 6
            case .disconnected: 4
            default: 1
            }
        }

        static let drawn = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

        func input(_ about: Circumstances, _ random: inout SeededGenerator) -> RoomInput {
            let (seat, other) = (about.seat, about.other)
            switch self {
            case .hello:
                return .hello(
                    RoomHello(
                        seat: seat, generation: Self.generation(of: seat, &random), page: about.page,
                        device: about.device, browser: "b", takeOver: Bool.random(using: &random),
                        approved: Int.random(in: 0..<8, using: &random) == 0,
                        holds: Bool.random(using: &random) ? [] : [other]))
            case .disconnected: return .disconnected(seat: seat, page: about.page)
            case .command:
                let command = Command.drawn[Int.random(in: 0..<Command.drawn.count, using: &random)]
                return command.input(about, &random)
            case .media:
                let microphone: TrackState = Bool.random(using: &random) ? .live : .muted
                return .media(seat: seat, MediaState(microphone: microphone, camera: .live))
            case .statistics:
                let report = LinkReport(
                    peer: other, epoch: Int.random(in: 1...4, using: &random), state: .connected,
                    path: "relay/udp", rttMs: 30, jitterMs: nil, lossPercent: 0, audioKbps: 28,
                    videoKbps: 640,
                    framesDecoded: nil, framesPerSecond: nil, freezes: nil, concealedPercent: nil)
                return .statistics(seat: seat, [report])
            case .fingerprint: return .fingerprint(seat: seat, "sha-256 AB:CD:\(about.page.text)")
            case .timer: return .timer(Self.timer(of: seat, &random))
            case .clockStepped: return .clockStepped(seconds: Int.random(in: -900...900, using: &random))
            case .restarted: return .restarted
            case .invite:
                return .invite(
                    SeatInvitation(
                        seat: other, partyID: PartyID("p-late"), role: .witness, name: "后来人",
                        phone: "100-0000-0009", needs: ""))
            case .revoke: return .revoke(seat: other)
            case .reissue: return .reissue(seat: seat)
            case .claimWithdrawn: return .claimWithdrawn(seat: seat, device: about.device)
            }
        }

        /// Mostly the link as it was made first; the bureau's seat has no other.
        private static func generation(of seat: SeatNumber, _ random: inout SeededGenerator) -> Int {
            seat == .bureau || Int.random(in: 0..<4, using: &random) > 0 ? 1 : 2
        }

        /// The room's expiry is left out: it comes once, and nothing after it.
        private static func timer(of seat: SeatNumber, _ random: inout SeededGenerator) -> RoomTimer {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1: .grace(seat)
            case 2: .seal
            default: .pause
            }
        }
    }

    private enum Command: CaseIterable {
        case consent, check, ready, leave, renewLink, admit, askToWait, decline, remove, identify, decideClaim
        case edit, present, freeze, reopen, end, caucus, wallClosed, extendCaucus, endCaucus, word,
            privateNote
        case shield

        /// Keeps the list as long as the commands are many.
        init(_ command: RoomCommand) {
            self =
                switch command {
                case .consent: .consent
                case .check: .check
                case .ready: .ready
                case .leave: .leave
                case .renewLink: .renewLink
                case .admit: .admit
                case .askToWait: .askToWait
                case .decline: .decline
                case .remove: .remove
                case .identify: .identify
                case .decideClaim: .decideClaim
                case .edit: .edit
                case .present: .present
                case .freeze: .freeze
                case .reopen: .reopen
                case .end: .end
                case .caucus: .caucus
                case .wallClosed: .wallClosed
                case .extendCaucus: .extendCaucus
                case .endCaucus: .endCaucus
                case .word: .word
                case .privateNote: .privateNote
                case .shield: .shield
                }
        }

        private var weight: Int {
            switch self {
            case .admit, .wallClosed: 12
            case .caucus: 8
            case .consent, .ready: 8
            case .remove, .decline, .leave: 2
            case .end: 1
            default: 4
            }
        }

        static let drawn = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

        /// Mostly said by whom it is for; now and then by somebody else.
        func input(_ about: Circumstances, _ random: inout SeededGenerator) -> RoomInput {
            let command = command(about, &random)
            let isBureaus = command.isHosts && Int.random(in: 0..<16, using: &random) > 0
            return .command(seat: isBureaus ? .bureau : about.seat, command)
        }

        private func command(_ about: Circumstances, _ random: inout SeededGenerator) -> RoomCommand {
            let (seat, other) = (about.seat, about.other)
            switch self {
            case .consent: return .consent(notice: "2026-11")
            case .check:
                let network = DeviceCheck.Network(ms: 180, lossPercent: 0, kbps: 900, relayed: true)
                return .check(
                    DeviceCheck(
                        camera: .ok, microphone: .ok, speaker: .skipped,
                        network: Bool.random(using: &random) ? network : nil))
            case .ready: return .ready
            case .leave: return .leave
            case .renewLink:
                return .renewLink(peer: other, epoch: Int.random(in: 1...4, using: &random))
            case .admit: return .admit(other)
            case .askToWait: return .askToWait(other, minutes: 5)
            case .decline: return .decline(other, reason: "理由")
            case .remove: return .remove(other, reason: "理由")
            case .identify:
                let method = IdentityCheck.Method.allCases.randomElement(using: &random) ?? .contact
                return .identify(other, method, note: "")
            case .decideClaim: return .decideClaim(seat, about.device, allow: Bool.random(using: &random))
            case .edit:
                return .edit(section: .petitioner, text: "字", base: Int.random(in: 0...3, using: &random))
            case .present: return .present(Bool.random(using: &random))
            case .freeze: return .freeze
            case .reopen: return .reopen
            // Rarely taken, or most histories would be short: it stands for a word from outside otherwise.
            case .end:
                return Int.random(in: 0..<3, using: &random) == 0 ? .end(.agreement, note: "") : .word("在吗？")
            case .caucus:
                let third = RoomDriver.seat(Int.random(in: 2...4, using: &random))
                return .caucus(
                    members: Bool.random(using: &random) ? [other] : [other, third],
                    minutes: Bool.random(using: &random) ? nil : 10)
            case .wallClosed: return .wallClosed(Int.random(in: 0...6, using: &random))
            case .extendCaucus: return .extendCaucus(minutes: 5)
            case .endCaucus: return .endCaucus
            case .word: return .word("请问还要多久？")
            case .privateNote:
                return .privateNote(text: "只在里面说的话", base: Int.random(in: 0...3, using: &random))
            case .shield:
                let medium = Medium.allCases.randomElement(using: &random) ?? .face
                return .shield(Shield(seat, from: other, by: medium), on: Bool.random(using: &random))
            }
        }
    }
}
