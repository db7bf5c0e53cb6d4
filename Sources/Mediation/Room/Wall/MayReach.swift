/// What the server can tell a page: all that its messages are made of.
package enum Tiding: Sendable, Hashable {
    /// A link with that seat, and every signal for it.
    case link(SeatNumber)
    /// That somebody sits there, in which role, and how far they have come.
    case place(SeatNumber)
    /// Their name, wherever it stands.
    case name(SeatNumber)
    /// Whether their page is there, and since when.
    case presence(SeatNumber)
    /// What their microphone and camera do.
    case tracks(SeatNumber)
    /// The minutes as they are written; and that there are some: whether they are shown, their version, their digest.
    case draft, minutes
    /// Credentials of the relay.
    case relay
    /// That a wall stands, around whom and how long; and whose page has confirmed it.
    case wall, confirmations
    case shield(Shield)
    /// What the bureau alone is told: device tests, devices, identity, needs and telephone of whoever comes; what
    /// links measure; the log; who asks for a taken seat; its own notes; the lines of those outside.
    case lobby, statistics, happenings, claims, privateNotes, wordsFromOutside
}

/// Who may reach whom, by voice, by face, by name, and who is told what. This file decides it for links, signals, tracks and
/// every message alike; everything else asks here, at `allowed` and `visible`. It is pure, and a test walks through all pairs
/// of seats in all phases.
extension Room {
    /// Whether two seats may have a link and signal each other: both at the table of a running session, the wall
    /// lets them, and at least one of voice and face may pass in at least one direction.
    package func allowed(_ one: SeatNumber, _ other: SeatNumber) -> Bool {
        guard one != other, phase == .inSession, wall.lets(one, other) else { return false }
        guard let first = seat(one), let second = seat(other) else { return false }
        guard first.isAtTable && second.isAtTable else { return false }
        return [Medium.voice, .face].contains { !isShielded(one, other, $0) || !isShielded(other, one, $0) }
    }

    /// Whether `medium` of `subject` may reach `reader`: voice and face over their link, the name in words. The
    /// bureau reads every name.
    package func allowed(from subject: SeatNumber, to reader: SeatNumber, _ medium: Medium) -> Bool {
        switch medium {
        case .voice, .face: allowed(subject, reader) && !isShielded(subject, reader, medium)
        case .name: reader == .bureau || reader == subject || !isShielded(subject, reader, .name)
        }
    }

    /// Whether `reader` may be told of it. Every message that is made for a page asks here, piece by piece.
    package func visible(_ tiding: Tiding, to reader: SeatNumber) -> Bool {
        guard let seat = seat(reader) else { return false }
        let isBureau = reader == .bureau
        let sits = seat.standing == .admitted
        switch tiding {
        case .link(let peer): return allowed(reader, peer)
        case .name(let other): return allowed(from: other, to: reader, .name)
        case .place(let other):
            let isAtTable = self.seat(other)?.standing == .admitted
            return isBureau || other == reader || other == .bureau || (sits && isAtTable)
        // Who waits in front of the room sees whether the officer is there; that tells nothing of a caucus.
        case .presence(let other):
            let isApart = sits && wall.parts(reader, other)
            return visible(.place(other), to: reader) && (isBureau || other == reader || !isApart)
        case .tracks(let other):
            let isTogether = sits && !wall.parts(reader, other)
            return visible(.place(other), to: reader) && (isBureau || other == reader || isTogether)
        case .draft: return isBureau || (sits && paper.presenting && wall.isOpen)
        case .relay: return isBureau || sits || seat.consentedAt != nil
        case .wall, .minutes: return sits
        case .confirmations: return wall.members.contains(reader)
        case .shield(let shield):
            return isBureau || (sits && (shield.subject == reader || shield.reader == reader))
        case .lobby, .statistics, .happenings, .claims, .privateNotes, .wordsFromOutside: return isBureau
        }
    }

    /// Whether `reader` could hear `subject`: the link may exist, the voice may pass, and no microphone rests for a
    /// wall that is going up.
    package func hears(_ reader: SeatNumber, _ subject: SeatNumber) -> Bool {
        wall.phase != .sealing && allowed(from: subject, to: reader, .voice)
    }

    /// Shields hold whatever the wall does, and whoever the page, device or generation of the link is.
    private func isShielded(_ subject: SeatNumber, _ reader: SeatNumber, _ medium: Medium) -> Bool {
        wall.shields.contains(Shield(subject, from: reader, by: medium))
    }
}
