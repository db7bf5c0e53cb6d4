package import Mediation

/// Whatever can come to a room of a host and three guests, in no sensible order: people who come, go and come back on
/// other pages and devices, commands that fit and that don't, clocks, restarts, walls and shields.
package enum RandomInput {
    package static func next(_ random: inout SeededGenerator) -> RoomInput {
        let seat = RoomDriver.seat(Int.random(in: 1...4, using: &random))
        let other = RoomDriver.seat(Int.random(in: 1...5, using: &random))
        let page = PageID("page-\(seat)-\(Int.random(in: 0...2, using: &random))")
        let device = DeviceID("device-\(seat)-\(Int.random(in: 0...1, using: &random))")
        switch Int.random(in: 0..<34, using: &random) {
        case 0...4:
            return .hello(
                RoomHello(
                    seat: seat, generation: generation(of: seat, &random), page: page, device: device,
                    browser: "b",
                    takeOver: Bool.random(using: &random),
                    approved: Int.random(in: 0..<8, using: &random) == 0,
                    holds: Bool.random(using: &random) ? [] : [other]))
        case 5, 6: return .disconnected(seat: seat, page: page)
        case 7: return .command(seat: seat, .consent(notice: "2026-11"))
        case 8: return .command(seat: seat, .ready)
        case 9...11: return .command(seat: .bureau, .admit(other))
        case 12: return .command(seat: seat, .admit(other))
        case 13: return .command(seat: seat, .leave)
        case 14: return .command(seat: .bureau, .remove(other, reason: "理由"))
        case 15: return .command(seat: .bureau, .decline(other, reason: "理由"))
        case 16:
            return .command(seat: seat, .renewLink(peer: other, epoch: Int.random(in: 1...4, using: &random)))
        case 17: return .timer(.grace(seat))
        case 18: return .restarted
        case 19: return .reissue(seat: seat)
        case 20:
            return .command(
                seat: .bureau,
                .edit(section: .petitioner, text: "字", base: Int.random(in: 0...3, using: &random)))
        case 21: return .command(seat: .bureau, .freeze)
        case 22: return .command(seat: .bureau, .present(Bool.random(using: &random)))
        case 23:
            return .command(seat: .bureau, .decideClaim(seat, device, allow: Bool.random(using: &random)))
        case 25, 26:
            let third = RoomDriver.seat(Int.random(in: 2...4, using: &random))
            let members = Bool.random(using: &random) ? [other] : [other, third]
            let minutes = Bool.random(using: &random) ? nil : 10
            return .command(seat: .bureau, .caucus(members: members, minutes: minutes))
        case 27, 28, 29: return .command(seat: seat, .wallClosed(Int.random(in: 0...6, using: &random)))
        case 30: return .command(seat: .bureau, .endCaucus)
        case 31: return .timer(.seal)
        case 32:
            let medium = Medium.allCases.randomElement(using: &random) ?? .face
            return .command(
                seat: .bureau, .shield(Shield(seat, from: other, by: medium), on: Bool.random(using: &random))
            )
        case 24: return report(of: seat, about: other, &random)
        default:
            return Int.random(in: 0..<12, using: &random) == 0
                ? .command(seat: .bureau, .end(.agreement, note: "")) : .timer(.pause)
        }
    }

    /// Mostly the link as it was made first; the bureau's seat has no other.
    private static func generation(of seat: SeatNumber, _ random: inout SeededGenerator) -> Int {
        seat == .bureau || Int.random(in: 0..<4, using: &random) > 0 ? 1 : 2
    }

    /// What pages tell unasked, and what stands only in the bureau's own column.
    private static func report(
        of seat: SeatNumber, about other: SeatNumber, _ random: inout SeededGenerator
    ) -> RoomInput {
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            let microphone: TrackState = Bool.random(using: &random) ? .live : .muted
            return .media(seat: seat, MediaState(microphone: microphone, camera: .live))
        case 1:
            let report = LinkReport(
                peer: other, epoch: Int.random(in: 1...4, using: &random), state: .connected,
                path: "relay/udp", rttMs: 30, jitterMs: nil, lossPercent: 0, audioKbps: 28, videoKbps: 640,
                framesDecoded: nil, framesPerSecond: nil, freezes: nil, concealedPercent: nil)
            return .statistics(seat: seat, [report])
        case 2: return .command(seat: seat, .word("请问还要多久？"))
        case 3: return .command(seat: .bureau, .extendCaucus(minutes: 5))
        default:
            let base = Int.random(in: 0...3, using: &random)
            return .command(seat: .bureau, .privateNote(text: "只在里面说的话", base: base))
        }
    }
}
