/// What someone is in a session (docs/glossary.md, "People").
package enum SeatRole: String, Sendable, Codable, Hashable, CaseIterable {
    case host, petitioner, respondent, lawyer, agent, guardian, interpreter, witness
    case petitionRepresentative = "petition_rep"
    case unitRepresentative = "unit_representative"
    case signInterpreter = "sign_interpreter"
}

/// How far someone has come, from the invitation to the table. Presence is told apart: who is admitted and loses
/// the network stays admitted.
package enum Standing: String, Sendable, Codable, Hashable, CaseIterable {
    /// Has a link. Exits: linkOpened, declined (revoked counts as such for the page).
    case invited
    /// Opened the link and reads. Exits: consented, removed, left.
    case linkOpened = "link_opened"
    /// Read the notice, confirmed the name, tests devices. Exits: waiting, removed, left.
    case consented
    /// Asked to come in. Exits: admitted, declined, left; consented when another device takes the seat.
    case waiting
    /// At the table. Exits: left, removed; consented when another device takes the seat.
    case admitted
    /// Went by own will. Exits: consented, when the link is opened again.
    case left
    /// Sent away from the table for good.
    case removed
    /// Sent away from the waiting room for good.
    case declined

    /// Whether the link is dead for this session.
    package var isShutOut: Bool { self == .removed || self == .declined }
}

/// Whether a page holds the seat now.
package enum Presence: String, Sendable, Codable, Hashable, CaseIterable {
    /// No page ever held the seat, or the person left. Exit: here.
    case away
    /// A page holds it. Exits: lost, away.
    case here
    /// The socket is gone and grace runs. Exits: here, absent.
    case lost
    /// Grace is over. Exit: here.
    case absent
}

/// What a page's track does, measured by the page and not what its button asked for (docs/protocol.md, 2.2).
package enum TrackState: String, Sendable, Codable, Hashable, CaseIterable {
    case off, live, muted, denied, missing, busy, stopped, silent
}

/// Both tracks of a page.
package struct MediaState: Sendable, Encodable, Hashable {
    package var microphone: TrackState
    package var camera: TrackState

    package init(microphone: TrackState = .off, camera: TrackState = .off) {
        self.microphone = microphone
        self.camera = camera
    }
}

/// What the device test of a person found.
package struct DeviceCheck: Sendable, Encodable, Hashable {
    /// The verdict on one device.
    package enum Verdict: String, Sendable, Codable, Hashable, CaseIterable {
        case ok, denied, missing, busy, failed, skipped
    }

    /// The test link through the relay to oneself.
    package struct Network: Sendable, Codable, Hashable {
        /// Milliseconds until the test link stood.
        package let ms: Int
        /// Share of lost test messages, 0 to 100.
        package let lossPercent: Double
        /// Throughput in kilobits a second.
        package let kbps: Int
        /// Whether it really went through the relay.
        package let relayed: Bool

        package init(ms: Int, lossPercent: Double, kbps: Int, relayed: Bool) {
            self.ms = ms
            self.lossPercent = lossPercent
            self.kbps = kbps
            self.relayed = relayed
        }
    }

    package let camera: Verdict
    package let microphone: Verdict
    package let speaker: Verdict
    package let network: Network?

    package init(camera: Verdict, microphone: Verdict, speaker: Verdict, network: Network?) {
        self.camera = camera
        self.microphone = microphone
        self.speaker = speaker
        self.network = network
    }
}

/// How the officer knows who sits there (domain rule 18: a link alone is "contact verified", not identity).
package struct IdentityCheck: Sendable, Encodable, Hashable {
    package enum Method: String, Sendable, Codable, Hashable, CaseIterable {
        case contact, licence, station
        case document = "id_document"
        case knownInPerson = "known_in_person"
    }

    package let method: Method
    package let note: String
    package let at: Instant

    package init(method: Method, note: String, at: Instant) {
        self.method = method
        self.note = note
        self.at = at
    }
}

/// One place at the table and all that the room knows of it.
package struct Seat: Sendable, Hashable {
    package let number: SeatNumber
    package let role: SeatRole
    package let name: String
    /// The host's staff number; nil for invited people.
    package let staffNo: String?
    /// The person of the case; nil for the host.
    package let partyID: PartyID?
    /// Access and language needs as the case has them; empty when none.
    package let needs: String
    package let phone: String
    /// Rises when the link is made anew; a link of a lower generation is revoked.
    package var generation: Int
    package var revoked = false
    /// Until when the link opens a session that has not begun.
    package var linkExpiresAt: Instant

    package var standing: Standing = .invited
    package var presence: Presence = .away
    /// When `presence` last changed.
    package var since: Instant
    package var page: PageID?
    package var device: DeviceID?
    package var browser = ""
    package var media = MediaState()
    package var check: DeviceCheck?
    package var identity: IdentityCheck?
    package var notice: String?
    package var consentedAt: Instant?
    package var askedToWaitUntil: Instant?
    /// The DTLS fingerprint that the present page is bound to (RFC 8122 text), nil before its first description.
    package var fingerprint: String?

    package init(
        number: SeatNumber, role: SeatRole, name: String, staffNo: String?, partyID: PartyID?, needs: String,
        phone: String, generation: Int, linkExpiresAt: Instant, since: Instant
    ) {
        self.number = number
        self.role = role
        self.name = name
        self.staffNo = staffNo
        self.partyID = partyID
        self.needs = needs
        self.phone = phone
        self.generation = generation
        self.linkExpiresAt = linkExpiresAt
        self.since = since
    }

    /// A page is there, or may come back within its grace.
    package var isAtTable: Bool { standing == .admitted && (presence == .here || presence == .lost) }
}

/// The unordered pair of two seats; a link between two pages is named by it and by an epoch.
package struct SeatPair: Hashable, Sendable {
    package let lower: SeatNumber
    package let upper: SeatNumber

    package init(_ one: SeatNumber, _ other: SeatNumber) {
        lower = min(one, other)
        upper = max(one, other)
    }

    package func contains(_ seat: SeatNumber) -> Bool { lower == seat || upper == seat }
    /// The other end, seen from `seat`.
    package func peer(of seat: SeatNumber) -> SeatNumber { lower == seat ? upper : lower }
}
