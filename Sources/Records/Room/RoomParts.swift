internal import Mediation

// What the events of a room are made of. Each has two ways: from the domain's value and back.

extension SeatNumber {
    /// The seat as it is stored.
    var number: Int { Int(rawValue) }

    static func stored(_ number: Int) throws(RecordError) -> SeatNumber {
        guard let seat = SeatNumber(number) else { throw .damaged("a seat is none of the table's") }
        return seat
    }
}

struct FoundingRecord: Codable, Hashable, Sendable {
    let sessionID: String
    let caseID: String
    let caseNo: String
    let title: String
    let number: Int
    let kind: String
    let paths: String
    let office: String
    let phone: String
    let hostAccount: String
    let hostName: String
    let hostStaffNo: String
    let expiresAt: Int64

    init(_ founding: RoomFounding) {
        sessionID = founding.sessionID.text
        caseID = founding.caseID.text
        caseNo = founding.caseNo
        title = founding.title
        number = founding.number
        kind = founding.kind.word
        paths = founding.paths.word
        office = founding.office
        phone = founding.phone
        hostAccount = founding.hostAccount.text
        hostName = founding.hostName
        hostStaffNo = founding.hostStaffNo
        expiresAt = founding.expiresAt.milliseconds
    }

    func value() throws(RecordError) -> RoomFounding {
        RoomFounding(
            sessionID: SessionID(sessionID), caseID: CaseID(caseID), caseNo: caseNo, title: title,
            number: number, kind: try .init(word: kind), paths: try .init(word: paths), office: office,
            phone: phone, hostAccount: AccountID(hostAccount), hostName: hostName, hostStaffNo: hostStaffNo,
            expiresAt: Instant(milliseconds: expiresAt))
    }
}

struct InvitationRecord: Codable, Hashable, Sendable {
    let seat: Int
    let partyID: String
    let role: String
    let name: String
    let phone: String
    let needs: String
    /// Absent where none is needed.
    let guardianship: String?

    init(_ person: SeatInvitation) {
        seat = person.seat.number
        partyID = person.partyID.text
        role = person.role.word
        name = person.name
        phone = person.phone
        needs = person.needs
        guardianship = person.guardianship == .notNeeded ? nil : person.guardianship.word
    }

    func value() throws(RecordError) -> SeatInvitation {
        SeatInvitation(
            seat: try .stored(seat), partyID: PartyID(partyID), role: try .init(word: role), name: name,
            phone: phone, needs: needs,
            guardianship: try guardianship.map { word throws(RecordError) in try .init(word: word) }
                ?? .notNeeded)
    }
}

struct DeviceCheckRecord: Codable, Hashable, Sendable {
    struct Network: Codable, Hashable, Sendable {
        let ms: Int
        let lossPercent: Double
        let kbps: Int
        let relayed: Bool
    }

    let camera: String
    let microphone: String
    let speaker: String
    let network: Network?

    init(_ check: DeviceCheck) {
        camera = check.camera.word
        microphone = check.microphone.word
        speaker = check.speaker.word
        network = check.network.map {
            Network(ms: $0.ms, lossPercent: $0.lossPercent, kbps: $0.kbps, relayed: $0.relayed)
        }
    }

    func value() throws(RecordError) -> DeviceCheck {
        DeviceCheck(
            camera: try .init(word: camera), microphone: try .init(word: microphone),
            speaker: try .init(word: speaker),
            network: network.map {
                DeviceCheck.Network(
                    ms: $0.ms, lossPercent: $0.lossPercent, kbps: $0.kbps, relayed: $0.relayed)
            })
    }
}

struct SeatPairRecord: Codable, Hashable, Sendable {
    let lower: Int
    let upper: Int

    init(_ pair: SeatPair) {
        lower = pair.lower.number
        upper = pair.upper.number
    }

    func value() throws(RecordError) -> SeatPair { SeatPair(try .stored(lower), try .stored(upper)) }
}

struct ShieldRecord: Codable, Hashable, Sendable {
    let subject: Int
    let from: Int
    let medium: String

    init(_ shield: Shield) {
        subject = shield.subject.number
        from = shield.reader.number
        medium = shield.medium.word
    }

    func value() throws(RecordError) -> Shield {
        Shield(try .stored(subject), from: try .stored(from), by: try .init(word: medium))
    }
}

struct LinkReportRecord: Codable, Hashable, Sendable {
    let peer: Int
    let epoch: Int
    let state: String
    let path: String?
    let rttMs: Double?
    let jitterMs: Double?
    let lossPercent: Double?
    let audioKbps: Double?
    let videoKbps: Double?
    let framesDecoded: Int?
    let framesPerSecond: Double?
    let freezes: Int?
    let concealedPercent: Double?

    init(_ report: LinkReport) {
        peer = report.peer.number
        epoch = report.epoch
        state = report.state.word
        path = report.path
        rttMs = report.rttMs
        jitterMs = report.jitterMs
        lossPercent = report.lossPercent
        audioKbps = report.audioKbps
        videoKbps = report.videoKbps
        framesDecoded = report.framesDecoded
        framesPerSecond = report.framesPerSecond
        freezes = report.freezes
        concealedPercent = report.concealedPercent
    }

    func value() throws(RecordError) -> LinkReport {
        LinkReport(
            peer: try .stored(peer), epoch: epoch, state: try .init(word: state), path: path, rttMs: rttMs,
            jitterMs: jitterMs, lossPercent: lossPercent, audioKbps: audioKbps, videoKbps: videoKbps,
            framesDecoded: framesDecoded, framesPerSecond: framesPerSecond, freezes: freezes,
            concealedPercent: concealedPercent)
    }
}

struct MinutesDocumentRecord: Codable, Hashable, Sendable {
    struct Line: Codable, Hashable, Sendable {
        let key: String
        let value: String
    }

    struct Section: Codable, Hashable, Sendable {
        let key: String
        let text: String
    }

    let header: [Line]
    let sections: [Section]
    let text: String

    init(_ document: MinutesDocument) {
        header = document.header.map { Line(key: $0.key.word, value: $0.value) }
        sections = document.sections.map { Section(key: $0.key.word, text: $0.text) }
        text = document.text
    }

    func value() throws(RecordError) -> MinutesDocument {
        MinutesDocument(
            header: try header.map { line throws(RecordError) in
                MinutesDocument.HeaderLine(key: try .init(word: line.key), value: line.value)
            },
            sections: try sections.map { section throws(RecordError) in
                MinutesDocument.Section(key: try .init(word: section.key), text: section.text)
            },
            text: text)
    }
}
