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
    package var guardianship: Guardianship?
    package var phone: String?
    package var consentedAt: Instant?
    package var revoked: Bool?
    /// The name is kept from this reader; `name` is empty.
    package var nameHidden: Bool?
}

package struct ClaimView: Sendable, Hashable, Encodable {
    package let seat: SeatNumber
    package let device: DeviceID
    package let browser: String
    package let at: Instant
}

// MARK: What of the table a reader may see

extension Room {
    func sessionView(for reader: SeatNumber) -> SessionView {
        let isBureau = reader == .bureau
        return SessionView(
            id: founding.sessionID, number: founding.number, kind: founding.kind, phase: phase,
            office: founding.office, phone: founding.phone, createdAt: createdAt,
            startedAt: table.stage.startedAt,
            endedAt: table.stage.end?.at, reason: table.stage.end?.reason, paths: founding.paths,
            recording: false,
            pauseEndsAt: table.stage.pauseEndsAt, title: isBureau ? founding.title : nil,
            caseID: isBureau ? founding.caseID : nil, caseNo: isBureau ? founding.caseNo : nil)
    }

    func seatViews(for reader: SeatNumber) -> [SeatView] {
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
            view.since = wall.caucus?.raisedAt ?? createdAt
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
            presence: seat.presence, since: seat.since, media: links.media(of: seat.number))
    }

    private func fullView(_ seat: Seat) -> SeatView {
        var view = plainView(seat)
        view.askedToWaitUntil = seat.askedToWaitUntil
        view.check = seat.check
        view.identity = seat.identity
        view.device = seat.device?.text
        view.browser = seat.browser
        view.needs = seat.needs
        view.guardianship = seat.guardianship
        view.phone = seat.phone
        view.consentedAt = seat.consentedAt
        view.revoked = seat.revoked
        return view
    }

    func claimViews(for reader: SeatNumber) -> [ClaimView] {
        guard visible(.claims, to: reader) else { return [] }
        return table.claims.map {
            ClaimView(seat: $0.seat, device: $0.device, browser: $0.browser, at: $0.at)
        }
    }
}
