/// The way from a link to the table, and away from it.
extension Room {
    mutating func consent(_ seat: Seat, to notice: String, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.standing == .linkOpened || seat.standing == .consented else { throw Refusal(.wrongState) }
        guard notice == context.notice else { throw Refusal(.noticeChanged, field: "notice") }
        return [
            record(.consented(seat: seat.number, notice: notice), at: context.now), .grantRelay(seat.number),
            .publish([.seats, .happenings]), .answer(CommandResult()),
        ]
    }

    mutating func check(_ seat: Seat, _ check: DeviceCheck, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.number != .bureau, seat.consentedAt != nil else { throw Refusal(.notConsented) }
        return [
            record(.checked(seat: seat.number, check), at: context.now), .publish(.seats),
            .answer(CommandResult()),
        ]
    }

    mutating func ready(_ seat: Seat, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        if seat.standing == .linkOpened { throw Refusal(.notConsented) }
        guard seat.standing == .consented else { throw Refusal(.wrongState) }
        return [
            record(.ready(seat: seat.number), at: context.now), .publish([.seats, .happenings]),
            .answer(CommandResult()),
        ]
    }

    /// Domain rule 16: one officer as host, and each admitted person verified and consented.
    mutating func admit(_ seat: Seat, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard seat.number != .bureau else { throw Refusal(.wrongState, field: "seat") }
        guard isHostHere else { throw Refusal(.hostAbsent) }
        guard seat.consentedAt != nil, seat.identity != nil else {
            throw Refusal(.notConsented, field: "seat")
        }
        guard seat.standing == .waiting, seat.presence == .here else {
            throw Refusal(.wrongState, field: "seat")
        }
        var effects = [record(.admitted(seat: seat.number), at: context.now)]
        if phase == .waiting {
            effects.append(record(.started, at: context.now))
            effects.append(.cancelTimer(.expiry))
        }
        return effects + [
            .publish([.session, .seats, .links, .happenings, .minutes]), .answer(CommandResult()),
        ]
    }

    mutating func askToWait(_ seat: Seat, _ minutes: Int, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.standing == .waiting else { throw Refusal(.wrongState, field: "seat") }
        guard (1...120).contains(minutes) else { throw Refusal(.badField, field: "minutes") }
        return [
            record(.askedToWait(seat: seat.number, minutes: minutes), at: context.now),
            .publish([.seats, .happenings]), .answer(CommandResult()),
        ]
    }

    mutating func decline(_ seat: Seat, _ reason: String, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.number != .bureau, !seat.standing.isShutOut, seat.standing != .admitted else {
            throw Refusal(.wrongState, field: "seat")
        }
        let reason = try checked(reason, field: "reason", isNeeded: true)
        return showOut(seat, by: .declined(seat: seat.number, reason: reason), context)
    }

    mutating func remove(_ seat: Seat, _ reason: String, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.number != .bureau, seat.standing == .admitted else {
            throw Refusal(.wrongState, field: "seat")
        }
        let reason = try checked(reason, field: "reason", isNeeded: true)
        return showOut(seat, by: .removed(seat: seat.number, reason: reason), context)
    }

    private mutating func showOut(_ seat: Seat, by event: RoomEvent, _ context: RoomContext) -> [RoomEffect] {
        claims.removeAll { $0.seat == seat.number }
        return closingMeasurements([seat.number], context).map { record($0, at: context.now) } + [
            record(event, at: context.now), .cancelTimer(.grace(seat.number)), .close(seat.number, .removed),
            .publish([.seats, .links, .happenings, .claims]), .answer(CommandResult()),
        ]
    }

    mutating func identify(
        _ seat: Seat, _ method: IdentityCheck.Method, _ note: String, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        guard seat.number != .bureau else { throw Refusal(.wrongState, field: "seat") }
        if method == .licence, seat.role != .lawyer { throw Refusal(.badField, field: "method") }
        let note = try checked(note, field: "note")
        return [
            record(.identified(seat: seat.number, method: method, note: note), at: context.now),
            .publish([.seats, .happenings]), .answer(CommandResult()),
        ]
    }

    mutating func invite(_ invitation: SeatInvitation, _ context: RoomContext) throws(Refusal) -> [RoomEffect]
    {
        guard seats.count < RoomLimits.seats else { throw Refusal(.seatsFull) }
        guard invitation.role != .host, seat(invitation.seat) == nil, invitation.seat == nextSeat else {
            throw Refusal(.wrongState, field: "seat")
        }
        guard !seats.contains(where: { $0.partyID == invitation.partyID }) else {
            throw Refusal(.wrongState, field: "partyID")
        }
        _ = try checked(invitation.name, field: "name", limit: RoomLimits.nameLength, isNeeded: true)
        let invited = record(.invited(invitation), at: context.now)
        return [invited] + expiryMoved() + [.publish([.seats, .happenings])]
    }

    /// How long each link opens a session that has not begun: as long as the first ones did.
    var linkLifetime: Span { founding.expiresAt.since(createdAt) }

    /// When the last link that still stands expires.
    var linksExpireAt: Instant {
        seats.filter { $0.number != .bureau && !$0.revoked && !$0.standing.isShutOut }
            .map(\.linkExpiresAt).max() ?? founding.expiresAt
    }

    private func expiryMoved() -> [RoomEffect] {
        phase == .waiting ? [.setTimer(.expiry, at: linksExpireAt)] : []
    }

    /// The number that the next invited person gets; nil when the table is full.
    package var nextSeat: SeatNumber? { SeatNumber(seats.count + 1) }

    mutating func revoke(_ number: SeatNumber, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        let seat = try existingSeat(number)
        guard number != .bureau, !seat.revoked else { throw Refusal(.wrongState, field: "seat") }
        return shutLink(seat, by: .revoked(seat: number), context)
    }

    mutating func reissue(_ number: SeatNumber, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        let seat = try existingSeat(number)
        guard number != .bureau else { throw Refusal(.wrongState, field: "seat") }
        return shutLink(seat, by: .reissued(seat: number, generation: seat.generation + 1), context)
    }

    private mutating func shutLink(_ seat: Seat, by event: RoomEvent, _ context: RoomContext) -> [RoomEffect]
    {
        claims.removeAll { $0.seat == seat.number }
        var effects = [record(event, at: context.now), .cancelTimer(.grace(seat.number))]
        if seat.presence == .here { effects.append(.close(seat.number, .removed)) }
        effects += expiryMoved()
        return effects + [.publish([.seats, .links, .happenings, .claims])]
    }
}
