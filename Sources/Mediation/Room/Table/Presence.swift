/// Coming, going and coming back: the seat is the room's, a page only holds it.
extension Room {
    mutating func take(_ hello: RoomHello, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        let seat = try existingSeat(hello.seat)
        if seat.number != .bureau {
            try judge(.credential, of: seat.number, generation: hello.generation, at: context.now)
        }
        if seat.page == hello.page, seat.presence != .away {
            // A page is of the device that loaded it: on another one nobody comes back to what that device has agreed to.
            guard seat.device == hello.device else { throw Refusal(.notPermitted, field: "device") }
            return comeBack(seat, hello, context)
        }
        if seat.presence == .here, !hello.approved {
            guard hello.takeOver else {
                let isSameBrowser = seat.device == hello.device || seat.number == .bureau
                throw Refusal(isSameBrowser ? .openElsewhereHere : .openOnOtherDevice)
            }
            // The bureau's seat belongs to a signed-in officer: the cookie has already told who asks.
            if seat.device != hello.device && seat.number != .bureau {
                return try claim(seat, hello, context)
            }
        }
        return sitDown(seat, hello, context)
    }

    private mutating func comeBack(
        _ seat: Seat, _ hello: RoomHello, _ context: RoomContext
    ) -> [RoomEffect] {
        let doubts = doubt(seat, hello.holds, context)
        guard seat.presence != .here else {
            return doubts + [.welcome(seat.number)]
        }
        var effects =
            doubts + [
                record(.table(.returned(seat: seat.number)), at: context.now),
                .cancelTimer(.grace(seat.number)),
            ]
        effects += resumeIfHostIsBack(seat.number, context)
        return effects + [.welcome(seat.number)]
    }

    private mutating func sitDown(
        _ seat: Seat, _ hello: RoomHello, _ context: RoomContext
    ) -> [RoomEffect] {
        var effects: [RoomEffect] = []
        if seat.presence == .here { effects.append(.close(seat.number, .takenOver)) }
        let event = Table.Event.arrived(
            seat: seat.number, page: hello.page, device: hello.device, browser: hello.browser)
        effects.append(record(.table(event), at: context.now))
        effects.append(.cancelTimer(.grace(seat.number)))
        effects += resumeIfHostIsBack(seat.number, context)
        return effects + [.welcome(seat.number)]
    }

    private mutating func resumeIfHostIsBack(_ number: SeatNumber, _ context: RoomContext) -> [RoomEffect] {
        guard number == .bureau, phase == .paused else { return [] }
        return [record(.table(.resumed), at: context.now), .cancelTimer(.pause)]
    }

    private mutating func claim(
        _ seat: Seat, _ hello: RoomHello, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        table.dropClaim(on: seat.number, by: hello.device)
        // The officer has enough to decide about, and a stranger's devices can't crowd out the one that asked first.
        guard table.claims.count(where: { $0.seat == seat.number }) < RoomLimits.claimsOfSeat else {
            throw Refusal(.waitingForOfficer)
        }
        table.add(
            SeatClaim(seat: seat.number, device: hello.device, browser: hello.browser, at: context.now))
        return [.pending]
    }

    mutating func decideClaim(
        _ seat: Seat, _ device: DeviceID, _ allow: Bool, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        guard table.claims.contains(where: { $0.seat == seat.number && $0.device == device }) else {
            throw Refusal(.wrongState, field: "device")
        }
        return [
            record(.table(.claimDecided(seat: seat.number, device: device, allowed: allow)), at: context.now),
            .answer(CommandResult()), .claimDecided(seat.number, device, allowed: allow),
        ]
    }

    mutating func lose(_ number: SeatNumber, _ page: PageID, _ context: RoomContext) -> [RoomEffect] {
        guard let seat = seat(number), seat.page == page, seat.presence == .here else { return [] }
        let grace = number == .bureau ? RoomLimits.bureauGrace : RoomLimits.partyGrace
        return [
            record(.table(.lost(seat: number)), at: context.now),
            .setTimer(.grace(number), at: context.now.adding(grace)),
        ]
    }

    mutating func leave(_ seat: Seat, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        links.takeUpLastReports(of: [seat.number])
        var effects = [
            record(.table(.left(seat: seat.number)), at: context.now), .cancelTimer(.grace(seat.number)),
        ]
        if seat.number == .bureau { effects += pauseWithoutHost(context) }
        return effects + [
            .answer(CommandResult()),
            .close(seat.number, .done),
        ]
    }

    mutating func expire(_ timer: RoomTimer, _ context: RoomContext) -> [RoomEffect] {
        switch timer {
        case .grace(let number):
            guard let seat = seat(number), seat.presence == .lost else { return [] }
            var effects = [record(.table(.absent(seat: number)), at: context.now)]
            if seat.number == .bureau { effects += pauseWithoutHost(context) }
            return effects
        case .pause:
            guard phase == .paused else { return [] }
            return finish(.hostAbsent, "", by: nil, context)
        case .seal: return sealOverdue(context)
        case .expiry:
            guard phase == .waiting else { return [] }
            // Who came in time keeps the seat: a link's end closes the door, not the room behind it.
            let isAnyoneInside = seats.contains {
                $0.number != .bureau && ($0.presence == .here || $0.presence == .lost)
            }
            let next = isAnyoneInside ? context.now.adding(RoomLimits.partyGrace) : linksExpireAt
            guard next <= context.now else { return [.setTimer(.expiry, at: next)] }
            return finish(.uncontactable, "", by: nil, context)
        }
    }

    private mutating func pauseWithoutHost(_ context: RoomContext) -> [RoomEffect] {
        guard phase == .inSession else { return [] }
        let until = context.now.adding(RoomLimits.pause)
        return [record(.table(.paused(until: until)), at: context.now), .setTimer(.pause, at: until)]
    }

    /// After a start of the server: whoever was here is lost with a whole grace before them, clocks run again.
    mutating func restart(_ context: RoomContext) -> [RoomEffect] {
        var effects: [RoomEffect] = []
        forgetMoment()
        for seat in seats where seat.presence == .here || seat.presence == .lost {
            if seat.presence == .here {
                effects.append(record(.table(.lost(seat: seat.number)), at: context.now))
            }
            let grace = seat.number == .bureau ? RoomLimits.bureauGrace : RoomLimits.partyGrace
            effects.append(.setTimer(.grace(seat.number), at: context.now.adding(grace)))
        }
        // Pages need their time to come back before they can be asked for a confirmation.
        if wall.phase == .sealing {
            effects.append(.setTimer(.seal, at: context.now.adding(RoomLimits.sealingAfterRestart)))
        }
        if phase == .paused { effects.append(.setTimer(.pause, at: context.now.adding(RoomLimits.pause))) }
        effects.append(.setTimer(.expiry, at: max(linksExpireAt, context.now)))
        return effects
    }
}
