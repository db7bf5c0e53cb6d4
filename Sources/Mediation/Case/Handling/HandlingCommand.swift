extension CaseHandling {
    package enum Command: Hashable, Sendable {
        case grade(CaseLevel, reason: String)
        case endorse(reason: String)
        /// `reason` is the list of what is to be done.
        case assign(unit: String, due: Instant, reason: String)
        case receive
        case object(reason: String)
        case note(String)
        case report(reason: String)
        case close(reason: String)
        case `return`(reason: String)

        var step: Step {
            switch self {
            case .grade: .grade
            case .endorse: .endorse
            case .assign: .assign
            case .receive: .receive
            case .object: .object
            case .note: .note
            case .report: .report
            case .close: .close
            case .return: .return
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case grade, endorse, assign, receive, object, report, close, `return`, note

        var row: CaseStepRow {
            switch self {
            case .grade: .offered([.accepted], .gradeCase)
            case .endorse: .offered([.graded], .endorseCase)
            case .assign: .offered([.graded], .assignCase)
            case .receive: .offered([.assigned], .receiveAssignment)
            case .object: .offered([.assigned], .objectToAssignment)
            case .report: .offered([.inHandling], .reportResult)
            case .close: .offered([.pendingClose], .approveClosing)
            // From `assigned` it is the first officer's agreement to the unit's objection.
            case .return: .offered([.pendingClose, .followedUp, .assigned], .returnCase)
            case .note: .offered(.notOver, .noteOnCase)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        isTheirs(step, account, file) ? guarding(step, account, file) : Refusal(.notPermitted)
    }

    private func isTheirs(_ step: Step, _ account: Account, _ file: CaseFile) -> Bool {
        switch step {
        case .grade, .assign: Authority.owns(account, file)
        case .return:
            Authority.owns(account, file)
                || (file.status == .pendingClose && Authority.closingPart(of: account, in: file) != nil)
        case .receive, .object, .report: Authority.isOfResponsibleUnit(account, file)
        case .close: Authority.closingPart(of: account, in: file) != nil
        case .endorse, .note: true
        }
    }

    private func guarding(_ step: Step, _ account: Account, _ file: CaseFile) -> Refusal? {
        switch step {
        case .endorse: return awaitsEndorsement ? nil : Refusal(.transitionNotAllowed)
        case .assign: return awaitsEndorsement ? Refusal(.transitionNotAllowed, field: "endorse") : nil
        case .receive, .report: return file.supervision.conflict(account)
        case .object: return file.assignment?.objection == nil ? nil : Refusal(.transitionNotAllowed)
        case .return: return mayReturn(file) ? nil : Refusal(.transitionNotAllowed)
        case .close:
            guard let part = Authority.closingPart(of: account, in: file), !approvals.contains(part) else {
                return Refusal(.transitionNotAllowed)
            }
            return nil
        case .grade, .note: return nil
        }
    }

    private func mayReturn(_ file: CaseFile) -> Bool {
        switch file.status {
        case .assigned: file.assignment?.objection != nil
        case .followedUp: file.followUp.sendsBack
        case .registered, .accepted, .declined, .forwarded, .redirected, .graded, .inHandling, .pendingClose,
            .closed, .signedOff, .archived:
            true
        }
    }

    func decide(_ command: Command, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        switch command {
        case .grade(let level, let reason):
            return [
                .graded(level, reason: try CaseText.reasoned(reason), localDue: localDue(level, asked))
            ]
        case .endorse(let reason): return [.endorsed(reason: try CaseText.reasoned(reason))]
        case .assign(let unit, let due, let items):
            try CaseText.checkUnit(unit, items)
            try asked.check(due: due)
            // Rule 9: the accused unit neither reads nor handles an accusation.
            if asked.file.isAccusation && unit == asked.file.registration.form.concernedUnit {
                throw Refusal(.accusationCase, field: "unit")
            }
            return [.assigned(Assignment(unit: unit, due: due, items: items))]
        case .receive: return [.received]
        case .object(let reason): return [.objected(reason: try CaseText.reasoned(reason))]
        case .note(let text): return [.noted(text: try CaseText.reasoned(text))]
        case .report(let result): return [.reported(result: try CaseText.reasoned(result))]
        case .close(let reason): return try closing(reason, asked)
        case .return(let reason):
            try CaseText.reason(reason)
            return [asked.file.status == .assigned ? .unassigned(reason: reason) : .returned(reason: reason)]
        }
    }

    /// The bureau's own target, unless the legal term ends before it anyway.
    private func localDue(_ level: CaseLevel, _ asked: CaseQuestion) -> Instant? {
        guard let days = asked.rules.policy.localTargets[level],
            let acceptedAt = asked.file.registration.acceptance?.at
        else { return nil }
        let deadlines = asked.rules.deadlines
        let target = deadlines.days(days, after: acceptedAt)
        return target < deadlines.handling(accepted: acceptedAt) ? target : nil
    }

    /// One part of the closing; the last one closes. Its reason is the reply that the petitioner was given.
    private func closing(_ reason: String, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        try CaseText.reason(reason)
        guard let part = Authority.closingPart(of: asked.account, in: asked.file) else {
            throw Refusal(.notPermitted)
        }
        let approval = Event.closingApproved(part, reason: reason)
        guard ClosingPart.required(for: level).isSubset(of: approvals.union([part])) else {
            return [approval]
        }
        let reply = Notice(
            kind: .reply, servedAt: asked.now,
            isOverdue: asked.file.course.hasMissed(.handling, at: asked.now))
        let followUpDue = asked.rules.deadlines.days(asked.rules.policy.followUpDays, after: asked.now)
        return [approval, .closed(reason: reason, notice: reply, followUpDue: followUpDue)]
    }
}
