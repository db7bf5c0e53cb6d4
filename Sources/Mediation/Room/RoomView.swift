/// What one reader may see of a room: the same function serves the snapshot, the deltas and every reader, so that
/// nothing reaches a page by a side door. Fields that are nil are absent on the wire.
package struct RoomView: Sendable, Hashable, Encodable {
    package var session: SessionView?
    package var seats: [SeatView]?
    package var links: [LinkView]?
    package var minutes: MinutesView?
    package var edges: [EdgeView]?
    package var happenings: [Happening]?
    package var claims: [ClaimView]?
}

package struct SessionView: Sendable, Hashable, Encodable {
    package let id: SessionID
    package let number: Int
    package let kind: RoomFounding.Kind
    package let phase: Room.Phase
    package let office: String
    package let phone: String
    package let createdAt: Instant
    package let startedAt: Instant?
    package let endedAt: Instant?
    package let reason: EndReason?
    package let paths: RoomFounding.Paths
    package let recording: Bool
    package let pauseEndsAt: Instant?
    package let title: String?
    package let caseID: CaseID?
    package let caseNo: String?
}

package struct SeatView: Sendable, Hashable, Encodable {
    package let seat: SeatNumber
    package let role: SeatRole
    package let name: String
    package let staffNo: String?
    package let standing: Standing
    package let presence: Presence
    package let since: Instant
    package let media: MediaState
    package var askedToWaitUntil: Instant?
    package var check: DeviceCheck?
    package var identity: IdentityCheck?
    package var device: String?
    package var browser: String?
    package var needs: String?
    package var phone: String?
    package var consentedAt: Instant?
    package var revoked: Bool?
}

package struct LinkView: Sendable, Hashable, Encodable {
    package let peer: SeatNumber
    package let epoch: Int
    package let offerer: Bool
    package let paths: RoomFounding.Paths
}

package struct MinutesView: Sendable, Hashable, Encodable {
    package struct Section: Sendable, Hashable, Encodable {
        package let key: MinutesSection
        package let text: String
        package let revision: Int
    }

    package let presenting: Bool
    package let version: Int
    package let frozen: Room.FrozenVersion?
    package let sections: [Section]
}

package struct EdgeView: Sendable, Hashable, Encodable {
    package let from: SeatNumber
    package let to: SeatNumber
    package let verdict: EdgeVerdict
    package let path: String?
    package let rttMs: Double?
    package let lossPercent: Double?
    package let audioKbps: Double?
    package let videoKbps: Double?
    package let at: Instant
}

package struct ClaimView: Sendable, Hashable, Encodable {
    package let seat: SeatNumber
    package let device: DeviceID
    package let browser: String
    package let at: Instant
}

extension Room {
    /// The named sections as `reader` may see them.
    package func view(_ sections: RoomSections, for reader: SeatNumber) -> RoomView {
        var view = RoomView()
        let isBureau = reader == .bureau
        if sections.contains(.session) { view.session = sessionView(isBureau) }
        if sections.contains(.seats) { view.seats = seatViews(for: reader) }
        if sections.contains(.links) { view.links = linkViews(of: reader) }
        if sections.contains(.minutes) { view.minutes = minutesView(for: reader) }
        if sections.contains(.edges) { view.edges = isBureau ? edgeViews : [] }
        if sections.contains(.happenings) { view.happenings = isBureau ? happenings : [] }
        if sections.contains(.claims) { view.claims = isBureau ? claimViews : [] }
        return view
    }

    /// Whether `reader` sees the draft of the minutes: the bureau always, the table while it is presented.
    package func seesMinutes(_ reader: SeatNumber) -> Bool {
        reader == .bureau || (presenting && seat(reader)?.standing == .admitted)
    }

    private func sessionView(_ isBureau: Bool) -> SessionView {
        SessionView(
            id: founding.sessionID, number: founding.number, kind: founding.kind, phase: phase,
            office: founding.office, phone: founding.phone, createdAt: createdAt, startedAt: startedAt,
            endedAt: endedAt, reason: endReason, paths: founding.paths, recording: false,
            pauseEndsAt: pauseEndsAt, title: isBureau ? founding.title : nil,
            caseID: isBureau ? founding.caseID : nil, caseNo: isBureau ? founding.caseNo : nil)
    }

    private func seatViews(for reader: SeatNumber) -> [SeatView] {
        if reader == .bureau { return seats.map(fullView) }
        let isAdmitted = seat(reader)?.standing == .admitted
        return seats.compactMap { seat in
            if seat.number == reader {
                var view = plainView(seat)
                view.askedToWaitUntil = seat.askedToWaitUntil
                view.consentedAt = seat.consentedAt
                return view
            }
            guard seat.number == .bureau || (isAdmitted && seat.standing == .admitted) else { return nil }
            return plainView(seat)
        }
    }

    private func plainView(_ seat: Seat) -> SeatView {
        SeatView(
            seat: seat.number, role: seat.role, name: seat.name, staffNo: seat.staffNo,
            standing: seat.standing,
            presence: seat.presence, since: seat.since, media: seat.media)
    }

    private func fullView(_ seat: Seat) -> SeatView {
        var view = plainView(seat)
        view.askedToWaitUntil = seat.askedToWaitUntil
        view.check = seat.check
        view.identity = seat.identity
        view.device = seat.device?.text
        view.browser = seat.browser
        view.needs = seat.needs
        view.phone = seat.phone
        view.consentedAt = seat.consentedAt
        view.revoked = seat.revoked
        return view
    }

    private func linkViews(of reader: SeatNumber) -> [LinkView] {
        links(of: reader).map {
            LinkView(peer: $0.peer, epoch: $0.epoch, offerer: $0.isOfferer, paths: founding.paths)
        }
    }

    private func minutesView(for reader: SeatNumber) -> MinutesView {
        let sees = seesMinutes(reader)
        let sections = MinutesSection.allCases.map {
            MinutesView.Section(key: $0, text: minutes.text(of: $0), revision: minutes.revision(of: $0))
        }
        return MinutesView(
            presenting: presenting, version: version, frozen: frozen, sections: sees ? sections : [])
    }

    private var edgeViews: [EdgeView] {
        edges.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }.map { edge, judged in
            EdgeView(
                from: edge.from, to: edge.to, verdict: judged.verdict, path: judged.report.path,
                rttMs: judged.report.rttMs, lossPercent: judged.report.lossPercent,
                audioKbps: judged.report.audioKbps, videoKbps: judged.report.videoKbps, at: judged.at)
        }
    }

    private var claimViews: [ClaimView] {
        claims.map { ClaimView(seat: $0.seat, device: $0.device, browser: $0.browser, at: $0.at) }
    }
}
