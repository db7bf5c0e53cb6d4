/// What is done about the matter: how high it is led, who was told to do what, and how it was closed.
package struct CaseHandling: Hashable, Sendable {
    /// 分级: the level, why, and whether a leader of the bureau has endorsed it (level 1).
    package struct Grade: Hashable, Sendable {
        package let level: CaseLevel
        package let reason: String
        package var isEndorsed: Bool

        package init(level: CaseLevel, reason: String, isEndorsed: Bool) {
            self.level = level
            self.reason = reason
            self.isEndorsed = isEndorsed
        }
    }

    package private(set) var grade: Grade?
    /// The present assignment and those before it, oldest first.
    package private(set) var assignments: [Assignment]
    /// Who handled it: they can't do the follow-up.
    package private(set) var handlers: [AccountID]
    package private(set) var approvals: Set<ClosingPart>
    /// What the petitioner was told at each closing.
    package private(set) var replies: [Notice]
    package private(set) var closedAt: Instant?

    /// As it was kept; with nothing, a case that nobody has graded yet.
    package init(
        grade: Grade? = nil, assignments: [Assignment] = [], handlers: [AccountID] = [],
        approvals: Set<ClosingPart> = [], replies: [Notice] = [], closedAt: Instant? = nil
    ) {
        self.grade = grade
        self.assignments = assignments
        self.handlers = handlers
        self.approvals = approvals
        self.replies = replies
        self.closedAt = closedAt
    }

    package var level: CaseLevel? { grade?.level }
    /// Level 1 goes no further before a leader of the bureau has endorsed it.
    var awaitsEndorsement: Bool { grade.map { $0.level == .one && !$0.isEndorsed } ?? false }

    mutating func apply(
        _ event: Event, at moment: Instant, by person: StaffReference?, to course: inout CaseCourse
    ) {
        switch event {
        case .graded(let level, let reason, let localDue):
            grade = Grade(level: level, reason: reason, isEndorsed: false)
            course.reach(.graded, at: moment)
            if let localDue { course.owe(.local, until: localDue) }
        case .endorsed: grade?.isEndorsed = true
        case .assigned(let assignment):
            assignments.append(assignment)
            course.reach(.assigned, at: moment)
            course.owe(.assignment, until: assignment.due)
        case .received:
            course.reach(.inHandling, at: moment)
            handle(by: person)
            changeAssignment {
                $0.receipt = Assignment.Receipt(by: person, at: moment)
                $0.objection = nil
            }
        case .objected(let reason): changeAssignment { $0.objection = reason }
        case .unassigned:
            course.finish([.assignment, .supervision], at: moment)
            course.reach(.graded, at: moment)
        case .noted:
            // The unit's answer is what a supervision order asked for.
            if let person, handlers.contains(person.id) { course.finish([.supervision], at: moment) }
        case .reported:
            course.reach(.pendingClose, at: moment)
            handle(by: person)
            approvals = []
            course.finish([.assignment, .supervision], at: moment)
        case .closingApproved(let part, _): approvals.insert(part)
        case .closed(_, let notice, let followUpDue):
            course.reach(.closed, at: moment)
            closedAt = moment
            replies.append(notice)
            course.finish([.handling, .local, .supervision], at: moment)
            course.owe(.followUp, until: followUpDue)
        case .returned:
            course.reach(.inHandling, at: moment)
            approvals = []
            closedAt = nil
            // What was closed runs on under the term that it had.
            course.reopen([.handling, .local])
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
}
