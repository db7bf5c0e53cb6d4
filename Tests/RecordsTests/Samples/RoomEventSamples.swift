import Mediation

/// One value or more of every kind of a room's events: what the golden lines are made of, and what they have to give
/// back. The first has everything that an event can have, the last as little as it can. A sample is never edited once its
/// line stands; a new kind gets a case here, for which the compiler asks.
enum RoomEventSamples {
    static let all = RoomEvent.Name.allCases.flatMap(of)

    static func seat(_ number: Int) -> SeatNumber { SeatNumber(number) ?? .bureau }

    static func moment(_ milliseconds: Int64) -> Instant {
        Instant(milliseconds: 1_773_282_000_000 + milliseconds)
    }

    static func of(_ name: RoomEvent.Name) -> [RoomEvent] {
        switch name {
        case .created: [.created(founding), .created(stricterFounding)]
        case .invited:
            [
                .table(
                    .invited(
                        SeatInvitation(
                            seat: seat(2), partyID: PartyID("p-1"), role: .petitionRepresentative,
                            name: "林晚舟",
                            phone: "100-0000-2046", needs: "慢一点说"))),
                .table(
                    .invited(
                        SeatInvitation(
                            seat: seat(3), partyID: PartyID("p-2"), role: .respondent, name: "贺小满",
                            phone: "", needs: "", guardianship: .mayBeDeclined))),
            ]
        case .revoked: [.table(.revoked(seat: seat(2)))]
        case .reissued: [.table(.reissued(seat: seat(2), generation: 2))]
        case .arrived:
            [
                .table(
                    .arrived(
                        seat: seat(2), page: PageID("page-2"), device: DeviceID("device-2"),
                        browser: "Chrome 120, Linux"))
            ]
        case .returned: [.table(.returned(seat: seat(2)))]
        case .lost: [.table(.lost(seat: seat(8)))]
        case .absent: [.table(.absent(seat: seat(3)))]
        case .consented: [.table(.consented(seat: seat(2), notice: "2026-11"))]
        case .checked:
            [.table(.checked(seat: seat(2), deviceCheck)), .table(.checked(seat: seat(3), bareDeviceCheck))]
        case .ready: [.table(.ready(seat: seat(2)))]
        case .identified:
            [.table(.identified(seat: seat(2), method: .document, note: "看过身份证 \"原件\"/正面"))]
        case .guardianDeclined: [.table(.guardianDeclined(seat: seat(3), reason: "自食其力，本人不愿通知"))]
        case .admitted: [.table(.admitted(seat: seat(2)))]
        case .askedToWait: [.table(.askedToWait(seat: seat(2), minutes: 15))]
        case .declined: [.table(.declined(seat: seat(4), reason: "不是本人"))]
        case .removed: [.table(.removed(seat: seat(4), reason: "扰乱秩序"))]
        case .left: [.table(.left(seat: seat(2)))]
        case .clockStepped: [.clockStepped(seconds: -3600)]
        case .claimDecided:
            [.table(.claimDecided(seat: seat(2), device: DeviceID("device-9"), allowed: false))]
        case .linkRenewed: [.links(.renewed(SeatPair(seat(3), seat(2)), by: seat(3)))]
        case .fingerprintBound: [.links(.fingerprintBound(seat: seat(2), fingerprint: "sha-256 AB:CD:EF"))]
        case .fingerprintRefused: [.links(.fingerprintRefused(seat: seat(2)))]
        case .measured:
            [.links(.measured(seat: seat(2), [report, bareReport])), .links(.measured(seat: seat(2), []))]
        case .tallied: [.links(.tallied(tallies)), .links(.tallied([]))]
        case .started: [.table(.started)]
        case .paused: [.table(.paused(until: moment(600_000)))]
        case .resumed: [.table(.resumed)]
        case .presented: [.paper(.presented(on: true))]
        case .wallRaised:
            [
                .wall(.raised(number: 1, members: [seat(1), seat(2)], until: moment(900_000))),
                .wall(.raised(number: 3, members: [seat(1), seat(3)], until: nil)),
            ]
        case .wallConfirmed: [.wall(.confirmed(seat: seat(2), number: 1))]
        case .wallSealed: [.wall(.sealed(number: 1))]
        case .wallLeftOutside: [.wall(.leftOutside(seat: seat(2), number: 1))]
        case .wallDoubted: [.wall(.doubted(seat: seat(2), number: 1))]
        case .wallExtended: [.wall(.extended(until: moment(1_200_000)))]
        case .wallLowered: [.wall(.lowered(number: 1, cancelled: true))]
        case .wordLeft: [.wall(.wordLeft(seat: seat(3), text: "请问还要多久？\n我在等。"))]
        case .shielded: [.wall(.shielded(Shield(seat(2), from: seat(3), by: .face), on: true))]
        case .frozen: [.paper(.frozen(version: 1, digest: "00ff", document: document))]
        case .reopened: [.paper(.reopened(version: 2))]
        case .ended:
            [
                .table(.ended(reason: .toBeContinued, note: "下周再谈", by: seat(1))),
                .table(.ended(reason: .hostAbsent, note: "", by: nil)),
            ]
        }
    }

