import Mediation

/// A session with its invitations, for its host (docs/protocol.md, 1.3).
struct SessionBody: Encodable {
    struct Invite: Encodable {
        let seat: SeatNumber
        let partyID: PartyID?
        let role: SeatRole
        let name: String
        let phone: String
        let link: String
        let generation: Int
        let revoked: Bool
        let expiresAt: Instant
    }
    struct Candidate: Encodable {
        let partyID: PartyID
        let role: SeatRole
        let name: String
    }
    let id: SessionID
    let caseID: CaseID
    let caseNo: String
    let title: String
    let number: Int
    let kind: RoomFounding.Kind
    let phase: Room.Phase
    let createdAt: Instant
    let expiresAt: Instant
    let office: String
    let phone: String
    let host: HostBody
    let invites: [Invite]
    let mayInvite: [Candidate]
}

/// Whom an invited person will talk with.
struct HostBody: Encodable {
    let name: String
    let staffNo: String

    init(_ founding: RoomFounding) {
        name = founding.hostName
        staffNo = founding.hostStaffNo
    }
}
