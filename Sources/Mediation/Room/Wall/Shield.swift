/// By what a person can reach another.
package enum Medium: String, Sendable, Codable, Hashable, CaseIterable { case face, voice, name }

/// `subject` is kept from `reader` in one medium and one direction: a victim, a child, a witness.
package struct Shield: Sendable, Encodable, Hashable {
    package let subject: SeatNumber
    package let reader: SeatNumber
    package let medium: Medium

    package init(_ subject: SeatNumber, from reader: SeatNumber, by medium: Medium) {
        self.subject = subject
        self.reader = reader
        self.medium = medium
    }

    enum CodingKeys: String, CodingKey {
        case subject, medium
        case reader = "from"
    }
}
