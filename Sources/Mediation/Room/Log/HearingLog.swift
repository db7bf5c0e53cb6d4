/// The record's own witness: who could hear whom, from when to when, told from the journal alone. It is the fold of
/// the same events by the same function that decided while it happened (`Room.hears`), so that it can't tell another
/// story than the wall did.
package struct HearingLog: Sendable, Encodable {
    /// `to` could hear `from` in this time. Presence counts: a lost page hears nothing.
    package struct Interval: Sendable, Hashable, Encodable {
        package let from: SeatNumber
        package let to: SeatNumber
        package let since: Instant
        package let until: Instant
    }

    /// A stretch in which a wall was up around the same members.
    package struct Caucus: Sendable, Hashable, Encodable {
        /// A page of a member said that it held nothing across any more. Who reloads confirms again.
        package struct Confirmation: Sendable, Hashable, Encodable {
            package let seat: SeatNumber
            package let at: Instant
        }

        package let members: [SeatNumber]
        package let since: Instant
        package var confirmations: [Confirmation] = []
        /// Members whose page was silent; the rest was sealed anew.
        package var leftOutside: [SeatNumber] = []
        /// When all members had confirmed; nil when it never was sealed.
        package var sealedAt: Instant?
        package var until: Instant
    }

    package private(set) var intervals: [Interval] = []
    package private(set) var caucuses: [Caucus] = []

    /// - Parameter now: where what is still going on ends.
    package init?(folding journal: [(event: RoomEvent, at: Instant)], until now: Instant) {
        guard let first = journal.first, case .created(let founding) = first.event else { return nil }
        var room = Room(founding: founding, at: first.at)
        var running: [Edge: Instant] = [:]
        for (event, at) in journal.dropFirst() {
            room.apply(event, at: at)
            note(event, at: at)
            let hearing = room.hearingEdges
            for (edge, since) in running where !hearing.contains(edge) {
                add(edge, since, at)
                running[edge] = nil
            }
            for edge in hearing where running[edge] == nil { running[edge] = at }
        }
        for (edge, since) in running { add(edge, since, now) }
        intervals.sort { ($0.since, $0.from, $0.to) < ($1.since, $1.from, $1.to) }
        if !room.wall.isOpen, let last = caucuses.indices.last { caucuses[last].until = now }
    }

    private mutating func add(_ edge: Edge, _ since: Instant, _ until: Instant) {
        guard since < until else { return }
        intervals.append(Interval(from: edge.from, to: edge.to, since: since, until: until))
    }

    private mutating func note(_ event: RoomEvent, at now: Instant) {
        switch event {
        case .wall(let event): note(event, at: now)
        case .table(.ended): endCaucus(at: now)
        case .created, .table, .links, .paper, .clockStepped: break
        }
    }

    private mutating func note(_ event: Wall.Event, at now: Instant) {
        switch event {
        case .raised(_, let members, _):
            endCaucus(at: now)
            caucuses.append(Caucus(members: members, since: now, sealedAt: nil, until: now))
            isUp = true
        case .confirmed(let seat, _):
            update { $0.confirmations.append(Caucus.Confirmation(seat: seat, at: now)) }
        case .leftOutside(let seat, _): update { $0.leftOutside.append(seat) }
        case .sealed: update { $0.sealedAt = now }
        case .lowered: endCaucus(at: now)
        case .doubted, .extended, .wordLeft, .shielded: break
        }
    }

    private var isUp = false

    private mutating func endCaucus(at now: Instant) {
        if isUp { update { $0.until = now } }
        isUp = false
    }

    private mutating func update(_ change: (inout Caucus) -> Void) {
        guard let last = caucuses.indices.last else { return }
        change(&caucuses[last])
    }

    enum CodingKeys: String, CodingKey { case intervals, caucuses }
}

extension Room {
    /// Every direction in which a voice can pass now.
    fileprivate var hearingEdges: Set<Edge> {
        var edges: Set<Edge> = []
        let present = seats.filter { $0.standing == .admitted && $0.presence == .here }
        for speaker in present {
            for listener in present where hears(listener.number, speaker.number) {
                edges.insert(Edge(from: speaker.number, to: listener.number))
            }
        }
        return edges
    }
}
