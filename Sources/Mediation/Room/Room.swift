/// The live session: a value that changes only by events. It is made of parts, each in a folder of its own with its state, its
/// events, its commands and what pages see of it. The room leads each event and each command to the part that it is for, and
/// joins them: who is linked, what may be seen (Wall/MayReach.swift), what is published (RoomView.swift).
///
/// `handle` judges an input and answers with effects; `apply` is the single place where an event changes the state, so that the
/// fold of the journal after a restart gives the same room. What only pages know for the moment (tracks, link reports, claims)
/// is kept beside and is not journaled: pages tell it anew.
package struct Room: Sendable, Hashable {
    package let founding: RoomFounding
    package let createdAt: Instant
    /// The last moment at which an event changed it; no event is before the one before it.
    package private(set) var changedAt: Instant

    package internal(set) var table: Table
    package internal(set) var wall = Wall()
    package internal(set) var links = Links()
    package internal(set) var paper = Paper()
    package private(set) var log = Log()

    /// The room as `created` left it.
    package init(founding: RoomFounding, at now: Instant) {
        self.founding = founding
        createdAt = now
        changedAt = now
        table = Table(founding: founding, at: now)
    }

    /// The fold of a journal; nil when it does not begin with `created`.
    package init?(folding events: [(event: RoomEvent, at: Instant)]) {
        guard let first = events.first, case .created(let founding) = first.event else { return nil }
        self.init(founding: founding, at: first.at)
        for (event, at) in events.dropFirst() { apply(event, at: at) }
    }

    // MARK: What has rows of its own and no events

    /// Puts back a section of the draft; it was judged when it was written.
    package mutating func restore(_ section: MinutesSection, text: String, revision: Int) {
        paper.draft.restore(section, text: text, revision: revision)
    }

    /// Puts back the officer's own notes.
    package mutating func restore(_ note: PrivateNote) { paper.note = note }

    /// Puts back what the links have measured.
    package mutating func restore(_ tallies: [EdgeTally], revision: Int) {
        links.tallies.restore(tallies, revision: revision)
    }

    // MARK: Events

    /// The one place where an event changes the room. It trusts its event: judging is `handle`'s.
    package mutating func apply(_ event: RoomEvent, at now: Instant) {
        let linkedBefore = linkedPairs
        changedAt = max(changedAt, now)
        switch event {
        case .created, .clockStepped: break
        case .table(let event):
            if let turn = event.turn {
                links.follow(turn, at: table, linked: linkedBefore)
                wall.follow(turn, at: table)
            }
            table.apply(event, at: now)
        case .wall(let event):
            wall.apply(event, at: now)
            paper.follow(event)
        case .links(let event): links.apply(event)
        case .paper(let event): paper.apply(event, at: now)
        }
        wall.hold(table.admitted, at: now)
        log.apply(event, at: now, table)
        links.raiseEpochs(of: linkedBefore.subtracting(linkedPairs))
    }

    /// Drops what only pages know for the moment; they tell it anew after each welcome.
    package mutating func forgetMoment() {
        table.forgetMoment()
        links.forgetMoment()
    }
}

// MARK: Questions

extension Room {
    package var phase: Phase { table.stage.phase }

    package var seats: [Seat] { table.seats }

    /// The seat with that number, if anyone was ever invited to it.
    package func seat(_ number: SeatNumber) -> Seat? { table.seat(number) }

    func existingSeat(_ number: SeatNumber) throws(Refusal) -> Seat {
        guard let seat = seat(number) else { throw Refusal(.noSuchSeat, field: "seat") }
        return seat
    }

    /// Whether the host's page is connected now.
    package var isHostHere: Bool { seat(.bureau)?.presence == .here }
}
