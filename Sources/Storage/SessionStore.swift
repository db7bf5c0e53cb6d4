package import Mediation

/// A three-way dialogue in few columns; all else is in its events.
package struct SessionRecord: Hashable, Sendable {
    package let id: SessionID
    package let caseID: CaseID
    /// 第 n 次, from 1; unique within the case.
    package var number: Int
    package var status: String
    package var hostID: AccountID
    package var createdAt: Instant
    package var startedAt: Instant?
    package var endedAt: Instant?

    package init(
        id: SessionID, caseID: CaseID, number: Int, status: String, hostID: AccountID, createdAt: Instant,
        startedAt: Instant? = nil, endedAt: Instant? = nil
    ) {
        self.id = id
        self.caseID = caseID
        self.number = number
        self.status = status
        self.hostID = hostID
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}

/// The result of a command, kept so that its repetition is answered alike, as long as its session goes on: the commit
/// that ends the session deletes all of them, and stores none. After the end a page is told `session_over`, whatever it
/// repeats.
package struct CommandResultRecord: Hashable, Sendable {
    package let seat: SeatNumber
    package let commandID: CommandID
    /// Digest of the command's body: tells a repetition from a reused id.
    package let digest: [UInt8]
    /// The encoded answer; empty, like the digest, when it is stored and can't be read.
    package let result: [UInt8]

    package init(seat: SeatNumber, commandID: CommandID, digest: [UInt8], result: [UInt8]) {
        self.seat = seat
        self.commandID = commandID
        self.digest = digest
        self.result = result
    }
}

/// The newest text of what a room writes again and again: a section of the minutes' draft, the officer's note, what the
/// links measured. An engine packs it before it seals it.
package struct DraftRecord: Hashable, Sendable {
    package let section: String
    package let revision: Int
    /// Nil when it is stored and can't be read.
    package let text: String?

    package init(section: String, revision: Int, text: String?) {
        self.section = section
        self.revision = revision
        self.text = text
    }
}

/// A frozen version of minutes. Never changed, never deleted; only its text goes when the case is erased.
package struct MinutesRecord: Hashable, Sendable {
    package let sessionID: SessionID
    package let caseID: CaseID
    /// From 1; unique within the session.
    package let version: Int
    /// SHA-256 of `document`.
    package let digest: [UInt8]
    package let document: [UInt8]
    package let frozenAt: Instant
    /// How far signing had come, as shown: 未签名 and so on, by its code.
    package let label: String

    package init(
        sessionID: SessionID, caseID: CaseID, version: Int, digest: [UInt8], document: [UInt8],
        frozenAt: Instant, label: String
    ) {
        self.sessionID = sessionID
        self.caseID = caseID
        self.version = version
        self.digest = digest
        self.document = document
        self.frozenAt = frozenAt
        self.label = label
    }
}

/// The dialogues. Every verb throws `StorageError`; what is read of an erased case gives `erased`.
package protocol SessionStore: Sendable {
    func session(_ id: SessionID) async throws -> SessionRecord?
    /// By number, oldest first.
    func sessions(ofCase id: CaseID) async throws -> Listed<SessionRecord>
    /// All sessions without an end, oldest first.
    func openSessions() async throws -> Listed<SessionRecord>
    /// Rises with each commit that adds an event or a draft to the session; 0 before the first. To be read before what it
    /// shall vouch for: whatever is committed between the two readings is then a conflict and no gap.
    func revision(ofSession id: SessionID) async throws -> UInt64
    /// In the order in which they were committed; folding them gives the room, if none is missing.
    func events(ofSession id: SessionID) async throws -> Listed<StoredEvent>
    /// By section. One whose text or revision can't be read stands in both lists: with its section, revision 0 and no text.
    func drafts(ofSession id: SessionID) async throws -> Listed<DraftRecord>
    /// In the order in which they were committed. One that can't be read stands in both lists as long as its seat and id
    /// can be: without digest and result.
    func commandResults(ofSession id: SessionID) async throws -> Listed<CommandResultRecord>
    /// By version, oldest first.
    func minutes(ofSession id: SessionID) async throws -> Listed<MinutesRecord>
}
