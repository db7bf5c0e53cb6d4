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
