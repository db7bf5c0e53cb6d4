/// An invitation as the session knows it (domain rule 17: for one person, expiring, revocable). A link names a seat
/// and a generation; this value says whether that link still opens the seat.
package struct Invitation: Hashable, Sendable {
    package let sessionID: SessionID
    package let seat: SeatNumber
    /// Rises by one when the link is made anew; links of a lower generation are revoked.
    package var generation: Int
    /// Until when the link opens a session that has not begun.
    package var expiresAt: Instant
    package var revoked: Bool

    package init(
        sessionID: SessionID, seat: SeatNumber, generation: Int = 1, expiresAt: Instant, revoked: Bool = false
    ) {
        self.sessionID = sessionID
        self.seat = seat
        self.generation = generation
        self.expiresAt = expiresAt
        self.revoked = revoked
    }

    /// How far the session is, as far as a link is concerned.
    package enum SessionStage: Hashable, Sendable {
        /// Nobody is admitted yet: the link can expire.
        case waiting
        /// Begun: who was cut off must get back in, however long it takes.
        case running
        case over
    }

    /// Why the link of `generation` doesn't open at `now`; nil when it does. The answers tell apart what the holder
    /// of a once good link can do next: ask for a new one, or be told that it is over. Over comes first, for then a
    /// new link would help nobody.
    package func judge(generation: Int, stage: SessionStage, at now: Instant) -> Refusal? {
        if stage == .over { return Refusal(.sessionOver) }
        if generation > self.generation { return Refusal(.linkUnknown) }
        if revoked || generation < self.generation { return Refusal(.linkRevoked) }
        if stage == .waiting && now >= expiresAt { return Refusal(.linkExpired) }
        return nil
    }

    /// Makes the link anew: every older one is revoked from here on.
    package mutating func reissue(expiresAt: Instant) {
        generation += 1
        revoked = false
        self.expiresAt = expiresAt
    }
}
