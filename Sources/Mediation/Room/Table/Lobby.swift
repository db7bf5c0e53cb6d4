/// The way from a link to the table, and away from it.
extension Room {
    mutating func judge(
        _ command: Table.Command, from seat: Seat, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        switch command {
        case .consent(let notice): try consent(seat, to: notice, context)
        case .check(let found): try check(seat, found, context)
        case .ready: try ready(seat, context)
        case .leave: try leave(seat, context)
        case .admit(let target, let declined): try admit(existingSeat(target), declined, context)
        case .askToWait(let target, let minutes): try askToWait(existingSeat(target), minutes, context)
        case .decline(let target, let reason): try decline(existingSeat(target), reason, context)
        case .remove(let target, let reason): try remove(existingSeat(target), reason, context)
        case .identify(let target, let method, let note):
            try identify(existingSeat(target), method, note, context)
        case .decideClaim(let target, let device, let allow):
            try decideClaim(existingSeat(target), device, allow, context)
        case .end(let reason, let note): try end(reason, note, by: seat.number, context)
        }
    }

    private mutating func consent(_ seat: Seat, to notice: String, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.standing == .linkOpened || seat.standing == .consented else { throw Refusal(.wrongState) }
        guard notice == context.notice else { throw Refusal(.noticeChanged, field: "notice") }
        return [
            record(.table(.consented(seat: seat.number, notice: notice)), at: context.now),
            .grantRelay(seat.number),
            .answer(CommandResult()),
        ]
    }

    private mutating func check(_ seat: Seat, _ check: DeviceCheck, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.number != .bureau, seat.consentedAt != nil else { throw Refusal(.notConsented) }
        return [
            record(.table(.checked(seat: seat.number, check)), at: context.now), .answer(CommandResult()),
        ]
    }

    private mutating func ready(_ seat: Seat, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        if seat.standing == .linkOpened { throw Refusal(.notConsented) }
        guard seat.standing == .consented else { throw Refusal(.wrongState) }
        return [
            record(.table(.ready(seat: seat.number)), at: context.now), .answer(CommandResult()),
        ]
    }

    /// Domain rule 16: one officer as host, and each admitted person verified and consented. Rule 20: a minor with a guardian.
    private mutating func admit(_ seat: Seat, _ declined: String?, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.number != .bureau else { throw Refusal(.wrongState, field: "seat") }
        guard isHostHere else { throw Refusal(.hostAbsent) }
        guard seat.consentedAt != nil, seat.identity != nil else {
            throw Refusal(.notConsented, field: "seat")
        }
        guard seat.standing == .waiting, seat.presence == .here else {
            throw Refusal(.wrongState, field: "seat")
        }
        var effects =
            try guardianDeclined(for: seat, declined).map { [record(.table($0), at: context.now)] } ?? []
        effects.append(record(.table(.admitted(seat: seat.number)), at: context.now))
        if phase == .waiting {
            effects.append(record(.table(.started), at: context.now))
            effects.append(.cancelTimer(.expiry))
        }
        return effects + [
            .answer(CommandResult())
        ]
    }

    /// What is written down of a minor who comes without a guardian; nil where there is nothing to write.
    private func guardianDeclined(for seat: Seat, _ reason: String?) throws(Refusal) -> Table.Event? {
        let isThere = seats.contains { $0.role == .guardian && $0.isAtTable }
        switch seat.guardianship {
        case .notNeeded: return nil
        case _ where isThere: return nil
        case .needed: throw Refusal(.guardianAbsent, field: "seat")
        case .mayBeDeclined:
            guard let reason else { throw Refusal(.guardianAbsent, field: "seat") }
            let written = try checked(reason, field: "guardianDeclined", isNeeded: true)
            return .guardianDeclined(seat: seat.number, reason: written)
        }
    }

    private mutating func askToWait(_ seat: Seat, _ minutes: Int, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.standing == .waiting else { throw Refusal(.wrongState, field: "seat") }
        guard RoomLimits.waits.contains(minutes) else { throw Refusal(.badField, field: "minutes") }
        return [
            record(.table(.askedToWait(seat: seat.number, minutes: minutes)), at: context.now),
            .answer(CommandResult()),
        ]
    }

