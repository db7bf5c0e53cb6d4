/// What one end has received from the other so far: means of the samples that were taken of its reports, and the counts
/// that only grow, as a session's record shows them (docs/protocol.md, 1.3).
package struct EdgeTally: Sendable, Encodable, Hashable {
    package let from: SeatNumber
    package let to: SeatNumber
    /// Of the last sample; nil where a release before tallies took it.
    package private(set) var verdict: EdgeVerdict?
    package private(set) var path: String?
    package private(set) var rttMs: Double?
    package private(set) var lossPercent: Double?
    package private(set) var audioKbps: Double?
    package private(set) var videoKbps: Double?
    package private(set) var freezes: Int?
    package private(set) var samples = 0

    package var edge: Edge { Edge(from: from, to: to) }

    init(_ edge: Edge) {
        from = edge.from
        to = edge.to
    }

    /// A tally as it was kept.
    package init(
        from: SeatNumber, to: SeatNumber, verdict: EdgeVerdict?, path: String?, rttMs: Double?,
        lossPercent: Double?, audioKbps: Double?, videoKbps: Double?, freezes: Int?, samples: Int
    ) {
        self.from = from
        self.to = to
        self.verdict = verdict
        self.path = path
        self.rttMs = rttMs
        self.lossPercent = lossPercent
        self.audioKbps = audioKbps
        self.videoKbps = videoKbps
        self.freezes = freezes
        self.samples = samples
    }

    mutating func add(_ report: LinkReport, _ verdict: EdgeVerdict?) {
        self.verdict = verdict ?? self.verdict
        path = report.path ?? path
        rttMs = mean(rttMs, report.rttMs)
        lossPercent = mean(lossPercent, report.lossPercent)
        audioKbps = mean(audioKbps, report.audioKbps)
        videoKbps = mean(videoKbps, report.videoKbps)
        freezes = report.freezes ?? freezes
        samples += 1
    }

    /// The mean of the samples so far and one more, to one decimal.
    private func mean(_ old: Double?, _ new: Double?) -> Double? {
        guard let new else { return old }
        guard let old, samples > 0 else { return (new * 10).rounded() / 10 }
        return ((old * Double(samples) + new) / Double(samples + 1) * 10).rounded() / 10
    }
}

/// The tallies of a session. They stand in a row that is replaced, at most each 30 s; the journal has those of an edge
/// whose verdict changed, and all of them at the end.
package struct LinkTallies: Sendable, Hashable {
    private var entries: [Edge: EdgeTally] = [:]
    /// How often the row was written.
    package private(set) var revision = 0
    /// When it was last written since the start of the server.
    private var keptAt: Instant?

    package init() {}

    /// By sender, then by receiver.
    package var all: [EdgeTally] { entries.values.sorted { ($0.from, $0.to) < ($1.from, $1.to) } }

    package subscript(edge: Edge) -> EdgeTally? { entries[edge] }

    /// Takes a sample; the edge's tally with it.
    @discardableResult
    mutating func add(_ report: LinkReport, to seat: SeatNumber, _ verdict: EdgeVerdict? = nil) -> EdgeTally {
        let edge = Edge(from: report.peer, to: seat)
        var tally = entries[edge] ?? EdgeTally(edge)
        tally.add(report, verdict)
        entries[edge] = tally
        return tally
    }

    /// Takes what the journal or the row tells: of each edge the one with more samples, since neither waits for the other.
    package mutating func take(_ kept: [EdgeTally]) {
        for tally in kept where tally.samples >= entries[tally.edge]?.samples ?? 0 {
            entries[tally.edge] = tally
        }
    }

    /// Puts back what the row holds.
    package mutating func restore(_ kept: [EdgeTally], revision: Int) {
        take(kept)
        self.revision = revision
    }

    /// Whether it is time to write the row.
    func isKeepingDue(at now: Instant) -> Bool {
        keptAt.map { now.since($0) >= RoomLimits.statisticsInterval } ?? true
    }

    mutating func noteKept(at now: Instant) {
        revision += 1
        keptAt = now
    }

    mutating func forgetMoment() { keptAt = nil }
}