    static let founding = RoomFounding(
        sessionID: SessionID("s-1"), caseID: CaseID("c-1"), caseNo: "青信〔2026〕0087", title: "楼上楼下夜间噪声",
        number: 1, kind: .petitionTalk, paths: .relay, office: "青禾区公安分局", phone: "100-0000-0110",
        hostAccount: AccountID("a-G003"), hostName: "周砚", hostStaffNo: "G003", expiresAt: moment(28_800_000))

    static let stricterFounding = RoomFounding(
        sessionID: SessionID("s-2"), caseID: CaseID("c-1"), caseNo: "青信〔2026〕0087", title: "治安调解",
        number: 2, kind: .securityMediation, paths: .direct, office: "", phone: "",
        hostAccount: AccountID("a-G004"), hostName: "沈既白", hostStaffNo: "G004", expiresAt: moment(0))

    static let deviceCheck = DeviceCheck(
        camera: .ok, microphone: .denied, speaker: .skipped,
        network: DeviceCheck.Network(ms: 180, lossPercent: 0.5, kbps: 2400, relayed: true))
    static let bareDeviceCheck = DeviceCheck(
        camera: .missing, microphone: .busy, speaker: .failed, network: nil)

    static let report = LinkReport(
        peer: seat(3), epoch: 4, state: .connected, path: "relay/udp", rttMs: 41.25, jitterMs: 3.5,
        lossPercent: 0.1, audioKbps: 32, videoKbps: 612.75, framesDecoded: 4501, framesPerSecond: 14.9,
        freezes: 2, concealedPercent: 0.02)
    static let bareReport = LinkReport(
        peer: seat(1), epoch: 1, state: .new, path: nil, rttMs: nil, jitterMs: nil, lossPercent: nil,
        audioKbps: nil, videoKbps: nil, framesDecoded: nil, framesPerSecond: nil, freezes: nil,
        concealedPercent: nil)

    /// What two edges have measured, with all and with as little as there can be.
    static let tallies = [
        EdgeTally(
            from: seat(1), to: seat(2), verdict: .audioOnly, path: "relay/udp", rttMs: 41.3, lossPercent: 0.1,
            audioKbps: 32, videoKbps: 612.8, freezes: 2, samples: 120),
        EdgeTally(
            from: seat(2), to: seat(1), verdict: nil, path: nil, rttMs: nil, lossPercent: nil, audioKbps: nil,
            videoKbps: nil, freezes: nil, samples: 0),
    ]

    /// Every key of a head and of the body that there was when its line was made.
    static let document = MinutesDocument(
        header: [
            MinutesDocument.HeaderLine(key: .time, value: "头部 time"),
            MinutesDocument.HeaderLine(key: .medium, value: "头部 medium"),
            MinutesDocument.HeaderLine(key: .matter, value: "头部 matter"),
            MinutesDocument.HeaderLine(key: .host, value: "头部 host"),
            MinutesDocument.HeaderLine(key: .participant, value: "头部 participant"),
            MinutesDocument.HeaderLine(key: .recording, value: "头部 recording"),
            MinutesDocument.HeaderLine(key: .interruptions, value: "头部 interruptions"),
            MinutesDocument.HeaderLine(key: .version, value: "头部 version"),
        ],
        sections: [
            MinutesDocument.Section(key: .identity, text: "写于 identity"),
            MinutesDocument.Section(key: .presence, text: "写于 presence"),
            MinutesDocument.Section(key: .rights, text: "写于 rights"),
            MinutesDocument.Section(key: .videoConsent, text: "写于 videoConsent"),
            MinutesDocument.Section(key: .petitioner, text: "写于 petitioner"),
            MinutesDocument.Section(key: .respondent, text: "写于 respondent"),
            MinutesDocument.Section(key: .lawyer, text: "写于 lawyer"),
            MinutesDocument.Section(key: .undisputedFacts, text: "写于 undisputedFacts"),
            MinutesDocument.Section(key: .proposals, text: "写于 proposals"),
            MinutesDocument.Section(key: .result, text: "写于 result"),
            MinutesDocument.Section(key: .interruptions, text: "写于 interruptions"),
        ],
        text: "青禾区公安分局\n三方对话笔录\n")
}