    private mutating func decline(_ seat: Seat, _ reason: String, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.number != .bureau, !seat.standing.isShutOut, seat.standing != .admitted else {
            throw Refusal(.wrongState, field: "seat")
        }
        let reason = try checked(reason, field: "reason", isNeeded: true)
        return showOut(seat, by: .declined(seat: seat.number, reason: reason), context)
    }

    private mutating func remove(_ seat: Seat, _ reason: String, _ context: RoomContext) throws(Refusal)
        -> [RoomEffect]
    {
        guard seat.number != .bureau, seat.standing == .admitted else {
            throw Refusal(.wrongState, field: "seat")
        }
        let reason = try checked(reason, field: "reason", isNeeded: true)
        return showOut(seat, by: .removed(seat: seat.number, reason: reason), context)
    }

    private mutating func showOut(_ seat: Seat, by event: Table.Event, _ context: RoomContext) -> [RoomEffect]
    {
        table.dropClaims(on: seat.number)
        links.takeUpLastReports(of: [seat.number])
        return [
            record(.table(event), at: context.now), .cancelTimer(.grace(seat.number)),
            .close(seat.number, .removed),
            .answer(CommandResult()),
        ]
    }

    private mutating func identify(
        _ seat: Seat, _ method: IdentityCheck.Method, _ note: String, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        // Who was looked at is a person on a device: of a link that nobody has opened there is nobody.
        guard seat.number != .bureau, seat.device != nil else { throw Refusal(.wrongState, field: "seat") }
        if method == .licence, seat.role != .lawyer { throw Refusal(.badField, field: "method") }
        let note = try checked(note, field: "note")
        return [
            record(.table(.identified(seat: seat.number, method: method, note: note)), at: context.now),
            .answer(CommandResult()),
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
        let invited = record(.table(.invited(invitation)), at: context.now)
        return [invited] + expiryMoved()
    }

    /// What is shown for a seat: the link itself, or the credential that it was exchanged for while it opened.
    package enum Proof: Sendable { case link, credential }

    /// Judges what is shown for an invited person's seat: the one answer for the page that reads the link and for the
    /// socket that says hello. Refusals: `link_unknown`, `link_revoked`, `link_expired`, `removed`, `session_over`.
    @discardableResult
    package func judge(
        _ proof: Proof, of number: SeatNumber, generation: Int, at now: Instant
    ) throws(Refusal) -> Seat {
        guard number != .bureau, let seat = seat(number) else { throw Refusal(.linkUnknown) }
        let invitation = Invitation(
            sessionID: founding.sessionID, seat: number, generation: seat.generation,
            expiresAt: seat.linkExpiresAt, revoked: seat.revoked)
        if let refusal = invitation.judge(generation: generation, stage: stage(for: proof, of: seat), at: now)
        {
            throw refusal
        }
        if seat.standing.isShutOut { throw Refusal(.removedFromSession) }
        return seat
    }

    /// A session that nobody came to is over by expiry: its links have expired, as far as their holders know. Who came in
    /// time keeps the seat: a link's end closes the door, not the room behind it.
    private func stage(for proof: Proof, of seat: Seat) -> Invitation.SessionStage {
        switch table.stage {
        case .waiting:
            proof == .credential && (seat.presence == .here || seat.presence == .lost) ? .running : .waiting
        case .inSession, .paused: .running
        case .ended(let reason, let since, _): since == nil && reason == .uncontactable ? .waiting : .over
        }
    }

    /// When the last link that still stands expires.
    var linksExpireAt: Instant { table.linksExpireAt ?? founding.expiresAt }

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

    private mutating func shutLink(_ seat: Seat, by event: Table.Event, _ context: RoomContext)
        -> [RoomEffect]
    {
        table.dropClaims(on: seat.number)
        links.takeUpLastReports(of: [seat.number])
        // Whoever holds the seat by then is shown out, and who asks for it: none of them came by a link that still opens.
        let effects = [
            record(.table(event), at: context.now), .cancelTimer(.grace(seat.number)),
            .close(seat.number, .removed),
        ]
        return effects + expiryMoved()
    }
}
