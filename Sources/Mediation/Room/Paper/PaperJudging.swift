/// The draft beside the video, its frozen version, and the officer's own notes.
extension Room {
    mutating func judge(
        _ command: Paper.Command, from seat: Seat, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        switch command {
        case .edit(let section, let text, let base): try edit(section, text, base, by: seat.number, context)
        case .present(let on): try present(on, context)
        case .freeze: try freeze(context)
        case .reopen: try reopen(context)
        case .privateNote(let text, let base): try note(text, base, context)
        }
    }

    private mutating func edit(
        _ section: MinutesSection, _ text: String, _ base: Int, by author: SeatNumber, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        let revision = try paper.draft.edit(section, text: text, base: base, isFrozen: paper.frozen != nil)
        return [
            .commit(RoomChange(events: [], drafts: [section])), .draft(section, author: author),
            .answer(CommandResult(revision: revision)),
        ]
    }

    private mutating func present(_ on: Bool, _ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        // In a caucus the minutes are closed to everyone but the bureau.
        guard phase == .inSession, wall.isOpen else { throw Refusal(.wrongState) }
        return [
            record(.paper(.presented(on: on)), at: context.now), .answer(CommandResult()),
        ]
    }

    private mutating func freeze(_ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard paper.frozen == nil else { throw Refusal(.minutesFrozen) }
        // Fixed or opened anew they would tell those outside of it.
        guard phase != .waiting, wall.isOpen else { throw Refusal(.wrongState) }
        let event = frozenNow(context)
        let frozen = record(.paper(event), at: context.now)
        return [
            frozen, .answer(CommandResult(version: paper.version, digest: paper.frozen?.digest)),
        ]
    }

    /// The draft as the document that it is frozen as.
    func frozenNow(_ context: RoomContext) -> Paper.Event {
        let document = self.document(at: context.now)
        let digest = context.digest(Array(document.text.utf8))
        return .frozen(version: paper.version, digest: digest, document: document)
    }

    /// An edit of a frozen version makes the next version (domain rule 32).
    private mutating func reopen(_ context: RoomContext) throws(Refusal) -> [RoomEffect] {
        guard paper.frozen != nil, wall.isOpen else { throw Refusal(.wrongState) }
        return [
            record(.paper(.reopened(version: paper.version + 1)), at: context.now),
            .answer(CommandResult(version: paper.version)),
        ]
    }

    private mutating func note(
        _ text: String, _ base: Int, _ context: RoomContext
    ) throws(Refusal) -> [RoomEffect] {
        guard base == paper.note.revision else { throw Refusal(.staleRevision, field: "base") }
        let text = try checked(text, field: "text", limit: MinutesDraft.sectionLimit)
        paper.note = PrivateNote(text: text, revision: base + 1)
        return [
            .commit(RoomChange(events: [], hasNote: true)), .answer(CommandResult(revision: base + 1)),
        ]
    }
}
