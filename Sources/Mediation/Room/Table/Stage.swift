/// Where the session stands, with what is known of that alone.
package enum Stage: Sendable, Hashable {
    /// Nobody is admitted yet. Exits: inSession, ended.
    case waiting
    /// The host and at least one admitted person; the first was admitted at `since`. Exits: paused, ended.
    case inSession(since: Instant)
    /// Nobody from the bureau is there: civilians are never left alone with each other. Exits: inSession, ended.
    case paused(since: Instant, until: Instant)
    /// Over; nothing changes any more. `since` is nil when it never began.
    case ended(EndReason, since: Instant?, at: Instant)

    /// When the first person was admitted; nil before, and when nobody ever was.
    package var startedAt: Instant? {
        switch self {
        case .waiting: nil
        case .inSession(let since), .paused(let since, _): since
        case .ended(_, let since, _): since
        }
    }

    /// When it was over, and why; nil while it goes on.
    package var end: (at: Instant, reason: EndReason)? {
        switch self {
        case .waiting, .inSession, .paused: nil
        case .ended(let reason, _, let at): (at, reason)
        }
    }

    /// Until when the bureau may come back; nil when nobody waits for it.
    package var pauseEndsAt: Instant? {
        switch self {
        case .waiting, .inSession, .ended: nil
        case .paused(_, let until): until
        }
    }

    /// The one place where an event changes the stage.
    mutating func follow(_ turn: Table.Turn, at now: Instant) {
        switch turn {
        case .started: self = .inSession(since: now)
        case .paused(let until): self = .paused(since: startedAt ?? now, until: until)
        case .resumed: self = .inSession(since: startedAt ?? now)
        case .ended(let reason): self = .ended(reason, since: startedAt, at: now)
        case .arrived, .returned, .lost, .emptied, .admitted: break
        }
    }

    /// The stage in one word.
    package var phase: Room.Phase {
        switch self {
        case .waiting: .waiting
        case .inSession: .inSession
        case .paused: .paused
        case .ended: .ended
        }
    }
}

extension Room {
    /// A `Stage` in one word, as pages and rows have it.
    package enum Phase: String, Sendable, Codable, Hashable, CaseIterable {
        case waiting
        case inSession = "in_session"
        case paused, ended
    }
}

/// Why a session ended (docs/rules.md, "How a session ends": after ZT25, and the plain ways to stop).
package enum EndReason: String, Sendable, Codable, Hashable, CaseIterable {
    case agreement, withdrawn, uncontactable, deadlock, other
    case noAgreement = "no_agreement"
    case partyRefuses = "party_refuses"
    case termExpired = "term_expired"
    case refusesToSign = "refuses_to_sign"
    case newOffence = "new_offence"
    case toBeContinued = "to_be_continued"
    /// Nobody from the bureau came back: the server's own reason.
    case hostAbsent = "host_absent"
}
