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
        case .declined(let number, let reason), .removed(let number, let reason):
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
