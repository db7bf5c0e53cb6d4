package import Mediation

/// The payload of an event of a room (`room.*`): one member, named after the kind, that holds the event's own. Unnamed
/// values are `_0`, `_1` … by their place. A kind is never taken away; what an old journal holds is read for ever.
enum RoomEventRecord: StoredRecord, Hashable {
    case created(FoundingRecord)
    case invited(InvitationRecord)
    case revoked(seat: Int)
    case reissued(seat: Int, generation: Int)
    case arrived(seat: Int, page: String, device: String, browser: String)
    case returned(seat: Int)
    case lost(seat: Int)
    case absent(seat: Int)
    case consented(seat: Int, notice: String)
    case checked(seat: Int, DeviceCheckRecord)
    case ready(seat: Int)
    case identified(seat: Int, method: String, note: String)
    case guardianDeclined(seat: Int, reason: String)
    case admitted(seat: Int)
    case askedToWait(seat: Int, minutes: Int)
    case declined(seat: Int, reason: String)
    case removed(seat: Int, reason: String)
    case left(seat: Int)
    case clockStepped(seconds: Int)
    case claimDecided(seat: Int, device: String, allowed: Bool)
    case linkRenewed(SeatPairRecord, by: Int)
    case fingerprintBound(seat: Int, fingerprint: String)
    case fingerprintRefused(seat: Int)
    case measured(seat: Int, [LinkReportRecord])
    case tallied([LinkTallyRecord])
    case started
    case paused(until: Int64)
    case resumed
    case presented(on: Bool)
    case wallRaised(number: Int, members: [Int], until: Int64?)
    case wallConfirmed(seat: Int, number: Int)
    case wallSealed(number: Int)
    case wallLeftOutside(seat: Int, number: Int)
    case wallDoubted(seat: Int, number: Int)
    case wallExtended(until: Int64)
    case wallLowered(number: Int, cancelled: Bool)
    case wordLeft(seat: Int, text: String)
    case shielded(ShieldRecord, on: Bool)
    case frozen(version: Int, digest: String, document: MinutesDocumentRecord)
    case reopened(version: Int)
    case ended(reason: String, note: String, by: Int?)

    static let title = "an event of a room"
    static let upcasts: [Upcast] = [
        // 2: whoever was invited may need a guardian. Before, nobody was asked.
        { _ in }
    ]
}

extension RoomEventRecord {
    init(_ event: RoomEvent) {
        switch event {
        case .created(let founding): self = .created(FoundingRecord(founding))
        case .table(.invited(let person)): self = .invited(InvitationRecord(person))
        case .table(.revoked(let seat)): self = .revoked(seat: seat.number)
        case .table(.reissued(let seat, let generation)):
            self = .reissued(seat: seat.number, generation: generation)
        case .table(.arrived(let seat, let page, let device, let browser)):
            self = .arrived(seat: seat.number, page: page.text, device: device.text, browser: browser)
        case .table(.returned(let seat)): self = .returned(seat: seat.number)
        case .table(.lost(let seat)): self = .lost(seat: seat.number)
        case .table(.absent(let seat)): self = .absent(seat: seat.number)
        case .table(.consented(let seat, let notice)): self = .consented(seat: seat.number, notice: notice)
        case .table(.checked(let seat, let check)):
            self = .checked(seat: seat.number, DeviceCheckRecord(check))
        case .table(.ready(let seat)): self = .ready(seat: seat.number)
        case .table(.identified(let seat, let method, let note)):
            self = .identified(seat: seat.number, method: method.word, note: note)
        case .table(.guardianDeclined(let seat, let reason)):
            self = .guardianDeclined(seat: seat.number, reason: reason)
        case .table(.admitted(let seat)): self = .admitted(seat: seat.number)
        case .table(.askedToWait(let seat, let minutes)):
            self = .askedToWait(seat: seat.number, minutes: minutes)
        case .table(.declined(let seat, let reason)): self = .declined(seat: seat.number, reason: reason)
        case .table(.removed(let seat, let reason)): self = .removed(seat: seat.number, reason: reason)
        case .table(.left(let seat)): self = .left(seat: seat.number)
        case .clockStepped(let seconds): self = .clockStepped(seconds: seconds)
        case .table(.claimDecided(let seat, let device, let allowed)):
            self = .claimDecided(seat: seat.number, device: device.text, allowed: allowed)
        case .links(.renewed(let pair, let seat)): self = .linkRenewed(SeatPairRecord(pair), by: seat.number)
        case .links(.fingerprintBound(let seat, let fingerprint)):
            self = .fingerprintBound(seat: seat.number, fingerprint: fingerprint)
        case .links(.fingerprintRefused(let seat)): self = .fingerprintRefused(seat: seat.number)
        case .links(.measured(let seat, let reports)):
            self = .measured(seat: seat.number, reports.map(LinkReportRecord.init))
        case .links(.tallied(let tallies)): self = .tallied(tallies.map(LinkTallyRecord.init))
        case .table(.started): self = .started
        case .table(.paused(let until)): self = .paused(until: until.milliseconds)
        case .table(.resumed): self = .resumed
        case .paper(.presented(let on)): self = .presented(on: on)
        case .wall(.raised(let number, let members, let until)):
            self = .wallRaised(number: number, members: members.map(\.number), until: until?.milliseconds)
        case .wall(.confirmed(let seat, let number)): self = .wallConfirmed(seat: seat.number, number: number)
        case .wall(.sealed(let number)): self = .wallSealed(number: number)
        case .wall(.leftOutside(let seat, let number)):
            self = .wallLeftOutside(seat: seat.number, number: number)
        case .wall(.doubted(let seat, let number)): self = .wallDoubted(seat: seat.number, number: number)
        case .wall(.extended(let until)): self = .wallExtended(until: until.milliseconds)
        case .wall(.lowered(let number, let cancelled)):
            self = .wallLowered(number: number, cancelled: cancelled)
        case .wall(.wordLeft(let seat, let text)): self = .wordLeft(seat: seat.number, text: text)
        case .wall(.shielded(let shield, let on)): self = .shielded(ShieldRecord(shield), on: on)
        case .paper(.frozen(let version, let digest, let document)):
            self = .frozen(version: version, digest: digest, document: MinutesDocumentRecord(document))
        case .paper(.reopened(let version)): self = .reopened(version: version)
        case .table(.ended(let reason, let note, let seat)):
            self = .ended(reason: reason.word, note: note, by: seat?.number)
        }
    }

