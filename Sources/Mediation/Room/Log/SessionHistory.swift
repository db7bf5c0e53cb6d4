/// The record of a session as the case shows it: a fold over the journal that keeps what `Room` forgets — when each
/// person came and went and why, how long they were cut off, what the links measured (docs/protocol.md, 1.3).
package struct SessionHistory: Sendable, Encodable {
    /// How a stay ended, in words of the text tables (`bureau.left_why`).
    package enum WhyGone: String, Sendable, Encodable, CaseIterable {
        case lost, left, removed, declined, revoked, ended
        case takenOver = "taken_over"
    }

    package struct Arrival: Sendable, Encodable {
        package let at: Instant
        package var until: Instant?
        package var why: WhyGone?
    }

    package struct Interruption: Sendable, Encodable {
        package let from: Instant
        package let seconds: Int
    }

    package struct Attendee: Sendable, Encodable {
        package let seat: SeatNumber
        package let role: SeatRole
        package let name: String
        package var browser = ""
        package var identity: IdentityCheck?
        package var notice: String?
        package var consentedAt: Instant?
        package var check: DeviceCheck?
        package var arrivals: [Arrival] = []
        package var admittedAt: Instant?
        package var leftAt: Instant?
        package var leftWhy: WhyGone?
        /// Seconds at the table, interruptions left out.
        package var presentSeconds = 0
        package var interruptions: [Interruption] = []
        package var fingerprints: [String] = []
        var sittingSince: Instant?
        var lostAt: Instant?

        enum CodingKeys: String, CodingKey {
            case seat, role, name, browser, identity, notice, consentedAt, check, arrivals, admittedAt, leftAt
            case leftWhy, presentSeconds, interruptions, fingerprints
        }
    }

    package struct Line: Sendable, Encodable {
        package let at: Instant
        package let what: String
        package let seat: SeatNumber?
        package let by: SeatNumber?
        package let detail: String?
    }

    package let founding: RoomFounding
    package let createdAt: Instant
    package private(set) var stage = Stage.waiting
    package private(set) var note = ""
    package private(set) var attendees: [Attendee]
    package private(set) var events: [Line] = []
    package private(set) var pausedSeconds = 0
    private var tallies = LinkTallies()
    private var pausedAt: Instant?

    enum CodingKeys: String, CodingKey {
        case id, caseID, caseNo, title, number, kind, phase, createdAt, startedAt, endedAt, reason, note,
            paths
        case recording, interruptedSeconds, attendees, edges, events
    }

    /// - Parameter tallies: what was measured since the journal last told it; the row of a session that goes on.
    package init?(folding journal: [(event: RoomEvent, at: Instant)], tallies kept: [EdgeTally] = []) {
        guard let first = journal.first, case .created(let founding) = first.event else { return nil }
        self.founding = founding
        createdAt = first.at
        attendees = [Attendee(seat: .bureau, role: .host, name: founding.hostName)]
        for (event, at) in journal { add(event, at: at) }
        tallies.take(kept)
    }

    package var edges: [EdgeTally] { tallies.all }
    package var phase: Room.Phase { stage.phase }

    /// Seconds in which somebody at the table was cut off, or nobody from the bureau was there.
    package var interruptedSeconds: Int {
        pausedSeconds + attendees.flatMap(\.interruptions).reduce(0) { $0 + $1.seconds }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(founding.sessionID, forKey: .id)
        try container.encode(founding.caseID, forKey: .caseID)
        try container.encode(founding.caseNo, forKey: .caseNo)
        try container.encode(founding.title, forKey: .title)
        try container.encode(founding.number, forKey: .number)
        try container.encode(founding.kind, forKey: .kind)
        try container.encode(phase, forKey: .phase)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encodeIfPresent(stage.startedAt, forKey: .startedAt)
        try container.encodeIfPresent(stage.end?.at, forKey: .endedAt)
        try container.encodeIfPresent(stage.end?.reason, forKey: .reason)
        try container.encode(note, forKey: .note)
        try container.encode(founding.paths, forKey: .paths)
        try container.encode(false, forKey: .recording)
        try container.encode(interruptedSeconds, forKey: .interruptedSeconds)
        try container.encode(attendees, forKey: .attendees)
        try container.encode(edges, forKey: .edges)
        try container.encode(events, forKey: .events)
    }

    // MARK: The fold

    private mutating func update(_ seat: SeatNumber, _ change: (inout Attendee) -> Void) {
        guard let index = attendees.firstIndex(where: { $0.seat == seat }) else { return }
        change(&attendees[index])
    }

    private mutating func add(_ event: RoomEvent, at now: Instant) {
        switch event {
        case .table(let event): add(event, at: now)
        case .links(let event): add(event)
        case .created, .wall, .paper, .clockStepped: break
        }
        if let line = Line(event, at: now) { events.append(line) }
    }

    private mutating func add(_ event: Table.Event, at now: Instant) {
        let isTalking = phase != .waiting
        if let turn = event.turn { stage.follow(turn, at: now) }
        switch event {
        case .invited(let invitation):
            attendees.append(Attendee(seat: invitation.seat, role: invitation.role, name: invitation.name))
        case .arrived(let seat, _, _, let browser):
            update(seat) {
                $0.close(.takenOver, at: now)
                $0.browser = browser
                $0.arrivals.append(Arrival(at: now))
                $0.endInterruption(at: now)
                if seat == .bureau, $0.admittedAt == nil { $0.admittedAt = now }
                if seat == .bureau { $0.sittingSince = $0.sittingSince ?? now }
            }
        case .returned(let seat):
            update(seat) {
                $0.arrivals.append(Arrival(at: now))
                $0.endInterruption(at: now)
            }
        case .lost(let seat):
            update(seat) {
                $0.close(.lost, at: now)
                if isTalking, $0.sittingSince != nil { $0.lostAt = now }
            }
        case .consented(let seat, let notice):
            update(seat) {
                $0.notice = notice
                $0.consentedAt = now
                if $0.identity == nil { $0.identity = IdentityCheck(method: .contact, note: "", at: now) }
            }
        case .checked(let seat, let check): update(seat) { $0.check = check }
        case .identified(let seat, let method, let note):
            update(seat) { $0.identity = IdentityCheck(method: method, note: note, at: now) }
        case .admitted(let seat):
            update(seat) {
                $0.admittedAt = $0.admittedAt ?? now
                $0.sittingSince = $0.sittingSince ?? now
            }
        case .declined(let seat, _): update(seat) { $0.go(.declined, at: now) }
        case .removed(let seat, _): update(seat) { $0.go(.removed, at: now) }
        case .revoked(let seat), .reissued(let seat, _): update(seat) { $0.go(.revoked, at: now) }
        case .left(let seat): update(seat) { $0.go(.left, at: now) }
        case .paused: pausedAt = now
        case .resumed: endPause(at: now)
        case .ended(_, let note, _):
            self.note = note
            endPause(at: now)
            for index in attendees.indices { attendees[index].go(.ended, at: now) }
        case .absent, .ready, .guardianDeclined, .askedToWait, .claimDecided, .started: break
        }
    }

    private mutating func add(_ event: Links.Event) {
        switch event {
        case .fingerprintBound(let seat, let print): update(seat) { $0.fingerprints.append(print) }
        case .measured(let seat, let reports): for report in reports { tallies.add(report, to: seat) }
        case .tallied(let kept): tallies.take(kept)
        case .renewed, .fingerprintRefused: break
        }
    }

    private mutating func endPause(at now: Instant) {
        guard let from = pausedAt else { return }
        pausedSeconds += Int(now.since(from).milliseconds / 1000)
        pausedAt = nil
    }
}

extension SessionHistory.Attendee {
    mutating func close(_ why: SessionHistory.WhyGone, at now: Instant) {
        guard let last = arrivals.indices.last, arrivals[last].until == nil else { return }
        arrivals[last].until = now
        arrivals[last].why = why
    }

    mutating func endInterruption(at now: Instant) {
        guard let from = lostAt else { return }
        interruptions.append(
            SessionHistory.Interruption(from: from, seconds: Int(now.since(from).milliseconds / 1000)))
        lostAt = nil
    }

    mutating func go(_ why: SessionHistory.WhyGone, at now: Instant) {
        close(why, at: now)
        endInterruption(at: now)
        guard let since = sittingSince else { return }
        presentSeconds += Int(now.since(since).milliseconds / 1000)
        let cut = interruptions.filter { $0.from >= since }.reduce(0) { $0 + $1.seconds }
        presentSeconds = max(0, presentSeconds - cut)
        sittingSince = nil
        leftAt = now
        leftWhy = why
    }
}
