/// The live session: a value that changes only by events. `handle` (one file per verb group) judges an input and
/// answers with effects; `apply` is the single place where an event changes the state, so that the fold of the
/// journal after a restart gives the same room. What only pages know for the moment (tracks, link reports, claims)
/// is kept beside and is not journaled: pages tell it anew.
package struct Room: Sendable, Hashable {
    /// Where the session stands.
    package enum Phase: String, Sendable, Codable, Hashable, CaseIterable {
        /// Nobody is admitted yet. Exits: inSession, ended.
        case waiting
        /// The host and at least one admitted person. Exits: paused, ended.
        case inSession = "in_session"
        /// Nobody from the bureau is there: civilians are never left alone with each other. Exits: inSession, ended.
        case paused
        /// Over; nothing changes any more.
        case ended
    }

    package let founding: RoomFounding
    package let createdAt: Instant
    /// The last moment at which an event changed it; no event is before the one before it.
    package private(set) var changedAt: Instant
    package private(set) var phase: Phase = .waiting
    package private(set) var seats: [Seat]
    package private(set) var startedAt: Instant?
    package private(set) var endedAt: Instant?
    package private(set) var endReason: EndReason?
    package private(set) var pauseEndsAt: Instant?
    package private(set) var presenting = false
    package private(set) var happenings: [Happening] = []
    /// Who sat at the table at any time: the people of the minutes.
    package private(set) var wasAdmitted: Set<SeatNumber> = []
    /// Every time that somebody at the table was cut off and came back, for the minutes.
    package private(set) var interruptions: [Interruption] = []
    private var lostAt: [SeatNumber: Instant] = [:]
    package private(set) var wall = Wall()
    package private(set) var shields: Set<Shield> = []
    /// Lines that people outside left for the officer, oldest first.
    package private(set) var words: [Word] = []
    private(set) var epochs: [SeatPair: Int] = [:]
    package private(set) var frozen: FrozenVersion?
    package private(set) var version = 1

    // Known for the moment only.
    package var minutes: MinutesDraft
    /// The officer's own notes: in no record, seen by the bureau's seat alone.
    package var privateNote = PrivateNote()
    package var edges: [Edge: EdgeReport] = [:]
    package var claims: [SeatClaim] = []
    var lastMeasured: [SeatNumber: Instant] = [:]
    /// When the report of an edge came that was last taken into its tally.
    var takenUp: [Edge: Instant] = [:]

    /// What the links measured; it has a row of its own, as the drafts have.
    package var tallies = LinkTallies()

    /// A line for the officer from someone outside of the wall.
    package struct Word: Sendable, Hashable, Encodable {
        package let seat: SeatNumber
        package let text: String
        package let at: Instant
    }

    /// Somebody at the table was away from `from` on, for so many seconds.
    package struct Interruption: Sendable, Hashable {
        package let seat: SeatNumber
        package let from: Instant
        package let seconds: Int
    }

    /// A version of the minutes that no longer changes.
    package struct FrozenVersion: Sendable, Hashable, Encodable {
        package let version: Int
        /// SHA-256 of the document's bytes, lower-case hexadecimal.
        package let digest: String
        package let at: Instant
        /// What the digest is of; pages have it as sections.
        package let document: MinutesDocument

        enum CodingKeys: String, CodingKey { case version, digest, at }
    }

    /// Someone on another device who asks for a taken seat.
    package struct SeatClaim: Sendable, Hashable {
        package let seat: SeatNumber
        package let device: DeviceID
        package let browser: String
        package let at: Instant
    }

    /// The room as `created` left it. The bureau's seat exists from the first moment and belongs to the server.
    package init(founding: RoomFounding, at now: Instant) {
        self.founding = founding
        createdAt = now
        changedAt = now
        var host = Seat(
            number: .bureau, role: .host, name: founding.hostName, staffNo: founding.hostStaffNo,
            partyID: nil,
            needs: "", phone: founding.phone, generation: 1, linkExpiresAt: founding.expiresAt, since: now)
        host.standing = .admitted
        seats = [host]
        minutes = MinutesDraft()
    }

    /// The fold of a journal; nil when it does not begin with `created`.
    package init?(folding events: [(event: RoomEvent, at: Instant)]) {
        guard let first = events.first, case .created(let founding) = first.event else { return nil }
        self.init(founding: founding, at: first.at)
        for (event, at) in events.dropFirst() { apply(event, at: at) }
    }

    /// The seat with that number, if anyone was ever invited to it.
    package func seat(_ number: SeatNumber) -> Seat? { seats.first { $0.number == number } }

    func existingSeat(_ number: SeatNumber) throws(Refusal) -> Seat {
        guard let seat = seat(number) else { throw Refusal(.noSuchSeat, field: "seat") }
        return seat
    }

    /// Whether the host's page is connected now.
    package var isHostHere: Bool { seat(.bureau)?.presence == .here }

    mutating func update(_ number: SeatNumber, _ change: (inout Seat) -> Void) {
        guard let index = seats.firstIndex(where: { $0.number == number }) else { return }
        change(&seats[index])
    }

    /// The one place where an event changes the room. It trusts its event: judging is `handle`'s.
    package mutating func apply(_ event: RoomEvent, at now: Instant) {
        let linkedBefore = linkedPairs
        changedAt = max(changedAt, now)
        change(by: event, at: now)
        note(event, at: now)
        // A link that was parted is never taken up again: its next life has a new epoch (docs/protocol.md, 2.4a).
        let linkedAfter = linkedPairs
        for pair in linkedBefore where !linkedAfter.contains(pair) { raiseEpoch(of: pair) }
    }

    private mutating func change(by event: RoomEvent, at now: Instant) {
        switch event {
        case .created: break
        case .invited(let invitation):
            seats.append(
                Seat(
                    number: invitation.seat, role: invitation.role, name: invitation.name, staffNo: nil,
                    partyID: invitation.partyID, needs: invitation.needs, phone: invitation.phone,
                    generation: 1, linkExpiresAt: now.adding(linkLifetime), since: now))
        case .revoked(let seat):
            update(seat) {
                $0.revoked = true
                if $0.standing != .left { $0.standing = .invited }
                $0.beginAtNothing()
                $0.empty(at: now)
            }
        case .reissued(let seat, let generation):
            let linkLifetime = linkLifetime
            update(seat) {
                $0.revoked = false
                $0.generation = generation
                $0.linkExpiresAt = now.adding(linkLifetime)
                $0.standing = .invited
                $0.beginAtNothing()
                $0.empty(at: now)
            }
        case .arrived(let number, let page, let device, let browser):
            arrive(number, page: page, device: device, browser: browser, at: now)
        case .returned(let seat):
            endInterruption(of: seat, at: now)
            update(seat) { $0.be(.here, at: now) }
        case .lost(let seat):
            if phase != .waiting, self.seat(seat)?.standing == .admitted { lostAt[seat] = now }
            update(seat) { $0.be(.lost, at: now) }
        case .absent(let seat): update(seat) { $0.be(.absent, at: now) }
        case .consented(let seat, let notice):
            update(seat) {
                $0.standing = .consented
                $0.notice = notice
                $0.consentedAt = now
                // Opening one's own link and confirming one's name verifies the contact, not the identity (rule 18).
                if $0.identity == nil { $0.identity = IdentityCheck(method: .contact, note: "", at: now) }
            }
        case .checked(let seat, let check): update(seat) { $0.check = check }
        case .ready(let seat): update(seat) { $0.standing = .waiting }
        case .identified(let seat, let method, let note):
            update(seat) { $0.identity = IdentityCheck(method: method, note: note, at: now) }
        case .admitted(let seat):
            update(seat) {
                $0.standing = .admitted
                $0.askedToWaitUntil = nil
            }
            wasAdmitted.insert(seat)
        case .askedToWait(let seat, let minutes):
            update(seat) { $0.askedToWaitUntil = now.adding(.minutes(Int64(minutes))) }
        case .declined(let seat, _):
            update(seat) {
                $0.standing = .declined
                $0.empty(at: now)
            }
        case .removed(let seat, _):
            update(seat) {
                $0.standing = .removed
                $0.empty(at: now)
            }
        case .left(let seat):
            update(seat) {
                if seat != .bureau { $0.standing = .left }
                $0.empty(at: now)
            }
        case .claimDecided(let seat, let device, _):
            claims.removeAll { $0.seat == seat && $0.device == device }
        case .linkRenewed(let pair, _): raiseEpoch(of: pair)
        case .fingerprintBound(let seat, let fingerprint): update(seat) { $0.fingerprint = fingerprint }
        case .measured(let seat, let reports): for report in reports { tallies.add(report, to: seat) }
        case .tallied(let kept): tallies.take(kept)
        case .fingerprintRefused, .clockStepped: break
        case .started:
            phase = .inSession
            startedAt = now
        case .paused(let until):
            phase = .paused
            pauseEndsAt = until
        case .resumed:
            phase = .inSession
            pauseEndsAt = nil
        case .presented(let on): presenting = on
        case .wallRaised, .wallConfirmed, .wallSealed, .wallLeftOutside, .wallDoubted, .wallExtended,
            .wallLowered:
            changeWall(by: event, at: now)
        case .wordLeft(let seat, let text):
            words.append(Word(seat: seat, text: text, at: now))
            if words.count > RoomLimits.happenings { words.removeFirst() }
        case .shielded(let shield, let on): if on { shields.insert(shield) } else { shields.remove(shield) }
        case .frozen(let number, let digest, let document):
            frozen = FrozenVersion(version: number, digest: digest, at: now, document: document)
        case .reopened(let number):
            frozen = nil
            version = number
        case .ended(let reason, _, _):
            phase = .ended
            endedAt = now
            endReason = reason
            pauseEndsAt = nil
            claims = []
            wall = Wall()
            for index in seats.indices { seats[index].empty(at: now) }
        }
        // Who is not at the table any more is not inside either; the bureau's seat stays, whoever sits on it.
        wall.members = wall.members.filter { $0 == .bureau || seat($0)?.standing == .admitted }
        wall.confirmed.formIntersection(wall.members)
        for seat in seats {
            let waits = wall.isOutside(seat.number) && seat.standing == .admitted
            wall.outsideSince[seat.number] = waits ? wall.outsideSince[seat.number] ?? now : nil
        }
    }

    private mutating func changeWall(by event: RoomEvent, at now: Instant) {
        switch event {
        case .wallRaised(let number, let members, let until):
            let guests = Set(members).subtracting([.bureau])
            let guestsBefore = wall.members.subtracting([.bureau])
            // Sealed anew around those who are left is the same talk; with others it begins, and so does its time.
            let goesOn =
                wall.until == until && (guestsBefore.isEmpty || !guests.isDisjoint(with: guestsBefore))
            wall.raisedAt = goesOn ? wall.raisedAt ?? now : now
            // A line is of the talk that it was left outside of, and of nobody who is inside by now.
            words = wall.isOpen ? [] : words.filter { !members.contains($0.seat) }
            wall.number = number
            wall.phase = .sealing
            wall.members = Set(members)
            wall.confirmed = []
            wall.until = until
            presenting = false
        case .wallConfirmed(let seat, _): wall.confirmed.insert(seat)
        case .wallSealed: wall.phase = .sealed
        case .wallLeftOutside(let seat, _): wall.members.remove(seat)
        case .wallDoubted(let seat, _): wall.confirmed.remove(seat)
        case .wallExtended(let until): wall.until = until
        case .wallLowered(let number, _):
            wall = Wall()
            wall.number = number
        default: break
        }
    }

    private mutating func arrive(
        _ number: SeatNumber, page: PageID, device: DeviceID, browser: String, at now: Instant
    ) {
        endInterruption(of: number, at: now)
        let before = seat(number)
        for pair in linkedPairs where pair.contains(number) && before?.page != page { raiseEpoch(of: pair) }
        // A new page has confirmed nothing yet.
        if before?.page != page { wall.confirmed.remove(number) }
        update(number) { seat in
            // What was agreed to, shown and let in was another device: the officer decides anew who sits at the table.
            let isOtherDevice = seat.device != nil && seat.device != device && number != .bureau
            if isOtherDevice { seat.beginAtNothing() }
            seat.page = page
            seat.device = device
            seat.browser = browser
            seat.fingerprint = nil
            seat.media = MediaState()
            seat.be(.here, at: now)
            guard number != .bureau else { return }
            switch seat.standing {
            case .invited: seat.standing = .linkOpened
            case .left: seat.standing = seat.consentedAt == nil ? .linkOpened : .consented
            case .waiting, .admitted, .consented: if isOtherDevice { seat.standing = .linkOpened }
            case .linkOpened, .removed, .declined: break
            }
        }
        edges = edges.filter { $0.key.from != number && $0.key.to != number }
    }

    private mutating func endInterruption(of seat: SeatNumber, at now: Instant) {
        guard let from = lostAt.removeValue(forKey: seat) else { return }
        let seconds = Int(now.since(from).milliseconds / 1000)
        interruptions.append(Interruption(seat: seat, from: from, seconds: seconds))
    }

    private mutating func raiseEpoch(of pair: SeatPair) { epochs[pair, default: 1] += 1 }

    /// Drops what only pages know for the moment; they tell it anew after each welcome.
    package mutating func forgetMoment() {
        for index in seats.indices { seats[index].media = MediaState() }
        edges = [:]
        claims = []
        lastMeasured = [:]
        takenUp = [:]
        tallies.forgetMoment()
    }

    mutating func setMedia(_ media: MediaState, of number: SeatNumber) { update(number) { $0.media = media } }

    mutating func append(_ happening: Happening) {
        happenings.append(happening)
        if happenings.count > RoomLimits.happenings { happenings.removeFirst() }
    }
}