    func event() throws(RecordError) -> RoomEvent {
        switch self {
        case .created(let founding): .created(try founding.value())
        case .invited(let person): .table(.invited(try person.value()))
        case .revoked(let seat): .table(.revoked(seat: try .stored(seat)))
        case .reissued(let seat, let generation):
            .table(.reissued(seat: try .stored(seat), generation: generation))
        case .arrived(let seat, let page, let device, let browser):
            .table(
                .arrived(
                    seat: try .stored(seat), page: PageID(page), device: DeviceID(device), browser: browser))
        case .returned(let seat): .table(.returned(seat: try .stored(seat)))
        case .lost(let seat): .table(.lost(seat: try .stored(seat)))
        case .absent(let seat): .table(.absent(seat: try .stored(seat)))
        case .consented(let seat, let notice): .table(.consented(seat: try .stored(seat), notice: notice))
        case .checked(let seat, let check): .table(.checked(seat: try .stored(seat), try check.value()))
        case .ready(let seat): .table(.ready(seat: try .stored(seat)))
        case .identified(let seat, let method, let note):
            .table(.identified(seat: try .stored(seat), method: try .init(word: method), note: note))
        case .guardianDeclined(let seat, let reason):
            .table(.guardianDeclined(seat: try .stored(seat), reason: reason))
        case .admitted(let seat): .table(.admitted(seat: try .stored(seat)))
        case .askedToWait(let seat, let minutes):
            .table(.askedToWait(seat: try .stored(seat), minutes: minutes))
        case .declined(let seat, let reason): .table(.declined(seat: try .stored(seat), reason: reason))
        case .removed(let seat, let reason): .table(.removed(seat: try .stored(seat), reason: reason))
        case .left(let seat): .table(.left(seat: try .stored(seat)))
        case .clockStepped(let seconds): .clockStepped(seconds: seconds)
        case .claimDecided(let seat, let device, let allowed):
            .table(.claimDecided(seat: try .stored(seat), device: DeviceID(device), allowed: allowed))
        case .linkRenewed(let pair, let seat): .links(.renewed(try pair.value(), by: try .stored(seat)))
        case .fingerprintBound(let seat, let fingerprint):
            .links(.fingerprintBound(seat: try .stored(seat), fingerprint: fingerprint))
        case .fingerprintRefused(let seat): .links(.fingerprintRefused(seat: try .stored(seat)))
        case .measured(let seat, let reports):
            .links(
                .measured(
                    seat: try .stored(seat),
                    try reports.map { report throws(RecordError) in try report.value() }))
        case .tallied(let tallies):
            .links(.tallied(try tallies.map { tally throws(RecordError) in try tally.value() }))
        case .started: .table(.started)
        case .paused(let until): .table(.paused(until: Instant(milliseconds: until)))
        case .resumed: .table(.resumed)
        case .presented(let on): .paper(.presented(on: on))
        case .wallRaised(let number, let members, let until):
            .wall(
                .raised(
                    number: number,
                    members: try members.map { seat throws(RecordError) in try SeatNumber.stored(seat) },
                    until: until.map(Instant.init(milliseconds:))))
        case .wallConfirmed(let seat, let number): .wall(.confirmed(seat: try .stored(seat), number: number))
        case .wallSealed(let number): .wall(.sealed(number: number))
        case .wallLeftOutside(let seat, let number):
            .wall(.leftOutside(seat: try .stored(seat), number: number))
        case .wallDoubted(let seat, let number): .wall(.doubted(seat: try .stored(seat), number: number))
        case .wallExtended(let until): .wall(.extended(until: Instant(milliseconds: until)))
        case .wallLowered(let number, let cancelled): .wall(.lowered(number: number, cancelled: cancelled))
        case .wordLeft(let seat, let text): .wall(.wordLeft(seat: try .stored(seat), text: text))
        case .shielded(let shield, let on): .wall(.shielded(try shield.value(), on: on))
        case .frozen(let version, let digest, let document):
            .paper(.frozen(version: version, digest: digest, document: try document.value()))
        case .reopened(let version): .paper(.reopened(version: version))
        case .ended(let reason, let note, let seat):
            .table(
                .ended(
                    reason: try .init(word: reason), note: note,
                    by: try seat.map { seat throws(RecordError) in try SeatNumber.stored(seat) }))
        }
    }
}

