/// Who sits at the table or is on the way to it, and how far the session is. The bureau's seat exists from the first moment
/// and belongs to the server.
package struct Table: Sendable, Hashable {
    package private(set) var stage = Stage.waiting
    /// In the order of their numbers, which have no gap.
    package private(set) var seats: [Seat]
    /// Other devices that ask for a taken seat, oldest first. Known for the moment only: they ask again.
    package private(set) var claims: [SeatClaim] = []
    /// How long each link opens a session that has not begun: as long as the first ones did.
    private let linkLifetime: Span

    init(founding: RoomFounding, at now: Instant) {
        linkLifetime = founding.expiresAt.since(now)
        seats = [Seat(hostOf: founding, at: now)]
    }

    /// The seat with that number, if anyone was ever invited to it.
    package func seat(_ number: SeatNumber) -> Seat? { seats.first { $0.number == number } }

    /// The one place where an event changes the table.
    mutating func apply(_ event: Event, at now: Instant) {
        if let turn = event.turn { stage.follow(turn, at: now) }
        let linkExpiresAt = now.adding(linkLifetime)
        switch event {
        case .invited(let invitation):
            seats.append(Seat(invitation, linkExpiresAt: linkExpiresAt, at: now))
        case .revoked(let seat): update(seat) { $0.revoke(at: now) }
        case .reissued(let seat, let generation):
            update(seat) { $0.reissue(generation, linkExpiresAt: linkExpiresAt, at: now) }
        case .arrived(let seat, let page, let device, let browser):
            update(seat) { $0.arrive(page, on: Seat.Visitor(device: device, browser: browser), at: now) }
        case .returned(let seat): update(seat) { $0.comeBack(at: now) }
        case .lost(let seat): update(seat) { $0.lose(at: now) }
        case .absent(let seat): update(seat) { $0.miss(at: now) }
        case .consented(let seat, let notice):
            update(seat) { $0.consent(Seat.Consent(notice: notice, at: now)) }
        case .checked(let seat, let check): update(seat) { $0.check(check) }
        case .ready(let seat): update(seat) { $0.move(to: .waiting(until: nil)) }
        case .identified(let seat, let method, let note):
            update(seat) { $0.identify(IdentityCheck(method: method, note: note, at: now)) }
        case .admitted(let seat): update(seat) { $0.move(to: .admitted) }
        case .askedToWait(let seat, let minutes):
            update(seat) { $0.move(to: .waiting(until: now.adding(.minutes(Int64(minutes))))) }
        case .declined(let seat, _): update(seat) { $0.go(.declined, at: now) }
        case .removed(let seat, _): update(seat) { $0.go(.removed, at: now) }
        case .left(let seat): update(seat) { $0.go(.left, at: now) }
        case .claimDecided(let seat, let device, _): dropClaim(on: seat, by: device)
        case .guardianDeclined, .started, .paused, .resumed: break
        case .ended:
            claims = []
            for index in seats.indices { seats[index].empty(at: now) }
        }
    }

    private mutating func update(_ number: SeatNumber, _ change: (inout Seat) -> Void) {
        guard let index = seats.firstIndex(where: { $0.number == number }) else { return }
        change(&seats[index])
    }

    // MARK: Claims

    mutating func add(_ claim: SeatClaim) { claims.append(claim) }

    mutating func dropClaim(on seat: SeatNumber, by device: DeviceID) {
        claims.removeAll { $0.seat == seat && $0.device == device }
    }

    mutating func dropClaims(on seat: SeatNumber) { claims.removeAll { $0.seat == seat } }

    mutating func forgetMoment() { claims = [] }

    // MARK: What is known of all seats

    /// Everybody who is admitted, there or not.
    var admitted: Set<SeatNumber> { Set(seats.filter { $0.standing == .admitted }.map(\.number)) }

    /// When the last link that still stands expires; nil when none does.
    var linksExpireAt: Instant? {
        seats.filter { $0.number != .bureau && !$0.revoked && !$0.standing.isShutOut }
            .map(\.linkExpiresAt).max()
    }

    /// The sections that are made of what differs from `before`.
    func sections(differingFrom before: Table) -> RoomSections {
        var sections: RoomSections = []
        if stage != before.stage { sections.formUnion([.session, .links]) }
        // Whom one may see, and by which name, depends on who sits where.
        if seats != before.seats { sections.formUnion([.seats, .links, .minutes, .wall, .shields]) }
        if claims != before.claims { sections.insert(.claims) }
        return sections
    }
}

/// Someone on another device who asks for a taken seat.
package struct SeatClaim: Sendable, Hashable {
    package let seat: SeatNumber
    package let device: DeviceID
    package let browser: String
    package let at: Instant
}
