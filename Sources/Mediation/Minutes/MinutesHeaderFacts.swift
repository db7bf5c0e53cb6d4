/// What the record knows and the head of the minutes says; plain values, taken when the version is frozen.
package struct MinutesHeaderFacts: Hashable, Sendable {
    /// Someone at the table besides the host.
    package struct Participant: Hashable, Sendable {
        package let role: SeatRole
        package let name: String
        /// How the officer knew who it was; nil when nobody was identified.
        package let identity: IdentityCheck.Method?
        /// Where the person said to be, or what else the officer noted; may be empty.
        package let note: String

        package init(role: SeatRole, name: String, identity: IdentityCheck.Method?, note: String = "") {
            self.role = role
            self.name = name
            self.identity = identity
            self.note = note
        }
    }

    /// A person's connection that was cut, while the session ran.
    package struct Interruption: Hashable, Sendable {
        package let name: String
        package let from: Instant
        package let seconds: Int

        package init(name: String, from: Instant, seconds: Int) {
            self.name = name
            self.from = from
            self.seconds = seconds
        }
    }

    package let office: String
    package let sessionID: SessionID
    package let caseNo: String
    package let title: String
    /// 第 n 次.
    package let number: Int
    package let kind: RoomFounding.Kind
    package let version: Int
    /// When the first person was admitted; nil when nobody was.
    package let startedAt: Instant?
    /// When the session ended; nil while it runs (a version frozen before the end).
    package let endedAt: Instant?
    package let hostName: String
    package let hostStaffNo: String
    package let participants: [Participant]
    /// Whether the conversation was recorded.
    package let isRecorded: Bool
    package let interruptions: [Interruption]

    package init(
        office: String, sessionID: SessionID, caseNo: String, title: String, number: Int,
        kind: RoomFounding.Kind, version: Int, startedAt: Instant?, endedAt: Instant?, hostName: String,
        hostStaffNo: String, participants: [Participant], isRecorded: Bool, interruptions: [Interruption]
    ) {
        self.office = office
        self.sessionID = sessionID
        self.caseNo = caseNo
        self.title = title
        self.number = number
        self.kind = kind
        self.version = version
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.hostName = hostName
        self.hostStaffNo = hostStaffNo
        self.participants = participants
        self.isRecorded = isRecorded
        self.interruptions = interruptions
    }
}
