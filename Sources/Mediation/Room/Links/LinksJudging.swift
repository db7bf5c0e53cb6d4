/// What pages tell about their links and tracks. Nothing here decides who may signal whom: that is `allowed`.
extension Room {
    mutating func judge(
        _ command: Links.Command, from seat: Seat, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        switch command {
        case .renewLink(let peer, let epoch): try renewLink(seat, with: peer, epoch, context)
        }
    }

    private mutating func renewLink(
        _ seat: Seat, with peer: SeatNumber, _ epoch: Int, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        guard allowed(seat.number, peer) else { throw Refusal(.notLinked, field: "peer") }
        let pair = SeatPair(seat.number, peer)
        // Both ends may give up at once: the second one asks for what has already happened.
        guard epoch == self.epoch(pair) else { throw Refusal(.staleEpoch, field: "epoch") }
        return [
            record(.links(.renewed(pair, by: seat.number)), at: context.now), .answer(CommandResult()),
        ]
    }

    /// RFC 8827, 5.6.4: who serves the signaling could serve another key; a page is bound to its first one, and
    /// the digests stay in the record.
    mutating func bind(
        _ fingerprint: String, to number: SeatNumber, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        _ = try existingSeat(number)
        guard let bound = links.fingerprint(of: number) else {
            let event = Links.Event.fingerprintBound(seat: number, fingerprint: fingerprint)
            return [record(.links(event), at: context.now)]
        }
        if bound == fingerprint { return [] }
        return [record(.links(.fingerprintRefused(seat: number)), at: context.now)]
    }

    mutating func note(_ media: MediaState, of number: SeatNumber) throws(Refusal) -> [RoomEffect] {
        _ = try existingSeat(number)
        if links.media(of: number) != media { links.tell(media, of: number) }
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
        links.tell(present, of: number, at: context.now)
        // A link that is only coming up has nothing to tell yet.
        let telling = present.filter { $0.path != nil }
        guard !telling.isEmpty, links.isSampleDue(of: number, at: context.now) else { return [] }
        return sample(telling, of: number, context)
    }

    /// Takes reports into the tallies. A verdict that changed is an entry of the journal; all else stands in the row.
    private mutating func sample(
        _ reports: [LinkReport], of number: SeatNumber, _ context: RoomContext
    ) -> [RoomEffect] {
        let changed = links.sample(reports, of: number, at: context.now)
        var effects: [RoomEffect] = []
        if !changed.isEmpty { effects.append(record(.links(.tallied(changed)), at: context.now)) }
        if links.tallies.isKeepingDue(at: context.now) {
            links.tallies.noteKept(at: context.now)
            effects.append(.commit(RoomChange(events: [], hasTallies: true)))
        }
        return effects
    }
}
