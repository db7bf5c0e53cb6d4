/// Speaking alone with one side: raising the wall, sealing it, moving it, lowering it. What may pass is decided in
/// Wall.swift.
extension Room {
    mutating func caucus(
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
        let event = RoomEvent.wallRaised(number: wall.number + 1, members: members.sorted(), until: until)
        return [
            record(event, at: context.now), .setTimer(.seal, at: context.now.adding(RoomLimits.sealing)),
            .answer(CommandResult()),
        ]
    }

    mutating func wallClosed(_ number: Int, by seat: Seat, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard number == wall.number, !wall.isOpen else { throw Refusal(.wallMoved, field: "wall") }
        guard wall.members.contains(seat.number) else { throw Refusal(.notPermitted) }
        guard !wall.confirmed.contains(seat.number) else { return [.answer(CommandResult())] }
        let confirmed = record(.wallConfirmed(seat: seat.number, number: number), at: context.now)
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
            record(.wallLeftOutside(seat: $0, number: wall.number), at: context.now)
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
        return [record(.wallDoubted(seat: seat.number, number: wall.number), at: context.now)]
    }

    /// Seals when whoever was still to confirm has left the table.
    mutating func sealIfNobodyIsAwaited(_ context: RoomContext) -> [RoomEffect] {
        guard wall.phase == .sealing, wall.members.count > 1 else { return [] }
        guard wall.confirmed == wall.members else { return [] }
        return [
            record(.wallSealed(number: wall.number), at: context.now), .cancelTimer(.seal),
        ]
    }

    mutating func extendCaucus(_ minutes: Int, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard !wall.isOpen else { throw Refusal(.wrongState) }
        guard RoomLimits.caucuses.contains(minutes) else { throw Refusal(.badField, field: "minutes") }
        let base = max(wall.until ?? context.now, context.now)
        return [
            record(.wallExtended(until: base.adding(.minutes(Int64(minutes)))), at: context.now),
            .answer(CommandResult()),
        ]
    }

    mutating func endCaucus(_ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard !wall.isOpen else { throw Refusal(.wrongState) }
        return lower(isCancelled: false, context) + [.answer(CommandResult())]
    }

    private mutating func lower(isCancelled: Bool, _ context: RoomContext) -> [RoomEffect] {
        [
            record(.wallLowered(number: wall.number + 1, cancelled: isCancelled), at: context.now),
            .cancelTimer(.seal),
        ]
    }

    mutating func leaveWord(_ text: String, of seat: Seat, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard wall.isOutside(seat.number), seat.standing == .admitted else { throw Refusal(.wrongState) }
        let text = try checked(text, field: "text", limit: RoomLimits.wordLength, isNeeded: true)
        return [
            record(.wordLeft(seat: seat.number, text: text), at: context.now), .answer(CommandResult()),
        ]
    }

    mutating func note(_ text: String, _ base: Int, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard base == privateNote.revision else { throw Refusal(.staleRevision, field: "base") }
        let text = try checked(text, field: "text", limit: MinutesDraft.sectionLimit)
        privateNote = PrivateNote(text: text, revision: base + 1)
        return [
            .commit(RoomChange(events: [], hasNote: true)), .answer(CommandResult(revision: base + 1)),
        ]
    }

    mutating func setShield(_ shield: Shield, _ on: Bool, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        // The bureau hears and sees everyone who sits at its table, and everyone knows the bureau.
        guard shield.subject != shield.reader, shield.subject != .bureau, shield.reader != .bureau else {
            throw Refusal(.badField, field: "from")
        }
        _ = try existingSeat(shield.subject)
        _ = try existingSeat(shield.reader)
        guard shields.contains(shield) != on else { throw Refusal(.wrongState) }
        return [
            record(.shielded(shield, on: on), at: context.now),
            .answer(CommandResult()),
        ]
    }
}

/// A text and how often it was changed.
package struct PrivateNote: Sendable, Hashable, Encodable {
    package let text: String
    package let revision: Int

    package init(text: String = "", revision: Int = 0) {
        self.text = text
        self.revision = revision
    }
}
