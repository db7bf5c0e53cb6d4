/// The end, which closes the room and attaches the minutes.
extension Room {
    mutating func end(
        _ reason: EndReason, _ note: String, by seat: SeatNumber, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        // The server's own reason is not a person's to give.
        guard reason != .hostAbsent else { throw Refusal(.badField, field: "reason") }
        let note = try checked(note, field: "note", isNeeded: reason == .other)
        return finish(reason, note, by: seat, context)
    }

    /// Ends the session and attaches the minutes as far as they have come, unsigned, in the same commit. A session
    /// that never began has none.
    mutating func finish(
        _ reason: EndReason, _ note: String, by seat: SeatNumber?, _ context: RoomContext
    ) -> [RoomEffect] {
        links.takeUpLastReports(of: seats.map(\.number))
        let tallies = links.tallies.all
        var events: [RoomEvent] = tallies.isEmpty ? [] : [.links(.tallied(tallies))]
        // What was frozen, and perhaps read out, is what is attached; only an open draft is frozen now.
        if table.stage.startedAt != nil, paper.frozen == nil { events.append(.paper(frozenNow(context))) }
        events.append(.table(.ended(reason: reason, note: note, by: seat)))
        for event in events { apply(event, at: context.now) }
        let attached = paper.frozen.map {
            FrozenMinutes(version: $0.version, digest: $0.digest, document: $0.document)
        }
        return [
            .commit(RoomChange(events: events, minutes: attached)), .cancelTimer(.pause),
            .cancelTimer(.expiry),
            .answer(CommandResult(version: attached?.version, digest: attached?.digest)),
            .closeRoom,
        ]
    }
}
