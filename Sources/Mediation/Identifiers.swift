/// Distinct types for the names of things, so that a mix-up can't compile. An identifier is public within the
/// bureau: it never serves as a secret. Secrets have types of their own in `Cryptography`.

/// A text that names one thing of one kind. Texts are 1 to 64 characters of `A-Z a-z 0-9 - _ .`.
package protocol Identifier: Hashable, Sendable, Encodable, CustomStringConvertible, Comparable {
    /// The text itself, as it stands in rows, addresses and messages.
    var text: String { get }
    /// Wraps a text that is already known to be well formed (a row's, a generator's).
    init(_ text: String)
}

extension Identifier {
    /// Wraps a text from outside; nil when it is empty, longer than 64 bytes or holds another character.
    package init?(checking text: String) {
        guard (1...64).contains(text.utf8.count) else { return nil }
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: continue
            default: return nil
            }
        }
        self.init(text)
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// An account of the bureau: an officer, a liaison, a supervisor, an administrator.
package struct AccountID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A bureau whose petition desk the program serves.
package struct BureauID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A unit of a bureau: a station, a brigade, a section. Its name may change, its id does not.
package struct UnitID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A lawyer of a bureau's registry.
package struct LawyerID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A petition case (信访事项).
package struct CaseID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A person of a case: petitioner, counterparty, counsel and others.
package struct PartyID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A three-way dialogue (三方对话) of a case.
package struct SessionID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// One load of a page: 128 random bits made by the page, held in its memory only.
package struct PageID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// One browser profile, told by a random name in its local storage; it tells "another tab" from "another device".
package struct DeviceID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A command of a page: 128 random bits, so that a repeat is known as one.
package struct CommandID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A place at the table of a session: 1 is the bureau's, 2 to 8 are invited people's, in the order of invitation.
package struct SeatNumber: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let rawValue: UInt8

    /// The bureau's seat: the host's, owned by the server whoever sits on it.
    package static let bureau = SeatNumber(unchecked: 1)
    /// Every number a seat can have (docs/protocol.md, section 5: 8 seats).
    package static let range: ClosedRange<UInt8> = 1...8

    package init?(_ rawValue: Int) {
        guard let number = UInt8(exactly: rawValue), Self.range.contains(number) else { return nil }
        self.rawValue = number
    }

    private init(unchecked rawValue: UInt8) { self.rawValue = rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    package var description: String { String(rawValue) }

    package init(from decoder: any Decoder) throws {
        let number = try decoder.singleValueContainer().decode(Int.self)
        guard let seat = SeatNumber(number) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a seat is 1 to 8"))
        }
        self = seat
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
