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
    let letters: [LetterRecord]
    let handlers: [String]
    /// A set: written in the order of its words, read in any.
    let approvals: [String]
    let notices: [NoticeRecord]
    let extensions: [ExtensionRecord]
    let extensionRequests: [ExtensionRequestRecord]
    let followUps: [FollowUpRecord]
    let promises: [PromiseRecord]
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
        { $0["bureau"] = .text(BureauID.main.text) },
        // 3: when a missed term was noted, and the term of a timeline's line; absent where there is none.
        { _ in },
        // 4: what was promised.
        { $0["promises"] = .list([]) },
        // 5: an assignment's items and units, letters, what was asked for more time; a term's number, unit and warning, absent where
        // there is none.
        { file in
            guard case .list(let orders)? = file["assignments"] else { return }
            file["assignments"] = .list(try orders.map(AssignmentRecord.withItems))
            file["letters"] = .list([])
            file["extensionRequests"] = .list([])
        },
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
        let part = file.registration
        registration = RegistrationRecord(part.form)
        registeredBy = part.registeredBy.map(StaffRecord.init)
        firstOfficer = part.firstOfficer.map(StaffRecord.init)
        parties = part.parties.map(PartyRecord.init)
        sameMatterAs = part.sameMatterAs?.text
        acceptedAt = part.acceptance?.at.milliseconds
        countsAsNew = part.acceptance?.countsAsNew
        level = file.handling.grade?.level.word
        levelReason = file.handling.grade?.reason ?? ""
        isEndorsed = file.handling.grade?.isEndorsed ?? false
        assignments = file.handling.assignments.map(AssignmentRecord.init)
        letters = file.handling.letters.map(LetterRecord.init)
        handlers = file.handling.handlers.map(\.text)
        approvals = file.handling.approvals.map(\.word).sorted()
        closedAt = file.handling.closedAt?.milliseconds
        notices = Self.notices(of: file)
        extensions = file.supervision.extensions.map(ExtensionRecord.init)
        extensionRequests = file.supervision.extensionRequests.map(ExtensionRequestRecord.init)
        interests = file.supervision.interests.map(\.text)
        recusals = file.supervision.recusals.map(RecusalRecord.init)
        reReviewOpinion = file.supervision.reReviewOpinion
        followUps = file.followUp.followUps.map(FollowUpRecord.init)
        promises = file.followUp.promises.map(PromiseRecord.init)
        isSignOffProposed = file.archive.isSignOffProposed
        sessions = file.dialogue.sessions.map(LinkedSessionRecord.init)
        status = file.course.status.word
        due = file.course.due.map(DueItemRecord.init)
        stages = file.course.stages.map(StageRecord.init)
        timeline = file.timeline.map(TimelineRecord.init)
        updatedAt = file.updatedAt.milliseconds
    }

    func value() throws(RecordError) -> CaseFile {
        let file = CaseFile(
            id: CaseID(id), caseNo: caseNo, bureau: BureauID(bureau),
            course: CaseCourse(
                status: try .init(word: status),
                stages: try stages.map { each throws(RecordError) in try each.value() },
                due: try due.map { each throws(RecordError) in try each.value() }),
            registration: CaseRegistration(
                form: try registration.value(), registeredBy: registeredBy?.value,
                firstOfficer: firstOfficer?.value,
                parties: try parties.map { each throws(RecordError) in try each.value() },
                sameMatterAs: sameMatterAs.map(CaseID.init(_:)), acceptance: acceptance,
                notices: try notices(.acceptance)),
            handling: CaseHandling(
                grade: try grade(),
                assignments: assignments.map(\.value), letters: letters.map(\.value),
                handlers: handlers.map(AccountID.init(_:)),
                approvals: Set(try approvals.map { word throws(RecordError) in try .init(word: word) }),
                replies: try notices(.reply), closedAt: closedAt.map(Instant.init(milliseconds:))),
            supervision: CaseSupervision(
                extensions: extensions.map(\.value), extensionRequests: extensionRequests.map(\.value),
                interests: interests.map(AccountID.init(_:)),
                recusals: recusals.map(\.value), reReviewOpinion: reReviewOpinion),
            followUp: CaseFollowUp(
                followUps: try followUps.map { each throws(RecordError) in try each.value() },
                promises: try promises.map { each throws(RecordError) in try each.value() }),
            archive: CaseArchive(isSignOffProposed: isSignOffProposed),
            dialogue: CaseDialogue(
                sessions: try sessions.map { each throws(RecordError) in try each.value() }),
            timeline: try timeline.map { each throws(RecordError) in try each.value() },
            updatedAt: Instant(milliseconds: updatedAt))
        // A record says more than a case can be: halves of an acceptance, of a level, notices in another order.
        guard isWhole(in: file) else {
            throw .damaged("\(Self.title): what it says does not fit together")
        }
        return file
    }

    private func notices(_ kind: Notice.Kind) throws(RecordError) -> [Notice] {
        try notices.map { each throws(RecordError) in try each.value() }.filter { $0.kind == kind }
    }

    private var acceptance: CaseRegistration.Acceptance? {
        guard let acceptedAt, let countsAsNew else { return nil }
        return CaseRegistration.Acceptance(
            at: Instant(milliseconds: acceptedAt), countsAsNew: countsAsNew)
    }

    private func grade() throws(RecordError) -> CaseHandling.Grade? {
        guard let level: CaseLevel = try .stored(level) else { return nil }
        return CaseHandling.Grade(level: level, reason: levelReason, isEndorsed: isEndorsed)
    }

    /// Whether nothing was lost on the way, of what a case holds together and a record apart.
    private func isWhole(in file: CaseFile) -> Bool {
        let (part, grade) = (file.registration, file.handling.grade)
        return part.acceptance?.at.milliseconds == acceptedAt
            && part.acceptance?.countsAsNew == countsAsNew
            && Self.notices(of: file) == notices && grade?.level.word == level
            && (grade?.reason ?? "") == levelReason && (grade?.isEndorsed ?? false) == isEndorsed
    }

    /// Those of the decision come before those of the closings.
    private static func notices(of file: CaseFile) -> [NoticeRecord] {
        (file.registration.notices + file.handling.replies).map(NoticeRecord.init)
    }
}
