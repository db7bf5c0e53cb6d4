/// The text that an invited person holds: "SESSION.SEAT.GENERATION.SECRET" in a link's fragment, and the same shape
/// for the credential of an open seat. This type takes the text apart and nothing more: whether the secret is right
/// is `Cryptography`'s to say, and whether the seat still takes it is `Invitation`'s.
package struct LinkText: Hashable, Sendable {
    package let session: SessionID
    package let seat: SeatNumber
    package let generation: Int
    /// A secret: never logged, never put into a refusal.
    package let secret: String

    /// The longest text that is looked at.
    package static let maximumLength = 200

    /// - Precondition: `session` holds no dot, which is what the parts are told apart by.
    package init(session: SessionID, seat: SeatNumber, generation: Int, secret: String) {
        precondition(!session.text.utf8.contains(0x2E), "a session's id never contains a dot")
        self.session = session
        self.seat = seat
        self.generation = generation
        self.secret = secret
    }

    /// Reads what `text` writes and nothing else: one spelling a link, so that a digest or a count of failed tries
    /// can't be escaped by writing "01" for "1".
    package init?(parsing text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, let session = SessionID(checking: String(parts[0])),
            let number = Self.number(parts[1]), let seat = SeatNumber(number), seat != .bureau,
            let generation = Self.number(parts[2]), generation >= 1, Self.isSecret(parts[3])
        else { return nil }
        self.init(session: session, seat: seat, generation: generation, secret: String(parts[3]))
    }

    /// The four parts with dots between them.
    package var text: String { "\(session).\(seat).\(generation).\(secret)" }

    private static func number(_ part: Substring) -> Int? {
        guard (1...6).contains(part.utf8.count), part.utf8.first != 0x30,
            part.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(part)
    }

    /// Letters, digits, "-" and "_": base64url without padding (RFC 4648, 5).
    private static func isSecret(_ part: Substring) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                default: false
                }
            }
    }
}
