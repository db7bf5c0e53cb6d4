/// What a page measured on one of its links; it receives from `peer`. It decodes as pages send it.
package struct LinkReport: Sendable, Decodable, Hashable {
    package enum State: String, Sendable, Codable, Hashable, CaseIterable {
        case new, connecting, connected, disconnected, failed
    }

    package let peer: SeatNumber
    package let epoch: Int
    package let state: State
    /// Candidate types and transport, as `relay/udp`; no address. Nil before a pair is chosen.
    package let path: String?
    package let rttMs: Double?
    package let jitterMs: Double?
    package let lossPercent: Double?
    package let audioKbps: Double?
    package let videoKbps: Double?
    package let framesDecoded: Int?
    package let framesPerSecond: Double?
    package let freezes: Int?
    package let concealedPercent: Double?

    package init(
        peer: SeatNumber, epoch: Int, state: State, path: String?, rttMs: Double?, jitterMs: Double?,
        lossPercent: Double?, audioKbps: Double?, videoKbps: Double?, framesDecoded: Int?,
        framesPerSecond: Double?, freezes: Int?, concealedPercent: Double?
    ) {
        self.peer = peer
        self.epoch = epoch
        self.state = state
        self.path = path
        self.rttMs = rttMs
        self.jitterMs = jitterMs
        self.lossPercent = lossPercent
        self.audioKbps = audioKbps
        self.videoKbps = videoKbps
        self.framesDecoded = framesDecoded
        self.framesPerSecond = framesPerSecond
        self.freezes = freezes
        self.concealedPercent = concealedPercent
    }
}

extension LinkReport {
    /// Ranges of what a page can have measured. What lies outside of them was not measured: it is refused, for a record
    /// holds it for ever and has to be read back. Milliseconds up to a minute, percents, kilobits of a second up to a
    /// gigabit, frames of a day at 120 a second.
    private static let milliseconds = 0.0...60_000
    private static let percent = 0.0...100
    private static let kilobits = 0.0...1_000_000
    private static let frames = 0...10_368_000
    private static let rate = 0.0...1000
    private static let epochs = 1...1_000_000

    /// `host/udp`, `relay/tls`: the candidate's type (RFC 8445) and the transport.
    package static let paths: Set<String> = Set(
        ["host", "srflx", "prflx", "relay"].flatMap { type in ["udp", "tcp", "tls"].map { "\(type)/\($0)" } })

    /// The field that no measurement can give; nil when all of them can be true.
    package var impossibleField: String? {
        func misses(_ value: Double?, _ range: ClosedRange<Double>) -> Bool {
            value.map { !range.contains($0) } ?? false
        }
        if !Self.epochs.contains(epoch) { return "epoch" }
        if let path, !Self.paths.contains(path) { return "path" }
        if misses(rttMs, Self.milliseconds) { return "rttMs" }
        if misses(jitterMs, Self.milliseconds) { return "jitterMs" }
        if misses(lossPercent, Self.percent) { return "lossPercent" }
        if misses(audioKbps, Self.kilobits) { return "audioKbps" }
        if misses(videoKbps, Self.kilobits) { return "videoKbps" }
        if let framesDecoded, !Self.frames.contains(framesDecoded) { return "framesDecoded" }
        if misses(framesPerSecond, Self.rate) { return "framesPerSecond" }
        if let freezes, !Self.frames.contains(freezes) { return "freezes" }
        if misses(concealedPercent, Self.percent) { return "concealedPercent" }
        return nil
    }
}
