/// What pages tell about their links and tracks. Nothing here decides who may signal whom: that is `allowed`.
extension Room {
    mutating func renewLink(
        _ seat: Seat, with peer: SeatNumber, _ epoch: Int, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        guard allowed(seat.number, peer) else { throw Refusal(.notLinked, field: "peer") }
        let pair = SeatPair(seat.number, peer)
        // Both ends may give up at once: the second one asks for what has already happened.
        guard epoch == self.epoch(pair) else { throw Refusal(.staleEpoch, field: "epoch") }
        return [
            record(.linkRenewed(pair, by: seat.number), at: context.now), .answer(CommandResult()),
        ]
    }

    /// RFC 8827, 5.6.4: who serves the signaling could serve another key; a page is bound to its first one, and
    /// the digests stay in the record.
    mutating func bind(
        _ fingerprint: String, to number: SeatNumber, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        let seat = try existingSeat(number)
        guard let bound = seat.fingerprint else {
            return [record(.fingerprintBound(seat: number, fingerprint: fingerprint), at: context.now)]
        }
        if bound == fingerprint { return [] }
        return [record(.fingerprintRefused(seat: number), at: context.now)]
    }

    mutating func note(_ media: MediaState, of number: SeatNumber) throws(Refusal) -> [RoomEffect] {
        let seat = try existingSeat(number)
        guard seat.media != media else { return [] }
        setMedia(media, of: number)
        return []
    }

    mutating func note(
        _ reports: [LinkReport], of number: SeatNumber, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        _ = try existingSeat(number)
        guard reports.count < RoomLimits.seats else { throw Refusal(.tooLarge, field: "links") }
        for report in reports {
            if let field = report.impossibleField { throw Refusal(.badField, field: field) }
        }
        let present = reports.filter {
            allowed(number, $0.peer) && epoch(SeatPair(number, $0.peer)) == $0.epoch
        }
        for report in present {
            let media = seat(report.peer)?.media ?? MediaState()
            edges[Edge(from: report.peer, to: number)] = EdgeReport(
                report: report, verdict: .judge(report, sender: media), at: context.now)
        }
        guard !present.isEmpty else { return [] }
        // A link that is only coming up has nothing to tell yet.
        let telling = present.filter { $0.path != nil }
        let isDue =
            lastMeasured[number].map { context.now.since($0) >= RoomLimits.statisticsInterval } ?? true
        guard isDue, !telling.isEmpty else { return [] }
        lastMeasured[number] = context.now
        return sample(telling, of: number, context)
    }

    /// Takes reports into the tallies. A verdict that changed is an entry of the journal; all else stands in the row.
    private mutating func sample(
        _ reports: [LinkReport], of number: SeatNumber, _ context: RoomContext
    ) -> [RoomEffect] {
        var changed: [EdgeTally] = []
        for report in reports {
            let edge = Edge(from: report.peer, to: number)
            let before = tallies[edge]?.verdict
            takenUp[edge] = context.now
            let tally = tallies.add(report, to: number, edges[edge]?.verdict)
            if tally.verdict != before { changed.append(tally) }
        }
        var effects: [RoomEffect] = []
        if !changed.isEmpty { effects.append(record(.tallied(changed), at: context.now)) }
        if tallies.keptAt.map({ context.now.since($0) >= RoomLimits.statisticsInterval }) ?? true {
            tallies.noteKept(at: context.now)
            effects.append(.commit(RoomChange(events: [], hasTallies: true)))
        }
        return effects
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
