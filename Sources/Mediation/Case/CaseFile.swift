/// A petition case (信访事项) with everything that belongs to it. A value that changes only by events: `decide`
/// judges a command and answers with events or a refusal, `apply` folds them in, so that the journal rebuilds it.
package struct CaseFile: Hashable, Sendable {
    package let id: CaseID
    /// 信访编号, as 青信〔2026〕0087.
    package let caseNo: String
    /// Whose case it is, from its registration on.
    package let bureau: BureauID
    package let registration: Registration
    package let registeredBy: StaffReference?
    package private(set) var status: CaseStatus = .registered
    /// 首接警官: who received first. Nil until a senior officer takes up what a clerk registered.
    package private(set) var firstOfficer: StaffReference?
    package private(set) var parties: [Party]
    package private(set) var level: CaseLevel?
    package private(set) var levelReason = ""
    /// A leader of the bureau has endorsed the level (level 1).
    package private(set) var isEndorsed = false
    /// The present assignment and those before it, oldest first.
    package private(set) var assignments: [Assignment] = []
    /// Who handled it: they can't do the follow-up.
    package private(set) var handlers: [AccountID] = []
    package private(set) var approvals: Set<ClosingPart> = []
    package private(set) var notices: [Notice] = []
    package private(set) var extensions: [Extension] = []
    package private(set) var followUps: [FollowUp] = []
    package private(set) var isSignOffProposed = false
    package private(set) var sessions: [LinkedSession] = []
    package private(set) var due: [DueItem] = []
    package private(set) var stages: [StageEntry] = []
    /// Oldest first.
    package private(set) var timeline: [TimelineEntry] = []
    package private(set) var interests: [AccountID] = []
    package private(set) var recusals: [RecusalRequest] = []
    /// A pending case about the same matter, of which this is another petition (rule 7).
    package private(set) var sameMatterAs: CaseID?
    /// Whether its acceptance counts as a new one; nil before.
    package private(set) var countsAsNew: Bool?
    package private(set) var reReviewOpinion: String?
    package private(set) var acceptedAt: Instant?
    package private(set) var closedAt: Instant?
    package private(set) var updatedAt: Instant

    /// The fold of a journal; nil when it does not begin with `registered`.
    package init?(folding events: some Sequence<CaseEvent>) {
        var rest = events.makeIterator()
        guard let first = rest.next(),
            case .registered(let id, let caseNo, let bureau, let registration, let officer, _) = first.change
        else { return nil }
        self.id = id
        self.caseNo = caseNo
        self.bureau = bureau
        self.registration = registration
        registeredBy = first.by
        firstOfficer = officer
        parties = registration.parties
        updatedAt = first.at
        apply(first)
        while let event = rest.next() { apply(event) }
    }

    /// The case as it was kept, part by part. It trusts its parts: nothing is judged here.
    package init(
        id: CaseID, caseNo: String, bureau: BureauID, registration: Registration,
        registeredBy: StaffReference?,
        status: CaseStatus, firstOfficer: StaffReference?, parties: [Party], level: CaseLevel?,
        levelReason: String, isEndorsed: Bool, assignments: [Assignment], handlers: [AccountID],
        approvals: Set<ClosingPart>, notices: [Notice], extensions: [Extension], followUps: [FollowUp],
        isSignOffProposed: Bool, sessions: [LinkedSession], due: [DueItem], stages: [StageEntry],
        timeline: [TimelineEntry], interests: [AccountID], recusals: [RecusalRequest],
        sameMatterAs: CaseID?, countsAsNew: Bool?, reReviewOpinion: String?, acceptedAt: Instant?,
        closedAt: Instant?, updatedAt: Instant
    ) {
        self.id = id
        self.caseNo = caseNo
        self.bureau = bureau
        self.registration = registration
        self.registeredBy = registeredBy
        self.status = status
        self.firstOfficer = firstOfficer
        self.parties = parties
        self.level = level
        self.levelReason = levelReason
        self.isEndorsed = isEndorsed
        self.assignments = assignments
        self.handlers = handlers
        self.approvals = approvals
        self.notices = notices
        self.extensions = extensions
        self.followUps = followUps
        self.isSignOffProposed = isSignOffProposed
        self.sessions = sessions
        self.due = due
        self.stages = stages
        self.timeline = timeline
        self.interests = interests
        self.recusals = recusals
        self.sameMatterAs = sameMatterAs
        self.countsAsNew = countsAsNew
        self.reReviewOpinion = reReviewOpinion
        self.acceptedAt = acceptedAt
        self.closedAt = closedAt
        self.updatedAt = updatedAt
    }

    /// The assignment that holds; nil before the first and after an objection was agreed to.
    package var assignment: Assignment? { status == .graded ? nil : assignments.last }
    /// The unit that answers for the case; nil before it is assigned.
    package var responsibleUnit: String? { assignment?.unit }
    /// Who answers for the case at the petition desk: the first officer, or who registered it.
    package var answerable: StaffReference? { firstOfficer ?? registeredBy }
    package var openSession: LinkedSession? { sessions.last { $0.isOpen } }
    package var isAccusation: Bool { registration.contentClass == .accusation }
    /// What is due next; nil when nothing is.
    package var nextDue: DueItem? { due.filter { $0.doneAt == nil }.min { $0.at < $1.at } }

    package func party(_ id: PartyID) -> Party? { parties.first { $0.id == id } }

    /// The one place where an event changes the case. It trusts its event: judging is `decide`'s.
    package mutating func apply(_ event: CaseEvent) {
        timeline.append(
            TimelineEntry(
                at: event.at, kind: event.change.name, by: event.by?.name, text: event.change.text))
        updatedAt = event.at
        switch event.change {
        case .registered(_, _, _, _, _, let noticeDue):
            reach(.registered, event)
            due.append(DueItem(kind: .notice, at: noticeDue))
        case .taken: firstOfficer = event.by
        case .accepted(_, let notice, let handlingDue, let isNew):
            reach(.accepted, event)
            acceptedAt = event.at
            countsAsNew = isNew
            serve(notice, event)
            due.append(DueItem(kind: .handling, at: handlingDue))
        case .declined(_, let notice): leave(.declined, notice, event)
        case .forwarded(_, _, let notice): leave(.forwarded, notice, event)
        case .redirected(_, _, let notice): leave(.redirected, notice, event)
        case .graded(let graded, let reason, let localDue):
            reach(.graded, event)
            level = graded
            levelReason = reason
            isEndorsed = false
            if let localDue { due.append(DueItem(kind: .local, at: localDue)) }
        case .endorsed: isEndorsed = true
        case .assigned(let assignment):
            reach(.assigned, event)
            assignments.append(assignment)
            due.append(DueItem(kind: .assignment, at: assignment.due))
        case .received:
            reach(.inHandling, event)
            handle(by: event.by)
            changeAssignment {
                $0.receivedBy = event.by
                $0.receivedAt = event.at
                $0.objection = nil
            }
        case .objected(let reason): changeAssignment { $0.objection = reason }
        case .unassigned:
            finish([.assignment, .supervision], event)
            reach(.graded, event)
        case .reported:
            reach(.pendingClose, event)
            handle(by: event.by)
            approvals = []
            finish([.assignment, .supervision], event)
        case .closingApproved(let part, _): approvals.insert(part)
        case .closed(_, let notice, let followUpDue):
            reach(.closed, event)
            closedAt = event.at
            notices.append(notice)
            finish([.handling, .local, .supervision], event)
            due.append(DueItem(kind: .followUp, at: followUpDue))
        case .returned: takeBack(event)
        case .followedUp(let followUp):
            reach(.followedUp, event)
            followUps.append(followUp)
            isSignOffProposed = false
            finish([.followUp], event)
        case .signOffProposed: isSignOffProposed = true
        case .signedOff: reach(.signedOff, event)
        case .archived: reach(.archived, event)
        case .partyAdded(let party): parties.append(party)
        case .sessionLaunched(let id, let number, let invited):
            sessions.append(LinkedSession(id: id, number: number, createdAt: event.at, invited: invited))
        case .sessionInvited(let id, let party): changeSession(id) { $0.invited.append(party) }
        case .sessionEnded(let id, let reason, let minutes):
            changeSession(id) {
                $0.endedAt = event.at
                $0.reason = reason
                $0.minutes = minutes
            }
        case .extended(let granted):
            extensions.append(granted)
            for index in due.indices where due[index].kind == .handling { due[index].at = granted.newDue }
        case .supervised(_, let until): due.append(DueItem(kind: .supervision, at: until))
        case .noted:
            // The unit's answer is what a supervision order asked for.
            if let by = event.by, handlers.contains(by.id) { finish([.supervision], event) }
        case .handedOver(let person, _): firstOfficer = person
        case .linked(let other): sameMatterAs = other
        case .interestDeclared: if let by = event.by { interests.append(by.id) }
        case .recusalRequested(let person, let reason, let until):
            recusals.append(RecusalRequest(of: person, reason: reason, requestedAt: event.at))
            due.append(DueItem(kind: .recusal, at: until))
        case .recusalDecided(let person, let granted, _): decideRecusal(of: person, granted, event)
        case .reReviewed(let opinion): reReviewOpinion = opinion
        case .identityUnmasked, .exported: break
        }
    }

    private mutating func reach(_ status: CaseStatus, _ event: CaseEvent) {
        self.status = status
        stages.append(StageEntry(stage: status, at: event.at))
    }

    /// Whether a notice was to be written or not: its term is over once the decision is made.
    private mutating func serve(_ notice: Notice?, _ event: CaseEvent) {
        if let notice { notices.append(notice) }
        finish([.notice], event)
    }

    private mutating func leave(_ status: CaseStatus, _ notice: Notice?, _ event: CaseEvent) {
        reach(status, event)
        serve(notice, event)
        finish(Set(DueKind.allCases), event)
    }

    /// Back to handling: what was closed runs on under the term that it had.
    private mutating func takeBack(_ event: CaseEvent) {
        reach(.inHandling, event)
        approvals = []
        isSignOffProposed = false
        closedAt = nil
        for index in due.indices where due[index].kind == .handling || due[index].kind == .local {
            due[index].doneAt = nil
        }
    }

    private mutating func finish(_ kinds: Set<DueKind>, _ event: CaseEvent) {
        for index in due.indices where kinds.contains(due[index].kind) && due[index].doneAt == nil {
            due[index].doneAt = event.at
        }
    }

    private mutating func handle(by person: StaffReference?) {
        guard let person, !handlers.contains(person.id) else { return }
        handlers.append(person.id)
    }

    private mutating func changeAssignment(_ change: (inout Assignment) -> Void) {
        guard let last = assignments.indices.last else { return }
        change(&assignments[last])
    }

    private mutating func changeSession(_ id: SessionID, _ change: (inout LinkedSession) -> Void) {
        guard let index = sessions.firstIndex(where: { $0.id == id }) else { return }
        change(&sessions[index])
    }

    private mutating func decideRecusal(of person: StaffReference, _ granted: Bool, _ event: CaseEvent) {
        for index in recusals.indices
        where recusals[index].of.id == person.id && recusals[index].granted == nil {
            recusals[index].granted = granted
        }
        if granted { interests.append(person.id) }
        guard recusals.allSatisfy({ $0.granted != nil }) else { return }
        finish([.recusal], event)
    }
}
