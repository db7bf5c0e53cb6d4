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

extension Room {
    /// Notes an event as a happening, where it is one; `returned` counts its seconds from the last `lost` of the seat.
    mutating func note(_ event: RoomEvent, at now: Instant) {
        guard let (what, seat) = happening(of: event) else { return }
        var seconds: Int?
        if what == .returned {
            let lost = happenings.last { $0.seat == seat && $0.what == .lost }
            seconds = lost.map { Int(now.since($0.at).milliseconds / 1000) }
        }
        append(Happening(at: now, what: what, seat: seat, seconds: seconds))
    }

    private func happening(of event: RoomEvent) -> (Happening.What, SeatNumber?)? {
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
        case .presented(let on): on ? (.presented, nil) : nil
        case .frozen: (.frozen, nil)
        case .reopened: (.reopened, nil)
        case .ended: (.ended, nil)
        case .wallRaised: (.caucus, nil)
        case .wallSealed: (.caucusSealed, nil)
        case .wallLeftOutside(let seat, _): (.leftOutside, seat)
        case .wallLowered(_, let cancelled): (cancelled ? .caucusCancelled : .caucusEnded, nil)
        case .wordLeft(let seat, _): (.word, seat)
        case .shielded(let shield, let on): (on ? .shielded : .unshielded, shield.subject)
        case .wallConfirmed, .wallDoubted, .wallExtended, .created, .checked, .claimDecided, .linkRenewed,
            .clockStepped,
            .fingerprintBound, .fingerprintRefused,
            .measured, .tallied:
            nil
        }
    }
}
