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

/// How far someone has come, with what is known of that alone; `Standing` is its word.
package enum Admission: Sendable, Hashable {
    case invited, linkOpened, consented
    /// Asked to come in; `until` when the officer asked for patience.
    case waiting(until: Instant?)
    case admitted, left, removed, declined

    package var standing: Standing {
        switch self {
        case .invited: .invited
        case .linkOpened: .linkOpened
        case .consented: .consented
        case .waiting: .waiting
        case .admitted: .admitted
        case .left: .left
        case .removed: .removed
        case .declined: .declined
        }
    }
}

/// The page that holds a seat, if one does; `Presence` is its word.
package enum Occupancy: Sendable, Hashable {
    case away
    case here(PageID)
    case lost(PageID)
    case absent(PageID)

    package var presence: Presence {
        switch self {
        case .away: .away
        case .here: .here
        case .lost: .lost
        case .absent: .absent
        }
    }

    package var page: PageID? {
        switch self {
        case .away: nil
        case .here(let page), .lost(let page), .absent(let page): page
        }
    }
}

/// One place at the table and all that the room knows of it.
package struct Seat: Sendable, Hashable {
    /// The device that a seat was opened on.
    package struct Visitor: Sendable, Hashable {
        package let device: DeviceID
        package let browser: String
    }

    /// The notice that was agreed to, and when.
    package struct Consent: Sendable, Hashable {
        package let notice: String
        package let at: Instant
    }

    package let number: SeatNumber
    package let role: SeatRole
    package let name: String
    /// The host's staff number; nil for invited people.
    package let staffNo: String?
    /// The person of the case; nil for the host.
    package let partyID: PartyID?
    /// Access and language needs as the case has them; empty when none.
    package let needs: String
    package let guardianship: Guardianship
    package let phone: String
    /// Rises when the link is made anew; a link of a lower generation is revoked.
    package private(set) var generation = 1
    package private(set) var revoked = false
    /// Until when the link opens a session that has not begun.
    package private(set) var linkExpiresAt: Instant

    package private(set) var admission: Admission
    package private(set) var occupancy = Occupancy.away
    /// When `presence` last changed.
    package private(set) var since: Instant
    package private(set) var visitor: Visitor?
    package private(set) var check: DeviceCheck?
    package private(set) var identity: IdentityCheck?
    /// It outlives the admission that it was given for: who was shown out has agreed all the same.
    package private(set) var consent: Consent?

    init(hostOf founding: RoomFounding, at now: Instant) {
        number = .bureau
        role = .host
        name = founding.hostName
        staffNo = founding.hostStaffNo
        partyID = nil
        needs = ""
        guardianship = .notNeeded
        phone = founding.phone
        linkExpiresAt = founding.expiresAt
        admission = .admitted
        since = now
    }

    init(_ invitation: SeatInvitation, linkExpiresAt: Instant, at now: Instant) {
        number = invitation.seat
        role = invitation.role
        name = invitation.name
        staffNo = nil
        partyID = invitation.partyID
        needs = invitation.needs
        guardianship = invitation.guardianship
        phone = invitation.phone
        self.linkExpiresAt = linkExpiresAt
        admission = .invited
        since = now
    }

    package var standing: Standing { admission.standing }
    package var presence: Presence { occupancy.presence }
    package var page: PageID? { occupancy.page }
    package var device: DeviceID? { visitor?.device }
    package var browser: String { visitor?.browser ?? "" }
    package var notice: String? { consent?.notice }
    package var consentedAt: Instant? { consent?.at }

    /// Until when the officer asked for patience; nil when nobody did, or it no longer matters.
    package var askedToWaitUntil: Instant? { if case .waiting(let until) = admission { until } else { nil } }

    /// A page is there, or may come back within its grace.
    package var isAtTable: Bool { standing == .admitted && (presence == .here || presence == .lost) }
}

// MARK: What happens to a seat

extension Seat {
    mutating func revoke(at now: Instant) {
        revoked = true
        if standing != .left { admission = .invited }
        beginAtNothing()
        empty(at: now)
    }

    mutating func reissue(_ generation: Int, linkExpiresAt: Instant, at now: Instant) {
        revoked = false
        self.generation = generation
        self.linkExpiresAt = linkExpiresAt
        admission = .invited
        beginAtNothing()
        empty(at: now)
    }

    /// A new page takes the seat.
    mutating func arrive(_ page: PageID, on visitor: Visitor, at now: Instant) {
        // What was agreed to, shown and let in was another device: the officer decides anew who sits at the table.
        let isOtherDevice = device != nil && device != visitor.device && number != .bureau
        if isOtherDevice { beginAtNothing() }
        self.visitor = visitor
        occupy(.here(page), at: now)
        guard number != .bureau else { return }
        switch admission {
        case .invited: admission = .linkOpened
        case .left: admission = consent == nil ? .linkOpened : .consented
        case .waiting, .admitted, .consented: if isOtherDevice { admission = .linkOpened }
        case .linkOpened, .removed, .declined: break
        }
    }

    mutating func comeBack(at now: Instant) { if let page { occupy(.here(page), at: now) } }

    mutating func lose(at now: Instant) { if let page { occupy(.lost(page), at: now) } }

    /// Grace is over.
    mutating func miss(at now: Instant) { if let page { occupy(.absent(page), at: now) } }

    mutating func consent(_ consent: Consent) {
        admission = .consented
        self.consent = consent
        // Opening one's own link and confirming one's name verifies the contact, not the identity (rule 18).
        if identity == nil { identity = IdentityCheck(method: .contact, note: "", at: consent.at) }
    }

    mutating func check(_ check: DeviceCheck) { self.check = check }

    mutating func identify(_ identity: IdentityCheck) { self.identity = identity }

    mutating func move(to admission: Admission) { self.admission = admission }

    /// Who is shown out, or goes. The bureau's seat stays at the table.
    mutating func go(_ admission: Admission, at now: Instant) {
        if number != .bureau { self.admission = admission }
        empty(at: now)
    }

    /// No page holds the seat any more.
    mutating func empty(at now: Instant) {
        occupy(.away, at: now)
        if case .waiting = admission { admission = .waiting(until: nil) }
    }

    /// Consent, the check of identity, the test and admission belong to the person and the device that gave them: what
    /// comes by a new link or on another device has none of it.
    private mutating func beginAtNothing() {
        visitor = nil
        check = nil
        identity = nil
        consent = nil
    }

    private mutating func occupy(_ occupancy: Occupancy, at now: Instant) {
        if occupancy.presence != presence { since = now }
        self.occupancy = occupancy
    }
}
