/// The draft beside the video, its frozen version, and the end that attaches it.
extension Room {
    mutating func edit(
        _ section: MinutesSection, _ text: String, _ base: Int, by author: SeatNumber, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        let revision = try minutes.edit(section, text: text, base: base, isFrozen: frozen != nil)
        return [
            .commit(RoomChange(events: [], drafts: [section])), .draft(section, author: author),
            .answer(CommandResult(revision: revision)),
        ]
    }

    mutating func present(_ on: Bool, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        // In a caucus the minutes are closed to everyone but the bureau.
        guard phase == .inSession, wall.isOpen else { throw Refusal(.wrongState) }
        return [
            record(.presented(on: on), at: context.now), .answer(CommandResult()),
        ]
    }

    mutating func freeze(_ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard frozen == nil else { throw Refusal(.minutesFrozen) }
        // Fixed or opened anew they would tell those outside of it.
        guard phase != .waiting, wall.isOpen else { throw Refusal(.wrongState) }
        let document = self.document(at: context.now)
        let digest = context.digest(Array(document.text.utf8))
        return [
            record(.frozen(version: version, digest: digest, document: document), at: context.now),
            .answer(CommandResult(version: version, digest: digest)),
        ]
    }

    /// An edit of a frozen version makes the next version (domain rule 32).
    mutating func reopen(_ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard frozen != nil, wall.isOpen else { throw Refusal(.wrongState) }
        return [
            record(.reopened(version: version + 1), at: context.now),
            .answer(CommandResult(version: version)),
        ]
    }

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
        takeUpLastReports(of: seats.map(\.number))
        var events: [RoomEvent] = tallies.all.isEmpty ? [] : [.tallied(tallies.all)]
        if startedAt != nil {
            // What was frozen, and perhaps read out, is what is attached; only an open draft is frozen now.
            if frozen == nil {
                let document = self.document(at: context.now)
                let digest = context.digest(Array(document.text.utf8))
                events.append(.frozen(version: version, digest: digest, document: document))
            }
        }
        events.append(.ended(reason: reason, note: note, by: seat))
        for event in events { apply(event, at: context.now) }
        let attached = frozen.map {
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