extension Seat {
    /// Consent, the check of identity, the test and admission belong to the person and the device that gave them: what
    /// comes by a new link or on another device has none of it.
    mutating func beginAtNothing() {
        device = nil
        browser = ""
        check = nil
        identity = nil
        notice = nil
        consentedAt = nil
        askedToWaitUntil = nil
    }

    mutating func be(_ presence: Presence, at now: Instant) {
        guard self.presence != presence else { return }
        self.presence = presence
        since = now
    }

    /// No page holds the seat any more.
    mutating func empty(at now: Instant) {
        be(.away, at: now)
        page = nil
        fingerprint = nil
        media = MediaState()
        askedToWaitUntil = nil
    }
}

/// Bounds and times of a room (docs/protocol.md, 2.1, 2.4a and section 5).
package enum RoomLimits {
    package static let seats = 8
    /// Minutes for which a guest is asked to wait, and those of a private talk or of its extension.
    package static let waits = 1...120
    package static let caucuses = 1...180
    package static let happenings = 50
    package static let nameLength = 60
    package static let noteLength = 500
    package static let partyGrace = Span.seconds(60)
    package static let bureauGrace = Span.seconds(120)
    package static let pause = Span.minutes(10)
    /// How long a member's page may take to confirm the wall, and how long after a start of the server.
    package static let sealing = Span.seconds(5)
    package static let sealingAfterRestart = Span.seconds(30)
    package static let wordLength = 200
    /// Other devices that may ask for one seat at a time.
    package static let claimsOfSeat = 3
    package static let statisticsInterval = Span.seconds(30)
}
