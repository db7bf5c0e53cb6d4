package import Mediation

/// The body of a case's row: the case as its events have made it, so that a list need not fold them.
struct CaseFileRecord: StoredRecord, Hashable {
    let id: String
    let caseNo: String
    let bureau: String
    let registration: RegistrationRecord
    let registeredBy: StaffRecord?
    let status: String
    let firstOfficer: StaffRecord?
    let parties: [PartyRecord]
    let level: String?
    let levelReason: String
    let isEndorsed: Bool
    let assignments: [AssignmentRecord]
    let handlers: [String]
    /// A set: written in the order of its words, read in any.
    let approvals: [String]
    let notices: [NoticeRecord]
    let extensions: [ExtensionRecord]
    let followUps: [FollowUpRecord]
    let isSignOffProposed: Bool
    let sessions: [LinkedSessionRecord]
    let due: [DueItemRecord]
    let stages: [StageRecord]
    let timeline: [TimelineRecord]
    let interests: [String]
    let recusals: [RecusalRecord]
    let sameMatterAs: String?
    let countsAsNew: Bool?
    let reReviewOpinion: String?
    let acceptedAt: Int64?
    let closedAt: Int64?
    let updatedAt: Int64

    static let title = "the file of a case"
    static let upcasts: [Upcast] = [
        // 2: whose case it is.
        { $0["bureau"] = .text(BureauID.main.text) }
    ]
}

extension CaseFile {
    /// The body to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] { try CaseFileRecord(self).encoded() }

    /// Reads a body back. Throws `newer` and `damaged`.
    package init(encoded body: [UInt8]) throws(RecordError) {
        self = try CaseFileRecord(encoded: body).value()
    }
}

extension CaseFileRecord {
    init(_ file: CaseFile) {
        id = file.id.text
        caseNo = file.caseNo
        bureau = file.bureau.text
        registration = RegistrationRecord(file.registration)
        registeredBy = file.registeredBy.map(StaffRecord.init)
        status = file.status.word
        firstOfficer = file.firstOfficer.map(StaffRecord.init)
        parties = file.parties.map(PartyRecord.init)
        level = file.level?.word
        levelReason = file.levelReason
        isEndorsed = file.isEndorsed
        assignments = file.assignments.map(AssignmentRecord.init)
        handlers = file.handlers.map(\.text)
        approvals = file.approvals.map(\.word).sorted()
        notices = file.notices.map(NoticeRecord.init)
        extensions = file.extensions.map(ExtensionRecord.init)
        followUps = file.followUps.map(FollowUpRecord.init)
        isSignOffProposed = file.isSignOffProposed
        sessions = file.sessions.map(LinkedSessionRecord.init)
        due = file.due.map(DueItemRecord.init)
        stages = file.stages.map(StageRecord.init)
        timeline = file.timeline.map(TimelineRecord.init)
        interests = file.interests.map(\.text)
        recusals = file.recusals.map(RecusalRecord.init)
        sameMatterAs = file.sameMatterAs?.text
        countsAsNew = file.countsAsNew
        reReviewOpinion = file.reReviewOpinion
        acceptedAt = file.acceptedAt?.milliseconds
        closedAt = file.closedAt?.milliseconds
        updatedAt = file.updatedAt.milliseconds
    }

    func value() throws(RecordError) -> CaseFile {
        CaseFile(
            id: CaseID(id), caseNo: caseNo, bureau: BureauID(bureau), registration: try registration.value(),
            registeredBy: registeredBy?.value, status: try .init(word: status),
            firstOfficer: firstOfficer?.value,
            parties: try parties.map { each throws(RecordError) in try each.value() },
            level: try .stored(level), levelReason: levelReason, isEndorsed: isEndorsed,
            assignments: assignments.map(\.value), handlers: handlers.map(AccountID.init(_:)),
            approvals: Set(try approvals.map { word throws(RecordError) in try ClosingPart(word: word) }),
            notices: try notices.map { each throws(RecordError) in try each.value() },
            extensions: extensions.map(\.value),
            followUps: try followUps.map { each throws(RecordError) in try each.value() },
            isSignOffProposed: isSignOffProposed,
            sessions: try sessions.map { each throws(RecordError) in try each.value() },
            due: try due.map { each throws(RecordError) in try each.value() },
            stages: try stages.map { each throws(RecordError) in try each.value() },
            timeline: try timeline.map { each throws(RecordError) in try each.value() },
            interests: interests.map(AccountID.init(_:)), recusals: recusals.map(\.value),
            sameMatterAs: sameMatterAs.map(CaseID.init(_:)), countsAsNew: countsAsNew,
            reReviewOpinion: reReviewOpinion, acceptedAt: acceptedAt.map(Instant.init(milliseconds:)),
            closedAt: closedAt.map(Instant.init(milliseconds:)),
            updatedAt: Instant(milliseconds: updatedAt))
    }
}
