package import Mediation

/// The kinds of commands of all parts of the room, and a command of each.
package enum RandomCommand: CaseIterable, Hashable {
    case consent, check, ready, leave, admit, askToWait, decline, remove, identify, decideClaim, end
    case caucus, wallClosed, extendCaucus, endCaucus, word, shield
    case renewLink
    case edit, present, freeze, reopen, privateNote

    /// Keeps the list as long as the commands are many.
    package init(_ command: RoomCommand) {
        self =
            switch command {
            case .table(let command): Self(command)
            case .wall(let command): Self(command)
            case .links(let command): Self(command)
            case .paper(let command): Self(command)
            }
    }

    private init(_ command: Table.Command) {
        self =
            switch command {
            case .consent: .consent
            case .check: .check
            case .ready: .ready
            case .leave: .leave
            case .admit: .admit
            case .askToWait: .askToWait
            case .decline: .decline
            case .remove: .remove
            case .identify: .identify
            case .decideClaim: .decideClaim
            case .end: .end
            }
    }

    private init(_ command: Wall.Command) {
        self =
            switch command {
            case .caucus: .caucus
            case .wallClosed: .wallClosed
            case .extendCaucus: .extendCaucus
            case .endCaucus: .endCaucus
            case .word: .word
            case .shield: .shield
            }
    }

    private init(_ command: Links.Command) {
        self =
            switch command {
            case .renewLink: .renewLink
            }
    }

    private init(_ command: Paper.Command) {
        self =
            switch command {
            case .edit: .edit
            case .present: .present
            case .freeze: .freeze
            case .reopen: .reopen
            case .privateNote: .privateNote
            }
    }

    /// The one that is written.
    static let section = MinutesSection.petitioner

    /// How many of the draws are of this kind. The end comes rarely, or most histories would be short.
    private var weight: Int {
        switch self {
        case .admit, .wallClosed: 36
        case .caucus, .consent, .ready: 24
        case .remove, .decline, .leave: 2
        case .end: 1
        case .check, .askToWait, .identify, .decideClaim, .extendCaucus, .endCaucus, .word, .shield,
            .renewLink, .edit, .present, .freeze, .reopen, .privateNote:
            12
        }
    }

    private static let drawn = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

    /// Mostly said by whom it is for; now and then by somebody else.
    static func next(_ about: RandomInput.Circumstances, _ random: inout SeededGenerator) -> RoomInput {
        let kind = drawn[Int.random(in: 0..<drawn.count, using: &random)]
        let command = kind.command(about, &random)
        let isBureaus = command.isHosts && Int.random(in: 0..<16, using: &random) > 0
        return .command(seat: isBureaus ? .bureau : about.seat, command)
    }

    /// Whatever that seat could say in this room: mostly what fits.
    package static func said(
        by seat: SeatNumber, in room: Room, _ random: inout SeededGenerator
    ) -> RoomCommand {
        let kind = drawn[Int.random(in: 0..<drawn.count, using: &random)]
        return kind.command(RandomInput.Circumstances(in: room, of: seat, &random), &random)
    }

    private func command(
        _ about: RandomInput.Circumstances, _ random: inout SeededGenerator
    ) -> RoomCommand {
        let (seat, other) = (about.seat, about.other)
        switch self {
        case .consent: return .table(.consent(notice: "2026-11"))
        case .check:
            let network = DeviceCheck.Network(ms: 180, lossPercent: 0, kbps: 900, relayed: true)
            return .table(
                .check(
                    DeviceCheck(
                        camera: .ok, microphone: .ok, speaker: .skipped,
                        network: Bool.random(using: &random) ? network : nil)))
        case .ready: return .table(.ready)
        case .leave: return .table(.leave)
        case .admit:
            let declined = Int.random(in: 0..<8, using: &random) > 0 ? "自食其力" : nil
            return .table(.admit(other, guardianDeclined: declined))
        case .askToWait: return .table(.askToWait(other, minutes: 5))
        case .decline: return .table(.decline(other, reason: "理由"))
        case .remove: return .table(.remove(other, reason: "理由"))
        case .identify:
            let method = IdentityCheck.Method.allCases.randomElement(using: &random) ?? .contact
            return .table(.identify(other, method, note: ""))
        case .decideClaim:
            let (claimed, device) = about.claim
            return .table(.decideClaim(claimed, device, allow: Bool.random(using: &random)))
        case .end: return .table(.end(.agreement, note: ""))
        case .caucus:
            let third = RoomDriver.seat(Int.random(in: 2...4, using: &random))
            return .wall(
                .caucus(
                    members: Bool.random(using: &random) ? [other] : [other, third],
                    minutes: Bool.random(using: &random) ? nil : 10))
        case .wallClosed: return .wall(.wallClosed(about.wall))
        case .extendCaucus: return .wall(.extendCaucus(minutes: 5))
        case .endCaucus: return .wall(.endCaucus)
        case .word: return .wall(.word("请问还要多久？"))
        case .shield:
            let medium = Medium.allCases.randomElement(using: &random) ?? .face
            return .wall(.shield(Shield(seat, from: other, by: medium), on: Bool.random(using: &random)))
        case .renewLink: return .links(.renewLink(peer: other, epoch: about.epoch))
        case .edit: return .paper(.edit(section: Self.section, text: "字", base: about.revision))
        case .present: return .paper(.present(Bool.random(using: &random)))
        case .freeze: return .paper(.freeze)
        case .reopen: return .paper(.reopen)
        case .privateNote: return .paper(.privateNote(text: "只在里面说的话", base: about.noteRevision))
        }
    }
}
