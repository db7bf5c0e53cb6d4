extension Table {
    /// What has happened to the session as a whole, and to its seats.
    package enum Event: Sendable, Hashable {
        case invited(SeatInvitation)
        case revoked(seat: SeatNumber)
        case reissued(seat: SeatNumber, generation: Int)
        /// A new page took the seat: links to an older page of it are void.
        case arrived(seat: SeatNumber, page: PageID, device: DeviceID, browser: String)
        /// The page that held the seat came back.
        case returned(seat: SeatNumber)
        case lost(seat: SeatNumber)
        case absent(seat: SeatNumber)
        case consented(seat: SeatNumber, notice: String)
        case checked(seat: SeatNumber, DeviceCheck)
        case ready(seat: SeatNumber)
        case identified(seat: SeatNumber, method: IdentityCheck.Method, note: String)
        /// A person of 16 or 17 comes to the table without a guardian, for that reason (CX181).
        case guardianDeclined(seat: SeatNumber, reason: String)
        case admitted(seat: SeatNumber)
        case askedToWait(seat: SeatNumber, minutes: Int)
        case declined(seat: SeatNumber, reason: String)
        case removed(seat: SeatNumber, reason: String)
        case left(seat: SeatNumber)
        case claimDecided(seat: SeatNumber, device: DeviceID, allowed: Bool)
        case started
        case paused(until: Instant)
        case resumed
        case ended(reason: EndReason, note: String, by: SeatNumber?)

        var name: RoomEvent.Name {
            switch self {
            case .invited: .invited
            case .revoked: .revoked
            case .reissued: .reissued
            case .arrived: .arrived
            case .returned: .returned
            case .lost: .lost
            case .absent: .absent
            case .consented: .consented
            case .checked: .checked
            case .ready: .ready
            case .identified: .identified
            case .guardianDeclined: .guardianDeclined
            case .admitted: .admitted
            case .askedToWait: .askedToWait
            case .declined: .declined
            case .removed: .removed
            case .left: .left
            case .claimDecided: .claimDecided
            case .started: .started
            case .paused: .paused
            case .resumed: .resumed
            case .ended: .ended
            }
        }
    }
}

extension Table {
    /// What happens at the table and others go by: links, the wall, the log, the stage of a record.
    package enum Turn: Sendable, Hashable {
        /// A new page took the seat.
        case arrived(SeatNumber, PageID)
        case returned(SeatNumber)
        case lost(SeatNumber)
        /// No page holds the seat any more: its holder went or was shown out, or its link is void.
        case emptied(SeatNumber)
        case admitted(SeatNumber)
        case started
        case paused(until: Instant)
        case resumed
        case ended(EndReason)
    }
}

extension Table.Event {
    /// Nil where nobody but the table goes by it.
    var turn: Table.Turn? {
        switch self {
        case .arrived(let seat, let page, _, _): .arrived(seat, page)
        case .returned(let seat): .returned(seat)
        case .lost(let seat): .lost(seat)
        case .revoked(let seat), .reissued(let seat, _), .declined(let seat, _), .removed(let seat, _),
            .left(let seat):
            .emptied(seat)
        case .admitted(let seat): .admitted(seat)
        case .started: .started
        case .paused(let until): .paused(until: until)
        case .resumed: .resumed
        case .ended(let reason, _, _): .ended(reason)
        case .invited, .absent, .consented, .checked, .ready, .identified, .guardianDeclined, .askedToWait,
            .claimDecided:
            nil
        }
    }
}

/// A person who gets a seat.
package struct SeatInvitation: Sendable, Hashable {
    package let seat: SeatNumber
    package let partyID: PartyID
    package let role: SeatRole
    package let name: String
    package let phone: String
    package let needs: String
    package let guardianship: Guardianship

    package init(
        seat: SeatNumber, partyID: PartyID, role: SeatRole, name: String, phone: String, needs: String,
        guardianship: Guardianship = .notNeeded
    ) {
        self.seat = seat
        self.partyID = partyID
        self.role = role
        self.name = name
        self.phone = phone
        self.needs = needs
        self.guardianship = guardianship
    }
}
