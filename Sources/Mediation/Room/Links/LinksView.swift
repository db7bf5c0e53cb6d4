package struct LinkView: Sendable, Hashable, Encodable {
    package let peer: SeatNumber
    package let epoch: Int
    package let offerer: Bool
    package let paths: RoomFounding.Paths
    /// What shielding lets pass on this link.
    package struct Media: Sendable, Hashable, Encodable {
        package let voice: Bool
        package let face: Bool
    }
    package let send: Media
    package let receive: Media
}

package struct EdgeView: Sendable, Hashable, Encodable {
    package let from: SeatNumber
    package let to: SeatNumber
    package let verdict: EdgeVerdict
    package let path: String?
    package let rttMs: Double?
    package let lossPercent: Double?
    package let audioKbps: Double?
    package let videoKbps: Double?
    package let at: Instant
}

// MARK: What of the links a reader may see

extension Room {
    func linkViews(for reader: SeatNumber) -> [LinkView] {
        links(of: reader).map {
            LinkView(
                peer: $0.peer, epoch: $0.epoch, offerer: $0.isOfferer, paths: founding.paths,
                send: media(from: reader, to: $0.peer), receive: media(from: $0.peer, to: reader))
        }
    }

    private func media(from subject: SeatNumber, to reader: SeatNumber) -> LinkView.Media {
        LinkView.Media(
            voice: allowed(from: subject, to: reader, .voice), face: allowed(from: subject, to: reader, .face)
        )
    }

    func edgeViews(for reader: SeatNumber) -> [EdgeView] {
        guard visible(.statistics, to: reader) else { return [] }
        return links.edges.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }.map {
            edge, judged in
            EdgeView(
                from: edge.from, to: edge.to, verdict: judged.verdict, path: judged.report.path,
                rttMs: judged.report.rttMs, lossPercent: judged.report.lossPercent,
                audioKbps: judged.report.audioKbps, videoKbps: judged.report.videoKbps, at: judged.at)
        }
    }
}
