extension Room {
    /// The one door of the room. Judges `input` on a copy and answers with effects; on a refusal nothing has changed.
    package mutating func handle(_ input: RoomInput, in context: RoomContext) throws(Refusal) -> [RoomEffect]
    {
        var copy = self
        var effects = try copy.judge(input, context)
        effects += copy.sealIfNobodyIsAwaited(context)
        let changed = copy.sections(differingFrom: self)
        self = copy
        return Self.publishing(changed, in: effects)
    }

    /// An author reads what the command brought about before its answer; every other effect keeps its place.
    private static func publishing(_ sections: RoomSections, in effects: [RoomEffect]) -> [RoomEffect] {
        guard !sections.isEmpty else { return effects }
        let answer = effects.firstIndex { if case .answer = $0 { true } else { false } }
        var effects = effects
        effects.insert(.publish(sections), at: answer ?? effects.endIndex)
        return effects
    }

    private mutating func judge(_ input: RoomInput, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        if phase == .ended { return try judgeAfterEnd(input) }
        switch input {
        case .hello(let hello): return try take(hello, context)
        case .disconnected(let seat, let page): return lose(seat, page, context)
        case .command(let seat, let command): return try obey(command, from: seat, context)
        case .media(let seat, let media): return try note(media, of: seat)
        case .statistics(let seat, let reports): return try note(reports, of: seat, context)
        case .fingerprint(let seat, let fingerprint): return try bind(fingerprint, to: seat, context)
        case .timer(let timer): return expire(timer, context)
        case .restarted: return restart(context)
        case .clockStepped(let seconds):
            return [record(.clockStepped(seconds: seconds), at: context.now)]
        case .invite(let invitation): return try invite(invitation, context)
        case .revoke(let seat): return try revoke(seat, context)
        case .reissue(let seat): return try reissue(seat, context)
        case .claimWithdrawn(let seat, let device):
            table.dropClaim(on: seat, by: device)
            return []
        }
    }

    private func judgeAfterEnd(_ input: RoomInput) throws(Refusal) -> [RoomEffect] {
        switch input {
        // Sockets close and clocks ring after the end; there is nothing left to change.
        case .disconnected, .timer, .restarted, .clockStepped, .media, .statistics, .claimWithdrawn: return []
        case .hello, .command, .fingerprint, .invite, .revoke, .reissue: throw Refusal(.sessionOver)
        }
    }

    private mutating func obey(
        _ command: RoomCommand, from number: SeatNumber, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        let seat = try existingSeat(number)
        guard seat.presence == .here else { throw Refusal(.wrongState) }
        guard !command.isHosts || number == .bureau else { throw Refusal(.notPermitted) }
        switch command {
        case .table(let command): return try judge(command, from: seat, context)
        case .wall(let command): return try judge(command, from: seat, context)
        case .links(let command): return try judge(command, from: seat, context)
        case .paper(let command): return try judge(command, from: seat, context)
        }
    }

    /// Applies events and answers with their commit, so that no event is ever applied and not kept.
    mutating func record(_ events: RoomEvent..., at now: Instant) -> RoomEffect {
        for event in events { apply(event, at: now) }
        return .commit(RoomChange(events: events))
    }

    /// A text that a person typed, cleaned by `WrittenText`: within `limit`, not blank where it is needed.
    func checked(
        _ text: String, field: String, limit: Int = RoomLimits.noteLength, isNeeded: Bool = false
    ) throws(Refusal) -> String {
        try WrittenText.check(text, field, limit)
        if isNeeded && WrittenText.isBlank(text) { throw Refusal(.reasonNeeded, field: field) }
        return text
    }
}
