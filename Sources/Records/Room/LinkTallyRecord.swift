package import Mediation

/// What was measured of one edge so far.
struct LinkTallyRecord: Codable, Hashable, Sendable {
    let from: Int
    let to: Int
    let verdict: String?
    let path: String?
    let rttMs: Double?
    let lossPercent: Double?
    let audioKbps: Double?
    let videoKbps: Double?
    let freezes: Int?
    let samples: Int

    init(_ tally: EdgeTally) {
        from = tally.from.number
        to = tally.to.number
        verdict = tally.verdict?.word
        path = tally.path
        rttMs = tally.rttMs
        lossPercent = tally.lossPercent
        audioKbps = tally.audioKbps
        videoKbps = tally.videoKbps
        freezes = tally.freezes
        samples = tally.samples
    }

    func value() throws(RecordError) -> EdgeTally {
        EdgeTally(
            from: try .stored(from), to: try .stored(to), verdict: try .stored(verdict), path: path,
            rttMs: rttMs, lossPercent: lossPercent, audioKbps: audioKbps, videoKbps: videoKbps,
            freezes: freezes, samples: samples)
    }
}

/// The row of a session's measurements.
struct LinkTalliesRecord: StoredRecord, Hashable {
    let edges: [LinkTallyRecord]

    static let title = "what links measured"
    static let upcasts: [Upcast] = []
}

/// The measurements of a session between their values and the text of their row.
package enum StoredTallies {
    /// The text to store. Throws `unencodable`.
    package static func encoded(_ tallies: [EdgeTally]) throws(RecordError) -> [UInt8] {
        try LinkTalliesRecord(edges: tallies.map(LinkTallyRecord.init)).encoded()
    }

    /// Reads a row's text back. Throws `newer` and `damaged`.
    package static func tallies(encoded text: [UInt8]) throws(RecordError) -> [EdgeTally] {
        try LinkTalliesRecord(encoded: text).edges.map { edge throws(RecordError) in try edge.value() }
    }
}
