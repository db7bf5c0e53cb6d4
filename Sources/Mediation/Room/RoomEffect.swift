/// What is to be done, in this order, after an input. A refusal has no effects and changes nothing.
package enum RoomEffect: Sendable, Hashable {
    /// To be durable before anything that stands after it in this room's queue.
    case commit(RoomChange)
    /// These sections may read otherwise than before, and no others: each page gets what is new to it. No verb says it; the
    /// room finds it by comparing itself with what it was (`sections(differingFrom:)`).
    case publish(RoomSections)
    /// One section of the minutes changed: to everyone who sees the minutes but its author.
    case draft(MinutesSection, author: SeatNumber)
    /// The answer to the command that was handled.
    case answer(CommandResult)
    /// The page that said hello holds the seat now.
    case welcome(SeatNumber)
    /// The page that said hello has to wait for the officer's answer.
    case pending
    /// The waiting page of that device is let in, or not.
    case claimDecided(SeatNumber, DeviceID, allowed: Bool)
    /// Relay credentials may be given to this seat from now on.
    case grantRelay(SeatNumber)
    /// Close the seat's page, saying why.
    case close(SeatNumber, CloseReason)
    case setTimer(RoomTimer, at: Instant)
    case cancelTimer(RoomTimer)
    /// The session is over: every page is closed after what stands before.
    case closeRoom
}

/// Why a page is shown the door (docs/protocol.md, section 3).
package enum CloseReason: Sendable, Hashable { case done, takenOver, removed, sessionOver }

/// What goes to the store in one transaction.
package struct RoomChange: Sendable, Hashable {
    package var events: [RoomEvent]
    /// Sections of the draft that changed, with their new revision.
    package var drafts: [MinutesSection]
    /// The officer's private notes changed.
    package var hasNote: Bool
    /// What the links measured is to be kept anew.
    package var hasTallies: Bool
    /// The document to attach, in the transaction that ends the session.
    package var minutes: FrozenMinutes?

    package init(
        events: [RoomEvent], drafts: [MinutesSection] = [], minutes: FrozenMinutes? = nil,
        hasNote: Bool = false, hasTallies: Bool = false
    ) {
        self.hasNote = hasNote
        self.hasTallies = hasTallies
        self.events = events
        self.drafts = drafts
        self.minutes = minutes
    }
}

/// The minutes as they are attached: the bytes that the digest is of, and what they were made from.
package struct FrozenMinutes: Sendable, Hashable {
    package let version: Int
    package let digest: String
    package let document: MinutesDocument

    package init(version: Int, digest: String, document: MinutesDocument) {
        self.version = version
        self.digest = digest
        self.document = document
    }
}

/// What a command brought about, for its author.
package struct CommandResult: Sendable, Hashable {
    package var revision: Int?
    package var version: Int?
    package var digest: String?

    package init(revision: Int? = nil, version: Int? = nil, digest: String? = nil) {
        self.revision = revision
        self.version = version
        self.digest = digest
    }
}
