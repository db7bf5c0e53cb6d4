/// What has happened in a session. The state of a room is the fold of its events (`Room.apply`); a case is never
/// removed nor given another meaning, for old journals are read by new programs. How it is stored: `Records`.
package enum RoomEvent: Sendable, Hashable {
    case created(RoomFounding)
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
    case admitted(seat: SeatNumber)
    case askedToWait(seat: SeatNumber, minutes: Int)
    case declined(seat: SeatNumber, reason: String)
    case removed(seat: SeatNumber, reason: String)
    case left(seat: SeatNumber)
    /// The machine's clock was set by so many seconds, back when negative. Instants of a session are of its own steady time,
    /// before and after; this is how far the time of day has parted from it.
    case clockStepped(seconds: Int)
    case claimDecided(seat: SeatNumber, device: DeviceID, allowed: Bool)
    /// A side gave a link up; its epoch rises.
    case linkRenewed(SeatPair, by: SeatNumber)
    case fingerprintBound(seat: SeatNumber, fingerprint: String)
    case fingerprintRefused(seat: SeatNumber)
    /// What a page measured, each 30 s: journals of before tallies have it, and nothing writes it any more.
    case measured(seat: SeatNumber, [LinkReport])
    /// What was measured of these edges so far: where a verdict changed, and of all of them at the end.
    case tallied([EdgeTally])
    case started
    case paused(until: Instant)
    case resumed
    case presented(on: Bool)
    case wallRaised(number: Int, members: [SeatNumber], until: Instant?)
    /// A member's page holds nothing across any more.
    case wallConfirmed(seat: SeatNumber, number: Int)
    case wallSealed(number: Int)
    /// A member did not confirm in time.
    case wallLeftOutside(seat: SeatNumber, number: Int)
    /// A member's page came back with a connection that leads across: its confirmation is void.
    case wallDoubted(seat: SeatNumber, number: Int)
    case wallExtended(until: Instant)
    case wallLowered(number: Int, cancelled: Bool)
    /// Someone outside left the officer a line; the line itself is no part of the record that is shown.
    case wordLeft(seat: SeatNumber, text: String)
    case shielded(Shield, on: Bool)
    /// The whole document stands in the event: what is attached later is what was frozen, whoever comes or goes then.
    case frozen(version: Int, digest: String, document: MinutesDocument)
    case reopened(version: Int)
    case ended(reason: EndReason, note: String, by: SeatNumber?)

    /// What the record says of it, in words of the text tables (`bureau.happening`).
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case created, invited, revoked, reissued, arrived, returned, lost, absent, consented
        case checked, ready, identified, admitted, declined, removed, left, measured, tallied, started
        case paused, resumed, presented, shielded, frozen, reopened, ended
        case askedToWait = "asked_to_wait"
        case claimDecided = "claim_decided"
        case clockStepped = "clock_stepped"
        case linkRenewed = "link_renewed"
        case fingerprintBound = "fingerprint_bound"
        case fingerprintRefused = "fingerprint_refused"
        case wallRaised = "wall_raised"
        case wallConfirmed = "wall_confirmed"
        case wallSealed = "wall_sealed"
        case wallLeftOutside = "wall_left_outside"
        case wallDoubted = "wall_doubted"
        case wallExtended = "wall_extended"
        case wallLowered = "wall_lowered"
        case wordLeft = "word_left"
    }

    package var name: Name {
        switch self {
        case .created: .created
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
        case .admitted: .admitted
        case .askedToWait: .askedToWait
        case .declined: .declined
        case .removed: .removed
        case .left: .left
        case .claimDecided: .claimDecided
        case .clockStepped: .clockStepped
        case .linkRenewed: .linkRenewed
        case .fingerprintBound: .fingerprintBound
        case .fingerprintRefused: .fingerprintRefused
        case .measured: .measured
        case .tallied: .tallied
        case .started: .started
        case .paused: .paused
        case .resumed: .resumed
        case .presented: .presented
        case .wallRaised: .wallRaised
        case .wallConfirmed: .wallConfirmed
        case .wallSealed: .wallSealed
        case .wallLeftOutside: .wallLeftOutside
        case .wallDoubted: .wallDoubted
        case .wallExtended: .wallExtended
        case .wallLowered: .wallLowered
        case .wordLeft: .wordLeft
        case .shielded: .shielded
        case .frozen: .frozen
        case .reopened: .reopened
        case .ended: .ended
        }
    }
}

