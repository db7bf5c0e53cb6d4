/// What is known of links between pages: how often each was made, by which keys, what their tracks do and what they measure.
/// Who is linked is not kept: it follows from table, wall and shields (`Room.links(of:)`).
package struct Links: Sendable, Hashable {
    private var epochs: [SeatPair: Int] = [:]
    /// The DTLS fingerprint that a seat's present page is bound to (RFC 8122 text); none before its first description.
    private var fingerprints: [SeatNumber: String] = [:]
    /// What was measured; it has a row of its own, as the drafts have.
    package internal(set) var tallies = LinkTallies()

    // Known for the moment only: pages tell it anew.
    private var tracks: [SeatNumber: MediaState] = [:]
    package private(set) var edges: [Edge: EdgeReport] = [:]
    private var lastMeasured: [SeatNumber: Instant] = [:]
    /// When the report of an edge came that was last taken into its tally.
    private var takenUp: [Edge: Instant] = [:]

    /// The present epoch of a pair; 1 before its first link.
    package func epoch(_ pair: SeatPair) -> Int { epochs[pair] ?? 1 }

    package func fingerprint(of seat: SeatNumber) -> String? { fingerprints[seat] }

    /// What the tracks of a seat's page do, as far as it has told.
    package func media(of seat: SeatNumber) -> MediaState { tracks[seat] ?? MediaState() }

    /// The one place where an event changes the links.
    mutating func apply(_ event: Event) {
        switch event {
        case .renewed(let pair, _): raiseEpochs(of: [pair])
        case .fingerprintBound(let seat, let fingerprint): fingerprints[seat] = fingerprint
        case .fingerprintRefused: break
        case .measured(let seat, let reports): for report in reports { tallies.add(report, to: seat) }
        case .tallied(let kept): tallies.take(kept)
        }
    }

    /// What happens at the table and concerns links: what is known of a page goes with it. `table` and `linked` are as they
    /// were before.
    mutating func follow(_ turn: Table.Turn, at table: Table, linked: Set<SeatPair>) {
        switch turn {
        case .arrived(let seat, let page):
            if table.seat(seat)?.page != page { raiseEpochs(of: linked.filter { $0.contains(seat) }) }
            forgetPage(of: seat)
            edges = edges.filter { $0.key.from != seat && $0.key.to != seat }
        case .emptied(let seat): forgetPage(of: seat)
        case .ended: for seat in table.seats { forgetPage(of: seat.number) }
        case .returned, .lost, .admitted, .started, .paused, .resumed: break
        }
    }

    /// A link that was parted is never taken up again: its next life has a new epoch (docs/protocol.md, 2.4a).
    mutating func raiseEpochs(of pairs: Set<SeatPair>) { for pair in pairs { epochs[pair, default: 1] += 1 } }

    private mutating func forgetPage(of seat: SeatNumber) {
        fingerprints[seat] = nil
        tracks[seat] = nil
    }

    mutating func forgetMoment() {
        tracks = [:]
        edges = [:]
        lastMeasured = [:]
        takenUp = [:]
        tallies.forgetMoment()
    }

    /// The sections that are made of what differs from `before`.
    func sections(differingFrom before: Links) -> RoomSections {
        var sections: RoomSections = []
        if epochs != before.epochs { sections.insert(.links) }
        if tracks != before.tracks { sections.insert(.seats) }
        if edges != before.edges { sections.insert(.edges) }
        return sections
    }
}

// MARK: What pages tell

extension Links {
    mutating func tell(_ media: MediaState, of seat: SeatNumber) { tracks[seat] = media }

    /// Takes the last report about each edge that leads to `seat`.
    mutating func tell(_ reports: [LinkReport], of seat: SeatNumber, at now: Instant) {
        for report in reports {
            let verdict = EdgeVerdict.judge(report, sender: media(of: report.peer))
            edges[Edge(from: report.peer, to: seat)] = EdgeReport(report: report, verdict: verdict, at: now)
        }
    }

    /// Whether it is time to take the reports of a seat into the tallies.
    func isSampleDue(of seat: SeatNumber, at now: Instant) -> Bool {
        lastMeasured[seat].map { now.since($0) >= RoomLimits.statisticsInterval } ?? true
    }

    /// Takes reports into the tallies; answers with those whose verdict changed.
    mutating func sample(_ reports: [LinkReport], of seat: SeatNumber, at now: Instant) -> [EdgeTally] {
        lastMeasured[seat] = now
        var changed: [EdgeTally] = []
        for report in reports {
            let edge = Edge(from: report.peer, to: seat)
            let before = tallies[edge]?.verdict
            takenUp[edge] = now
            let tally = tallies.add(report, to: seat, edges[edge]?.verdict)
            if tally.verdict != before { changed.append(tally) }
        }
        return changed
    }

    /// Takes up the last reports that were not yet due, before links part: the record tells how a link was until then.
    /// They come into the store with the row's next writing, and with the end.
    mutating func takeUpLastReports(of parting: [SeatNumber]) {
        for (edge, judged) in edges where parting.contains(edge.from) || parting.contains(edge.to) {
            guard judged.report.path != nil, takenUp[edge].map({ judged.at > $0 }) ?? true else { continue }
            takenUp[edge] = judged.at
            tallies.add(judged.report, to: edge.to, judged.verdict)
        }
    }
}
