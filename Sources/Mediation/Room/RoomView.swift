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
    package var wall: WallView?
    package var shields: [Shield]?

    /// A view that tells nothing.
    package init() {}
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
    package var name: String
    package let staffNo: String?
    package let standing: Standing
    package var presence: Presence
    package var since: Instant
    package var media: MediaState
    package var askedToWaitUntil: Instant?
    package var check: DeviceCheck?
    package var identity: IdentityCheck?
    package var device: String?
    package var browser: String?
    package var needs: String?
    package var phone: String?
    package var consentedAt: Instant?
    package var revoked: Bool?
    /// The name is kept from this reader; `name` is empty.
    package var nameHidden: Bool?
}

package struct LinkView: Sendable, Hashable, Encodable {
    package let peer: SeatNumber
    package let epoch: Int
    package let offerer: Bool
    package let paths: RoomFounding.Paths
    /// What shielding lets pass on this link.
    package struct Media: Sendable, Hashable, Encodable {
        package let voice: Bool
        package let face: Bool
    }
    package let send: Media
    package let receive: Media
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

package struct WallView: Sendable, Hashable, Encodable {
    package let number: Int
    package let phase: Wall.Phase
    package let members: [SeatNumber]
    package let confirmed: [SeatNumber]
    package let raisedAt: Instant?
    package let until: Instant?
    /// Since when this reader waits outside; nil inside.
    package var outsideSince: Instant?
    /// The bureau's own: its private notes, and the lines that people outside left.
    package var note: PrivateNote?
    package var words: [Room.Word]?
}

package struct ClaimView: Sendable, Hashable, Encodable {
    package let seat: SeatNumber
    package let device: DeviceID
    package let browser: String
    package let at: Instant
}

extension Room {
    /// The named sections as `reader` may see them: each piece by what `visible` says (Wall.swift).
    package func view(_ sections: RoomSections, for reader: SeatNumber) -> RoomView {
        var view = RoomView()
        if sections.contains(.session) { view.session = sessionView(reader == .bureau) }
        if sections.contains(.seats) { view.seats = seatViews(for: reader) }
        if sections.contains(.links) { view.links = linkViews(of: reader) }
        if sections.contains(.minutes) { view.minutes = minutesView(for: reader) }
        if sections.contains(.edges) { view.edges = visible(.statistics, to: reader) ? edgeViews : [] }
        if sections.contains(.happenings) {
            view.happenings = visible(.happenings, to: reader) ? happenings : []
        }
        if sections.contains(.claims) { view.claims = visible(.claims, to: reader) ? claimViews : [] }
        if sections.contains(.wall) { view.wall = wallView(for: reader) }
        if sections.contains(.shields) { view.shields = shieldViews(for: reader) }
        return view
    }

    /// A section's text as `reader` may read it: a name that is kept from them stands as its role.
    package func minutesText(of section: MinutesSection, for reader: SeatNumber) -> String {
        var text = minutes.text(of: section)
        for seat in seats where !visible(.name(seat.number), to: reader) {
            text = text.replacing(seat.name, with: MinutesWords.role(seat.role))
        }
        return text
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
        seats.filter { visible(.place($0.number), to: reader) }.map { seat in
            if visible(.lobby, to: reader) { return fullView(seat) }
            guard seat.number == reader else { return shown(seat, to: reader) }
            var view = plainView(seat)
            view.askedToWaitUntil = seat.askedToWaitUntil
            view.consentedAt = seat.consentedAt
            // Whoever holds a link that went astray is not told whose it is.
            if seat.consentedAt == nil, seat.standing != .admitted { view.name = Masking.name(seat.name) }
            return view
        }
    }

    /// Another person as `reader` may see them. What is not to be seen stands still: not even that it changes is told.
    private func shown(_ seat: Seat, to reader: SeatNumber) -> SeatView {
        var view = plainView(seat)
        if !visible(.tracks(seat.number), to: reader) { view.media = MediaState() }
        if !visible(.presence(seat.number), to: reader) {
            view.presence = .here
            view.since = wall.raisedAt ?? createdAt
        }
        if !visible(.name(seat.number), to: reader) {
            view.name = ""
            view.nameHidden = true
        }
        return view
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
            LinkView(
                peer: $0.peer, epoch: $0.epoch, offerer: $0.isOfferer, paths: founding.paths,
                send: media(from: reader, to: $0.peer), receive: media(from: $0.peer, to: reader))
        }
    }

    private func media(from subject: SeatNumber, to reader: SeatNumber) -> LinkView.Media {
        LinkView.Media(
            voice: allowed(from: subject, to: reader, .voice), face: allowed(from: subject, to: reader, .face)
        )
    }

    private func wallView(for reader: SeatNumber) -> WallView {
        guard visible(.wall, to: reader) else {
            return WallView(number: 0, phase: .open, members: [], confirmed: [], raisedAt: nil, until: nil)
        }
        var view = WallView(
            number: wall.number, phase: wall.phase, members: wall.members.sorted(),
            confirmed: visible(.confirmations, to: reader) ? wall.confirmed.sorted() : [],
            raisedAt: wall.raisedAt, until: wall.until, outsideSince: wall.outsideSince[reader])
        if visible(.privateNotes, to: reader) { view.note = privateNote }
        if visible(.wordsFromOutside, to: reader) { view.words = words }
        return view
    }

    private func shieldViews(for reader: SeatNumber) -> [Shield] {
        shields.filter { visible(.shield($0), to: reader) }
            .sorted {
                ($0.subject, $0.reader, $0.medium.rawValue) < ($1.subject, $1.reader, $1.medium.rawValue)
            }
    }

    private func minutesView(for reader: SeatNumber) -> MinutesView {
        // The same for everybody in front of the table, whatever goes on behind it.
        guard visible(.minutes, to: reader) else {
            return MinutesView(presenting: false, version: 1, frozen: nil, sections: [])
        }
        let shown = visible(.draft, to: reader) ? MinutesSection.allCases : []
        return MinutesView(
            presenting: presenting, version: version, frozen: frozen,
            sections: shown.map {
                MinutesView.Section(
                    key: $0, text: minutesText(of: $0, for: reader), revision: minutes.revision(of: $0))
            })
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
