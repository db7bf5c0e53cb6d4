// What people read of an event of the room: its line in the officer's log, and its line in the record.

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
        case .checked, .guardianDeclined, .claimDecided: nil
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

// MARK: The record

extension RoomEvent {
    /// What the record says of it, in words of the text tables (`bureau.happening`).
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case created, invited, revoked, reissued, arrived, returned, lost, absent, consented
        case checked, ready, identified, admitted, declined, removed, left, measured, tallied, started
        case paused, resumed, presented, shielded, frozen, reopened, ended
        case guardianDeclined = "guardian_declined"
        case askedToWait = "asked_to_wait"
        case claimDecided = "claim_decided"
        case clockStepped = "clock_stepped"
        case linkRenewed = "link_renewed"
        case fingerprintBound = "fingerprint_bound"
        case fingerprintRefused = "fingerprint_refused"
        case wallRaised = "wall_raised"
        case wallConfirmed = "wall_confirmed"
        case wallSealed = "wall_sealed"
        case wallLeftOutside = "wall_left_outside"
        case wallDoubted = "wall_doubted"
        case wallExtended = "wall_extended"
        case wallLowered = "wall_lowered"
        case wordLeft = "word_left"
    }
}

extension SessionHistory.Line {
    /// An event as a line for people; nil for what stands elsewhere (measurements, checks).
    init?(_ event: RoomEvent, at now: Instant) {
        let about: About? =
            switch event {
            case .created: About()
            case .table(let event): About(event)
            case .wall(let event): About(event)
            case .links(let event): About(event)
            case .paper(let event): About(event)
            case .clockStepped(let seconds): About(detail: String(seconds))
            }
        guard let about else { return nil }
        self.init(at: now, what: event.name.rawValue, seat: about.seat, by: about.by, detail: about.detail)
    }
}

/// What a line tells beside its kind.
private struct About {
    var seat: SeatNumber?
    var by: SeatNumber?
    var detail: String?
}

extension About {
    init?(_ event: Table.Event) {
        switch event {
        case .checked: return nil
        case .invited(let invitation): seat = invitation.seat
        case .revoked(let number), .returned(let number), .lost(let number), .absent(let number),
            .ready(let number), .admitted(let number), .left(let number):
            seat = number
        case .reissued(let number, let generation): (seat, detail) = (number, String(generation))
        case .arrived(let number, _, _, let browser): (seat, detail) = (number, browser)
        case .consented(let number, let notice): (seat, detail) = (number, notice)
        case .identified(let number, let method, let note):
            (seat, by) = (number, .bureau)
            detail = note.isEmpty ? method.rawValue : "\(method.rawValue): \(note)"
        case .askedToWait(let number, let minutes): (seat, by, detail) = (number, .bureau, String(minutes))
        case .declined(let number, let reason), .removed(let number, let reason),
            .guardianDeclined(let number, let reason):
            (seat, by, detail) = (number, .bureau, reason)
        case .claimDecided(let number, _, let allowed):
            (seat, detail) = (number, allowed ? "allowed" : "refused")
        case .started, .resumed, .paused: break
        case .ended(let reason, _, let side): (by, detail) = (side, reason.rawValue)
        }
    }

    init(_ event: Wall.Event) {
        switch event {
        case .raised(let number, let members, _):
            (by, detail) = (.bureau, "\(number): " + members.map(\.description).joined(separator: " "))
        case .confirmed(let number, let wall), .leftOutside(let number, let wall),
            .doubted(let number, let wall):
            (seat, detail) = (number, String(wall))
        case .sealed(let number): detail = String(number)
        case .extended(let until): (by, detail) = (.bureau, String(until.milliseconds))
        case .lowered(let number, let cancelled):
            detail = cancelled ? "\(number) cancelled" : String(number)
        // That a line was left is noted; the line is not.
        case .wordLeft(let number, _): seat = number
        case .shielded(let shield, let on):
            (seat, by) = (shield.subject, .bureau)
            detail = "\(shield.medium.rawValue) \(shield.reader) \(on ? "on" : "off")"
        }
    }

    init?(_ event: Links.Event) {
        switch event {
        case .measured, .tallied: return nil
        case .renewed(let pair, let side): (seat, by) = (pair.peer(of: side), side)
        case .fingerprintBound(let number, let print): (seat, detail) = (number, print)
        case .fingerprintRefused(let number): seat = number
        }
    }

    init(_ event: Paper.Event) {
        switch event {
        case .presented(let on): detail = on ? "on" : "off"
        case .frozen(let version, let digest, _): detail = "\(version) \(digest)"
        case .reopened(let version): detail = String(version)
        }
    }
}
