/// A petition case (信访事项) with everything that belongs to it, part by part. A value that changes only by events: `decide`
/// judges a command and answers with events or a refusal, `apply` folds them in, so that the journal rebuilds it.
package struct CaseFile: Hashable, Sendable {
    package let id: CaseID
    /// 信访编号, as 青信〔2026〕0087.
    package let caseNo: String
    /// Whose case it is, from its registration on.
    package let bureau: BureauID
    package private(set) var course: CaseCourse
    package private(set) var registration: CaseRegistration
    package private(set) var handling: CaseHandling
    package private(set) var supervision: CaseSupervision
    package private(set) var followUp: CaseFollowUp
    package private(set) var archive: CaseArchive
    package private(set) var dialogue: CaseDialogue
    /// Oldest first.
    package private(set) var timeline: [TimelineEntry]
    package private(set) var updatedAt: Instant

    /// The fold of a journal; nil when it does not begin with `registered`.
    package init?(folding events: some Sequence<CaseEvent>) {
        var rest = events.makeIterator()
        guard let first = rest.next(),
            case .registration(.registered(let id, let caseNo, let bureau, let form, let officer, _)) =
                first.change
        else { return nil }
        self.init(
            id: id, caseNo: caseNo, bureau: bureau, course: CaseCourse(),
            registration: CaseRegistration(form, registeredBy: first.by, firstOfficer: officer),
            handling: CaseHandling(), supervision: CaseSupervision(), followUp: CaseFollowUp(),
            archive: CaseArchive(), dialogue: CaseDialogue(), timeline: [], updatedAt: first.at)
        apply(first)
        while let event = rest.next() { apply(event) }
    }

    /// The case as it was kept, part by part. It trusts its parts: nothing is judged here.
    package init(
        id: CaseID, caseNo: String, bureau: BureauID, course: CaseCourse, registration: CaseRegistration,
        handling: CaseHandling, supervision: CaseSupervision, followUp: CaseFollowUp, archive: CaseArchive,
        dialogue: CaseDialogue, timeline: [TimelineEntry], updatedAt: Instant
    ) {
        self.id = id
        self.caseNo = caseNo
        self.bureau = bureau
        self.course = course
        self.registration = registration
        self.handling = handling
        self.supervision = supervision
        self.followUp = followUp
        self.archive = archive
        self.dialogue = dialogue
        self.timeline = timeline
        self.updatedAt = updatedAt
    }

    package var status: CaseStatus { course.status }
    /// The assignment that holds; nil before the first and after an objection was agreed to.
    package var assignment: Assignment? { status == .graded ? nil : handling.assignments.last }
    /// The unit that answers for the case; nil before it is assigned.
    package var responsibleUnit: String? { assignment?.unit }
    package var isAccusation: Bool { registration.form.contentClass == .accusation }

    /// The one place where an event changes the case. It trusts its event: judging is `decide`'s.
    package mutating func apply(_ event: CaseEvent) {
        timeline.append(
            TimelineEntry(
                at: event.at, kind: event.change.name, by: event.by?.name, text: event.change.text,
                due: event.change.due))
        updatedAt = event.at
        switch event.change {
        case .registration(let change): registration.apply(change, at: event.at, by: event.by, to: &course)
        case .handling(let change):
            handling.apply(change, at: event.at, by: event.by, to: &course)
            if case .returned = change { archive.withdrawProposal() }
        case .supervision(let change): supervision.apply(change, at: event.at, by: event.by, to: &course)
        case .followUp(let change):
            followUp.apply(change, at: event.at, to: &course)
            // What was proposed rested on the answer before.
            archive.withdrawProposal()
        case .archive(let change): archive.apply(change, at: event.at, to: &course)
        case .dialogue(let change): dialogue.apply(change, at: event.at)
        }
    }
}