/// What a session is founded with.
package struct RoomFounding: Sendable, Hashable {
    /// Petition talk, or mediation under public-order law, whose rules are stricter (domain rules 21 to 24).
    package enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
        case petitionTalk = "petition_talk"
        case securityMediation = "security_mediation"
    }

    /// Whether every link runs through the bureau's relay (docs/operations.md, "The relay").
    package enum Paths: String, Sendable, Codable, Hashable, CaseIterable { case relay, direct }

    package let sessionID: SessionID
    package let caseID: CaseID
    package let caseNo: String
    package let title: String
    /// 第 n 次.
    package let number: Int
    package let kind: Kind
    package let paths: Paths
    package let office: String
    /// The number to call when nothing else works.
    package let phone: String
    package let hostAccount: AccountID
    package let hostName: String
    package let hostStaffNo: String
    package let expiresAt: Instant

    package init(
        sessionID: SessionID, caseID: CaseID, caseNo: String, title: String, number: Int, kind: Kind,
        paths: Paths, office: String, phone: String, hostAccount: AccountID, hostName: String,
        hostStaffNo: String, expiresAt: Instant
    ) {
        self.sessionID = sessionID
        self.caseID = caseID
        self.caseNo = caseNo
        self.title = title
        self.number = number
        self.kind = kind
        self.paths = paths
        self.office = office
        self.phone = phone
        self.hostAccount = hostAccount
        self.hostName = hostName
        self.hostStaffNo = hostStaffNo
        self.expiresAt = expiresAt
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

    package init(
        seat: SeatNumber, partyID: PartyID, role: SeatRole, name: String, phone: String, needs: String
    ) {
        self.seat = seat
        self.partyID = partyID
        self.role = role
        self.name = name
        self.phone = phone
        self.needs = needs
    }
}

/// What a page measured on one of its links; it receives from `peer`. It decodes as pages send it.
package struct LinkReport: Sendable, Decodable, Hashable {
    package enum State: String, Sendable, Codable, Hashable, CaseIterable {
        case new, connecting, connected, disconnected, failed
    }

    package let peer: SeatNumber
    package let epoch: Int
    package let state: State
    /// Candidate types and transport, as `relay/udp`; no address. Nil before a pair is chosen.
    package let path: String?
    package let rttMs: Double?
    package let jitterMs: Double?
    package let lossPercent: Double?
    package let audioKbps: Double?
    package let videoKbps: Double?
    package let framesDecoded: Int?
    package let framesPerSecond: Double?
    package let freezes: Int?
    package let concealedPercent: Double?

    package init(
        peer: SeatNumber, epoch: Int, state: State, path: String?, rttMs: Double?, jitterMs: Double?,
        lossPercent: Double?, audioKbps: Double?, videoKbps: Double?, framesDecoded: Int?,
        framesPerSecond: Double?, freezes: Int?, concealedPercent: Double?
    ) {
        self.peer = peer
        self.epoch = epoch
        self.state = state
        self.path = path
        self.rttMs = rttMs
        self.jitterMs = jitterMs
        self.lossPercent = lossPercent
        self.audioKbps = audioKbps
        self.videoKbps = videoKbps
        self.framesDecoded = framesDecoded
        self.framesPerSecond = framesPerSecond
        self.freezes = freezes
        self.concealedPercent = concealedPercent
    }
}

/// Why a session ended (docs/domain.md, "How a session ends": after ZT25, and the plain ways to stop).
package enum EndReason: String, Sendable, Codable, Hashable, CaseIterable {
    case agreement, withdrawn, uncontactable, deadlock, other
    case noAgreement = "no_agreement"
    case partyRefuses = "party_refuses"
    case termExpired = "term_expired"
    case refusesToSign = "refuses_to_sign"
    case newOffence = "new_offence"
    case toBeContinued = "to_be_continued"
    /// Nobody from the bureau came back: the server's own reason.
    case hostAbsent = "host_absent"
}

extension LinkReport {
    /// Ranges of what a page can have measured. What lies outside of them was not measured: it is refused, for a record
    /// holds it for ever and has to be read back. Milliseconds up to a minute, percents, kilobits of a second up to a
    /// gigabit, frames of a day at 120 a second.
    private static let milliseconds = 0.0...60_000
    private static let percent = 0.0...100
    private static let kilobits = 0.0...1_000_000
    private static let frames = 0...10_368_000
    private static let rate = 0.0...1000
    private static let epochs = 1...1_000_000

    /// `host/udp`, `relay/tls`: the candidate's type (RFC 8445) and the transport.
    package static let paths: Set<String> = Set(
        ["host", "srflx", "prflx", "relay"].flatMap { type in ["udp", "tcp", "tls"].map { "\(type)/\($0)" } })

    /// The field that no measurement can give; nil when all of them can be true.
    package var impossibleField: String? {
        func misses(_ value: Double?, _ range: ClosedRange<Double>) -> Bool {
            value.map { !range.contains($0) } ?? false
        }
        if !Self.epochs.contains(epoch) { return "epoch" }
        if let path, !Self.paths.contains(path) { return "path" }
        if misses(rttMs, Self.milliseconds) { return "rttMs" }
        if misses(jitterMs, Self.milliseconds) { return "jitterMs" }
        if misses(lossPercent, Self.percent) { return "lossPercent" }
        if misses(audioKbps, Self.kilobits) { return "audioKbps" }
        if misses(videoKbps, Self.kilobits) { return "videoKbps" }
        if let framesDecoded, !Self.frames.contains(framesDecoded) { return "framesDecoded" }
        if misses(framesPerSecond, Self.rate) { return "framesPerSecond" }
        if let freezes, !Self.frames.contains(freezes) { return "freezes" }
        if misses(concealedPercent, Self.percent) { return "concealedPercent" }
        return nil
    }
}
