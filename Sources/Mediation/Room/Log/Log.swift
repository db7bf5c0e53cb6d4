/// What the room notes by itself of what happens in it: the officer's lines, and what the minutes tell of people. It has no
/// events and no commands of its own; every event of the room passes by here.
package struct Log: Sendable, Hashable {
    /// Somebody at the table was away from `from` on, for so many seconds.
    package struct Interruption: Sendable, Hashable {
        package let seat: SeatNumber
        package let from: Instant
        package let seconds: Int
    }

    /// The newest `RoomLimits.happenings`, oldest first.
    package private(set) var happenings: [Happening] = []
    /// Who sat at the table at any time: the people of the minutes.
    package private(set) var wasAdmitted: Set<SeatNumber> = []
    /// Every time that somebody at the table was cut off and came back, for the minutes.
    package private(set) var interruptions: [Interruption] = []
    /// Who is cut off, and since when.
    private var lostAt: [SeatNumber: Instant] = [:]

    /// Notes an event of the room; `table` is as the event left it.
    mutating func apply(_ event: RoomEvent, at now: Instant, _ table: Table) {
        switch event {
        case .table(let event): if let turn = event.turn { noteAttendance(turn, at: now, table) }
        case .created, .wall, .links, .paper, .clockStepped: break
        }
        guard let (what, seat) = Happening.line(of: event) else { return }
        append(Happening(at: now, what: what, seat: seat, seconds: secondsAway(what, seat, at: now)))
    }

    private mutating func noteAttendance(_ turn: Table.Turn, at now: Instant, _ table: Table) {
        switch turn {
        case .admitted(let seat): wasAdmitted.insert(seat)
        case .arrived(let seat, _), .returned(let seat): endInterruption(of: seat, at: now)
        case .lost(let seat):
            if table.stage != .waiting, table.seat(seat)?.standing == .admitted { lostAt[seat] = now }
        case .emptied, .started, .paused, .resumed, .ended: break
        }
    }

    private mutating func endInterruption(of seat: SeatNumber, at now: Instant) {
        guard let from = lostAt.removeValue(forKey: seat) else { return }
        let seconds = Int(now.since(from).milliseconds / 1000)
        interruptions.append(Interruption(seat: seat, from: from, seconds: seconds))
    }

    /// Of a line that tells of a return: from the last line that tells of the loss on.
    private func secondsAway(_ what: Happening.What, _ seat: SeatNumber?, at now: Instant) -> Int? {
        guard what == .returned else { return nil }
        let lost = happenings.last { $0.seat == seat && $0.what == .lost }
        return lost.map { Int(now.since($0.at).milliseconds / 1000) }
    }

    private mutating func append(_ happening: Happening) {
        happenings.append(happening)
        if happenings.count > RoomLimits.happenings { happenings.removeFirst() }
    }

    /// The sections that are made of what differs from `before`.
    func sections(differingFrom before: Log) -> RoomSections {
        happenings == before.happenings ? [] : .happenings
    }
}

// MARK: What of the log a reader may see

extension Room {
    func happenings(for reader: SeatNumber) -> [Happening] {
        visible(.happenings, to: reader) ? log.happenings : []
    }
}
