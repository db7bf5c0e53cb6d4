/// One direction between two seats: what `to` receives from `from`.
package struct Edge: Hashable, Sendable, Encodable {
    package let from: SeatNumber
    package let to: SeatNumber

    package init(from: SeatNumber, to: SeatNumber) {
        self.from = from
        self.to = to
    }
}

/// The health of an edge in one word; pages say it in a sentence with its remedy.
package enum EdgeVerdict: String, Sendable, Codable, Hashable, CaseIterable {
    case good, fair, poor, down
    /// Sound arrives and picture does not, although the sender's camera is live.
    case audioOnly = "audio_only"
}

/// The last report about an edge, judged.
package struct EdgeReport: Sendable, Hashable {
    package let report: LinkReport
    package let verdict: EdgeVerdict
    package let at: Instant
}

extension EdgeVerdict {
    /// Judges what a page measured. Thresholds: ITU-T G.114 calls 150 ms one way good and 400 ms the limit; above
    /// 10 % loss Opus with FEC stops being understood well, and the picture steps down (web-static/js/media/quality.js).
    package static func judge(_ report: LinkReport, sender: MediaState) -> EdgeVerdict {
        guard report.state == .connected else {
            return report.state == .failed || report.state == .disconnected ? .down : .fair
        }
        let loss = report.lossPercent ?? 0
        let rtt = report.rttMs ?? 0
        if sender.camera == .live, let video = report.videoKbps, video < 1, (report.audioKbps ?? 0) > 0 {
            return .audioOnly
        }
        if loss > 10 || rtt > 800 { return .poor }
        if loss > 3 || rtt > 300 { return .fair }
        return .good
    }
}
