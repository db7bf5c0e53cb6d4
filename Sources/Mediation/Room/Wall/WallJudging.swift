/// Speaking alone with one side: raising the wall, sealing it, moving it, lowering it. What may pass is decided in
/// MayReach.swift.
extension Room {
    mutating func judge(
        _ command: Wall.Command, from seat: Seat, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        switch command {
        case .caucus(let members, let minutes): try caucus(members, minutes, context)
        case .wallClosed(let number): try wallClosed(number, by: seat, context)
        case .extendCaucus(let minutes): try extendCaucus(minutes, context)
        case .endCaucus: try endCaucus(context)
        case .word(let text): try leaveWord(text, of: seat, context)
        case .shield(let shield, let on): try setShield(shield, on, context)
        }
    }

    private mutating func caucus(
        _ guests: [SeatNumber], _ minutes: Int?, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        guard phase == .inSession else { throw Refusal(.wrongState) }
        if let minutes, !RoomLimits.caucuses.contains(minutes) { throw Refusal(.badField, field: "minutes") }
        let members = Set(guests).union([.bureau])
        guard members.count > 1 else { throw Refusal(.missingField, field: "members") }
        // Only a connected seat can be a member: a dead socket can't close anything.
        for member in members {
            let seat = try existingSeat(member)
            guard seat.standing == .admitted, seat.presence == .here else {
                throw Refusal(.wrongState, field: "members")
            }
        }
        let others = seats.filter { $0.standing == .admitted && !members.contains($0.number) }
        guard !others.isEmpty else { throw Refusal(.badField, field: "members") }
        return raise(members, until: minutes.map { context.now.adding(.minutes(Int64($0))) }, context)
    }

    private mutating func raise(
        _ members: Set<SeatNumber>, until: Instant?, _ context: RoomContext
    ) -> [RoomEffect] {
        let event = Wall.Event.raised(number: wall.number + 1, members: members.sorted(), until: until)
        return [
            record(.wall(event), at: context.now),
            .setTimer(.seal, at: context.now.adding(RoomLimits.sealing)),
            .answer(CommandResult()),
        ]
    }

    private mutating func wallClosed(_ number: Int, by seat: Seat, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard number == wall.number, !wall.isOpen else { throw Refusal(.wallMoved, field: "wall") }
        guard wall.members.contains(seat.number) else { throw Refusal(.notPermitted) }
        guard !wall.confirmed.contains(seat.number) else { return [.answer(CommandResult())] }
        let confirmed = record(.wall(.confirmed(seat: seat.number, number: number)), at: context.now)
        return [confirmed] + sealIfNobodyIsAwaited(context) + [
            .answer(CommandResult())
        ]
    }

    /// Who was silent is left outside and the rest seal anew; without the host, or without anyone to speak with,
    /// the wall is lowered.
    mutating func sealOverdue(_ context: RoomContext) -> [RoomEffect] {
        guard wall.phase == .sealing else { return [] }
        let silent = wall.members.subtracting(wall.confirmed)
        let rest = wall.members.subtracting(silent)
        guard rest.contains(.bureau), rest.count > 1 else { return lower(isCancelled: true, context) }
        let effects = silent.sorted().map {
            record(.wall(.leftOutside(seat: $0, number: wall.number)), at: context.now)
        }
        return effects + sealAnew(around: rest, context)
    }

    /// The same talk under the next number: everyone inside confirms again.
    private mutating func sealAnew(around members: Set<SeatNumber>, _ context: RoomContext) -> [RoomEffect] {
        raise(members, until: wall.until, context).filter { if case .answer = $0 { false } else { true } }
    }

    /// A member's page that says of itself that it holds a connection across closes it first and confirms again; it
    /// has no link until then.
    mutating func doubt(_ seat: Seat, _ holds: [SeatNumber], _ context: RoomContext) -> [RoomEffect] {
        guard wall.confirmed.contains(seat.number) else { return [] }
        guard holds.contains(where: { wall.parts(seat.number, $0) }) else { return [] }
        return [record(.wall(.doubted(seat: seat.number, number: wall.number)), at: context.now)]
    }

    /// Seals when whoever was still to confirm has left the table.
    mutating func sealIfNobodyIsAwaited(_ context: RoomContext) -> [RoomEffect] {
        guard wall.phase == .sealing, wall.members.count > 1 else { return [] }
        guard wall.confirmed == wall.members else { return [] }
        return [
            record(.wall(.sealed(number: wall.number)), at: context.now), .cancelTimer(.seal),
        ]
    }

    private mutating func extendCaucus(_ minutes: Int, _ context: RoomContext) throws(Refusal) -> [RoomEffect]
    {
        guard !wall.isOpen else { throw Refusal(.wrongState) }
        guard RoomLimits.caucuses.contains(minutes) else { throw Refusal(.badField, field: "minutes") }
        let base = max(wall.until ?? context.now, context.now)
        return [
            record(.wall(.extended(until: base.adding(.minutes(Int64(minutes))))), at: context.now),
            .answer(CommandResult()),
        ]
    }

    private mutating func endCaucus(_ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard !wall.isOpen else { throw Refusal(.wrongState) }
        return lower(isCancelled: false, context) + [.answer(CommandResult())]
    }

    private mutating func lower(isCancelled: Bool, _ context: RoomContext) -> [RoomEffect] {
        [
            record(.wall(.lowered(number: wall.number + 1, cancelled: isCancelled)), at: context.now),
            .cancelTimer(.seal),
        ]
    }

    private mutating func leaveWord(_ text: String, of seat: Seat, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard wall.isOutside(seat.number), seat.standing == .admitted else { throw Refusal(.wrongState) }
        let text = try checked(text, field: "text", limit: RoomLimits.wordLength, isNeeded: true)
        return [
            record(.wall(.wordLeft(seat: seat.number, text: text)), at: context.now),
            .answer(CommandResult()),
        ]
    }

    private mutating func setShield(_ shield: Shield, _ on: Bool, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        // The bureau hears and sees everyone who sits at its table, and everyone knows the bureau.
        guard shield.subject != shield.reader, shield.subject != .bureau, shield.reader != .bureau else {
            throw Refusal(.badField, field: "from")
        }
        _ = try existingSeat(shield.subject)
        _ = try existingSeat(shield.reader)
        guard wall.shields.contains(shield) != on else { throw Refusal(.wrongState) }
        return [
            record(.wall(.shielded(shield, on: on)), at: context.now),
            .answer(CommandResult()),
        ]
    }
}
