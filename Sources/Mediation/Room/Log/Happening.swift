/// A line of what the room noted by itself, for the officer's eyes and for the record.
package struct Happening: Sendable, Hashable, Encodable {
    package enum What: String, Sendable, Hashable, Codable, CaseIterable {
        case opened, consented, ready, admitted, declined, removed, left, lost, returned, absent, identified
        case started, paused, resumed, presented, frozen, reopened, ended, invited, revoked, reissued
        case askedToWait = "asked_to_wait"
        case caucus, word, shielded, unshielded
        case caucusSealed = "caucus_sealed"
        case leftOutside = "left_outside"
        case caucusEnded = "caucus_ended"
        case caucusCancelled = "caucus_cancelled"
    }

    package let at: Instant
    package let what: What
    /// Whom it is about; nil when it is about the session.
    package let seat: SeatNumber?
    /// How long it took, for `returned`: the seconds away.
    package let seconds: Int?
}

extension Happening {
    /// The event as a line, where it is one: what happened, and to whom.
    static func line(of event: RoomEvent) -> (What, SeatNumber?)? {
        switch event {
        case .created, .clockStepped, .links: nil
        case .table(let event): line(of: event)
        case .wall(let event): line(of: event)
        case .paper(let event): line(of: event)
        }
    }

    private static func line(of event: Table.Event) -> (What, SeatNumber?)? {
        switch event {
        case .invited(let invitation): (.invited, invitation.seat)
        case .revoked(let seat): (.revoked, seat)
        case .reissued(let seat, _): (.reissued, seat)
        case .arrived(let seat, _, _, _): (.opened, seat)
        case .returned(let seat): (.returned, seat)
        case .lost(let seat): (.lost, seat)
        case .absent(let seat): (.absent, seat)
        case .consented(let seat, _): (.consented, seat)
        case .ready(let seat): (.ready, seat)
        case .identified(let seat, _, _): (.identified, seat)
        case .admitted(let seat): (.admitted, seat)
        case .askedToWait(let seat, _): (.askedToWait, seat)
        case .declined(let seat, _): (.declined, seat)
        case .removed(let seat, _): (.removed, seat)
        case .left(let seat): (.left, seat)
        case .started: (.started, nil)
        case .paused: (.paused, nil)
        case .resumed: (.resumed, nil)
        case .ended: (.ended, nil)
        case .checked, .claimDecided: nil
        }
    }

    private static func line(of event: Wall.Event) -> (What, SeatNumber?)? {
        switch event {
        case .raised: (.caucus, nil)
        case .sealed: (.caucusSealed, nil)
        case .leftOutside(let seat, _): (.leftOutside, seat)
        case .lowered(_, let cancelled): (cancelled ? .caucusCancelled : .caucusEnded, nil)
        case .wordLeft(let seat, _): (.word, seat)
        case .shielded(let shield, let on): (on ? .shielded : .unshielded, shield.subject)
        case .confirmed, .doubted, .extended: nil
        }
    }

    private static func line(of event: Paper.Event) -> (What, SeatNumber?)? {
        switch event {
        case .presented(let on): on ? (.presented, nil) : nil
        case .frozen: (.frozen, nil)
        case .reopened: (.reopened, nil)
        }
    }
}