extension RoomEvent {
    /// What the kinds of a room's events begin with; the case's stand beside them in one journal.
    package static let storedPrefix = "room."

    /// The kind as it stands in the journal's clear part: stable, without personal data.
    package var storedKind: String { Self.storedPrefix + name.word }

    private static let storedKinds = Set(RoomEvent.Name.allCases.map { storedPrefix + $0.word })

    /// The payload to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] { try RoomEventRecord(self).encoded() }

    /// Reads an event of the journal back. Throws `newer` for a kind, a version or a word of a newer program, and
    /// `damaged` for a payload that is no event, or another than its kind says.
    package init(kind: String, payload: [UInt8]) throws(RecordError) {
        guard Self.storedKinds.contains(kind) else {
            throw .newer("an event of the kind \(kind), which this program doesn't know")
        }
        self = try RoomEventRecord(encoded: payload).event()
        guard storedKind == kind else { throw .damaged("an event of another kind than \(kind)") }
    }
}

/// The kinds, as they stand in the journal.
extension RoomEvent.Name: Spelled {
    package var word: String {
        switch self {
        case .created: "created"
        case .invited: "invited"
        case .revoked: "revoked"
        case .reissued: "reissued"
        case .arrived: "arrived"
        case .returned: "returned"
        case .lost: "lost"
        case .absent: "absent"
        case .consented: "consented"
        case .checked: "checked"
        case .ready: "ready"
        case .identified: "identified"
        case .guardianDeclined: "guardian_declined"
        case .admitted: "admitted"
        case .declined: "declined"
        case .removed: "removed"
        case .left: "left"
        case .measured: "measured"
        case .tallied: "tallied"
        case .started: "started"
        case .paused: "paused"
        case .resumed: "resumed"
        case .presented: "presented"
        case .shielded: "shielded"
        case .frozen: "frozen"
        case .reopened: "reopened"
        case .ended: "ended"
        case .askedToWait: "asked_to_wait"
        case .claimDecided: "claim_decided"
        case .clockStepped: "clock_stepped"
        case .linkRenewed: "link_renewed"
        case .fingerprintBound: "fingerprint_bound"
        case .fingerprintRefused: "fingerprint_refused"
        case .wallRaised: "wall_raised"
        case .wallConfirmed: "wall_confirmed"
        case .wallSealed: "wall_sealed"
        case .wallLeftOutside: "wall_left_outside"
        case .wallDoubted: "wall_doubted"
        case .wallExtended: "wall_extended"
        case .wallLowered: "wall_lowered"
        case .wordLeft: "word_left"
        }
    }
}
