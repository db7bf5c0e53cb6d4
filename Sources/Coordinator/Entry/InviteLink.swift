package import Cryptography
package import Mediation

/// The link that an invited person gets, made from the key whenever it is asked for: nothing stores it.
package enum InviteLink {
    /// What stands after `/j#`.
    package static func text(
        _ key: InviteKey, session: SessionID, seat: SeatNumber, generation: Int
    ) -> String {
        let secret = key.secret(session: session.text, seat: Int(seat.rawValue), generation: generation)
        return LinkText(session: session, seat: seat, generation: generation, secret: secret).text
    }
}
