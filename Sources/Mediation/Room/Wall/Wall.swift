/// The wall of a caucus (背对背), and the shields between people. What may pass is decided in MayReach.swift.
package struct Wall: Sendable, Hashable {
    /// A `State` in one word, as pages have it.
    package enum Phase: String, Sendable, Codable, Hashable {
        case open, sealing, sealed
    }

    package enum State: Sendable, Hashable {
        /// No wall: everyone at the table is linked. Exit: sealing.
        case open
        /// Announced. Links across are parted at once; members' microphones rest until all have confirmed that
        /// they hold nothing across. Exits: sealed, sealing (anew, without who was silent), open.
        case sealing(Caucus)
        /// Everyone inside has closed what led outside. Exits: sealing (moved), open.
        case sealed(Caucus)
    }

    /// Those who speak alone, and what is known of it.
    package struct Caucus: Sendable, Hashable {
        /// Who is inside; the bureau's seat always is.
        package fileprivate(set) var members: Set<SeatNumber>
        /// Members whose present page has closed everything across, for this number.
        package fileprivate(set) var confirmed: Set<SeatNumber> = []
        package fileprivate(set) var raisedAt: Instant
        /// The agreed time; it ends by a question, not by force.
        package fileprivate(set) var until: Instant?
        /// Since when each of those outside has waited.
        package fileprivate(set) var outsideSince: [SeatNumber: Instant] = [:]
    }

    /// A line for the officer from someone outside of the wall.
    package struct Word: Sendable, Hashable, Encodable {
        package let seat: SeatNumber
        package let text: String
        package let at: Instant
    }

    /// Rises with every change of phase's meaning, so that a late confirmation is known as one.
    package private(set) var number = 0
    package private(set) var state = State.open
    /// Lines that people outside left for the officer, oldest first. They stay to be read when the wall is lowered.
    package private(set) var words: [Word] = []
    /// They hold whatever the wall does.
    package private(set) var shields: Set<Shield> = []

    /// No wall, and no shields.
    package init() {}

    /// The one place where an event changes the wall.
    package mutating func apply(_ event: Event, at now: Instant) {
        switch event {
        case .raised(let number, let members, let until):
            raise(around: Set(members), until: until, at: now)
            self.number = number
        case .confirmed(let seat, _): change { $0.confirmed.insert(seat) }
        case .sealed:
            // A wall that no entry tells of (a journal with a gap) lets nobody through.
            state = .sealed(caucus ?? Caucus(members: [], raisedAt: now))
        case .leftOutside(let seat, _): change { $0.members.remove(seat) }
        case .doubted(let seat, _): change { $0.confirmed.remove(seat) }
        case .extended(let until): change { $0.until = until }
        case .lowered(let number, _):
            self.number = number
            state = .open
        case .wordLeft(let seat, let text):
            words.append(Word(seat: seat, text: text, at: now))
            if words.count > RoomLimits.happenings { words.removeFirst() }
        case .shielded(let shield, let on): if on { shields.insert(shield) } else { shields.remove(shield) }
        }
    }

    /// What happens at the table and concerns the wall. `table` is as it was before.
    mutating func follow(_ turn: Table.Turn, at table: Table) {
        switch turn {
        // A new page has confirmed nothing yet.
        case .arrived(let seat, let page):
            if table.seat(seat)?.page != page { change { $0.confirmed.remove(seat) } }
        case .ended:
            number = 0
            state = .open
        case .returned, .lost, .emptied, .admitted, .started, .paused, .resumed: break
        }
    }

    /// Who is not at the table any more is not inside either; the bureau's seat stays, whoever sits on it. Who sits there
    /// and is not inside waits from now on.
    mutating func hold(_ admitted: Set<SeatNumber>, at now: Instant) {
        change { caucus in
            caucus.members.formIntersection(admitted.union([.bureau]))
            caucus.confirmed.formIntersection(caucus.members)
            let before = caucus.outsideSince
            let outside = admitted.subtracting(caucus.members).map { ($0, before[$0] ?? now) }
            caucus.outsideSince = Dictionary(uniqueKeysWithValues: outside)
        }
    }

    private mutating func raise(around members: Set<SeatNumber>, until: Instant?, at now: Instant) {
        let guests = members.subtracting([.bureau])
        var next = Caucus(members: members, raisedAt: now, until: until)
        // A line is of the talk that it was left outside of, and of nobody who is inside by now.
        words = isOpen ? [] : words.filter { !members.contains($0.seat) }
        if let caucus {
            let guestsBefore = caucus.members.subtracting([.bureau])
            // Sealed anew around those who are left is the same talk; with others it begins, and so does its time.
            let goesOn =
                caucus.until == until && (guestsBefore.isEmpty || !guests.isDisjoint(with: guestsBefore))
            if goesOn { next.raisedAt = caucus.raisedAt }
            next.outsideSince = caucus.outsideSince
        }
        state = .sealing(next)
    }

    private mutating func change(_ body: (inout Caucus) -> Void) {
        switch state {
        case .open: break
        case .sealing(var caucus):
            body(&caucus)
            state = .sealing(caucus)
        case .sealed(var caucus):
            body(&caucus)
            state = .sealed(caucus)
        }
    }

    /// The sections that are made of what differs from `before`.
    func sections(differingFrom before: Wall) -> RoomSections {
        var sections: RoomSections = []
        if number != before.number || words != before.words { sections.insert(.wall) }
        if state != before.state { sections.formUnion([.seats, .links, .minutes, .wall]) }
        if shields != before.shields { sections.formUnion([.seats, .links, .minutes, .shields]) }
        return sections
    }
}

// MARK: Questions

extension Wall {
    /// Nil while open.
    package var caucus: Caucus? {
        switch state {
        case .open: nil
        case .sealing(let caucus), .sealed(let caucus): caucus
        }
    }

    package var phase: Phase {
        switch state {
        case .open: .open
        case .sealing: .sealing
        case .sealed: .sealed
        }
    }

    /// Who is inside; nobody while open.
    package var members: Set<SeatNumber> { caucus?.members ?? [] }
    package var confirmed: Set<SeatNumber> { caucus?.confirmed ?? [] }
    package var until: Instant? { caucus?.until }

    /// Whether the wall stands between nobody and nobody.
    package var isOpen: Bool { phase == .open }

    /// Whether two seats may have a link, as far as the wall is concerned: both inside. Nobody outside has a link,
    /// not even with somebody else outside: civilians are never left alone with each other. Once sealed, a page
    /// that has not confirmed has no link either.
    package func lets(_ one: SeatNumber, _ other: SeatNumber) -> Bool {
        switch state {
        case .open: true
        case .sealing(let caucus): caucus.members.contains(one) && caucus.members.contains(other)
        case .sealed(let caucus): caucus.confirmed.contains(one) && caucus.confirmed.contains(other)
        }
    }

    /// Whether `seat` stands outside of a wall that is up.
    package func isOutside(_ seat: SeatNumber) -> Bool { caucus.map { !$0.members.contains(seat) } ?? false }

    /// Whether a wall that is up stands between two seats, or either is outside of it.
    package func parts(_ one: SeatNumber, _ other: SeatNumber) -> Bool { isOutside(one) || isOutside(other) }
}
