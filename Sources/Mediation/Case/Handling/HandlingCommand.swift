extension CaseHandling {
    package enum Command: Hashable, Sendable {
        case grade(CaseLevel, reason: String)
        case endorse(reason: String)
        case assign(Assignment)
        case receive
        case object(reason: String)
        case note(String)
        case report(reason: String)
        case close(reason: String)
        /// `lacking`: the items whose answers aren't enough, counted from 1.
        case `return`(reason: String, lacking: [Int] = [])
        /// `item` counts from 1.
        case progress(item: Int, reason: String)
        case answer(item: Int, reason: String)
        case sendLetter(to: String, due: Instant, reason: String)
        /// `letter` counts from 1.
        case fileReply(letter: Int, reason: String)

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
            case .progress: .progress
            case .answer: .answer
            case .sendLetter: .sendLetter
            case .fileReply: .fileReply
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case grade, endorse, assign, receive, object, progress, answer, report, close, `return`, note
        case sendLetter = "send_letter"
        case fileReply = "file_reply"

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
            // A unit that has signed begins, whatever the others do.
            case .progress, .answer: .offered([.assigned, .inHandling], .reportResult)
            case .sendLetter: .offered([.graded, .assigned, .inHandling], .assignCase)
            case .fileReply: .offered(.open, .assignCase)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        isTheirs(step, account, file) ? guarding(step, account, file) : Refusal(.notPermitted)
    }

    private func isTheirs(_ step: Step, _ account: Account, _ file: CaseFile) -> Bool {
        switch step {
        case .grade, .assign, .sendLetter, .fileReply: Authority.owns(account, file)
        case .return:
            Authority.owns(account, file)
                || (file.status == .pendingClose && Authority.closingPart(of: account, in: file) != nil)
        case .receive, .object, .progress, .answer: Authority.isOfUnits(account, file)
        case .report: Authority.isOfResponsibleUnit(account, file)
        case .close: Authority.closingPart(of: account, in: file) != nil
        case .endorse, .note: true
        }
    }

    private func guarding(_ step: Step, _ account: Account, _ file: CaseFile) -> Refusal? {
        switch step {
        case .endorse: return awaitsEndorsement ? nil : Refusal(.transitionNotAllowed)
        case .assign: return awaitsEndorsement ? Refusal(.transitionNotAllowed, field: "endorse") : nil
        case .receive: return mayReceive(account, file)
        case .report: return file.supervision.conflict(account) ?? lackingAnswer
        case .progress, .answer: return mayWork(account, file)
        case .object:
            guard let order = file.assignment, let unit = order.unit(of: account),
                order.receipt(of: unit) == nil, order.objection(of: unit) == nil
            else { return Refusal(.transitionNotAllowed) }
            return nil
        case .fileReply:
            return letters.contains { $0.answer == nil } ? nil : Refusal(.transitionNotAllowed)
        case .return: return mayReturn(file) ? nil : Refusal(.transitionNotAllowed)
        case .close:
            guard let part = Authority.closingPart(of: account, in: file), !approvals.contains(part) else {
                return Refusal(.transitionNotAllowed)
            }
            return nil
        case .grade, .note, .sendLetter: return nil
        }
    }

    private func mayReceive(_ account: Account, _ file: CaseFile) -> Refusal? {
        if let refusal = file.supervision.conflict(account) { return refusal }
        guard let order = file.assignment, let unit = order.unit(of: account),
            order.receipt(of: unit) == nil
        else { return Refusal(.transitionNotAllowed) }
        return nil
    }

    /// Who works on an item: somebody of a unit that has signed and that has an item without its answer. An order for one thing is
    /// answered by the report.
    private func mayWork(_ account: Account, _ file: CaseFile) -> Refusal? {
        if let refusal = file.supervision.conflict(account) { return refusal }
        guard let order = file.assignment, let unit = order.unit(of: account),
            order.receipt(of: unit) != nil,
            !order.isAnsweredByReport,
            order.items.contains(where: { $0.unit == unit && $0.result == nil })
        else { return Refusal(.transitionNotAllowed) }
        return nil
    }

    /// Nothing is reported while an item waits for its answer: the refusal names the first.
    private var lackingAnswer: Refusal? {
        assignments.last?.firstOpenItem.map { Refusal(.itemUnanswered, field: "items[\($0)]") }
    }

    private func mayReturn(_ file: CaseFile) -> Bool {
        switch file.status {
        case .assigned: file.assignment?.objections.isEmpty == false
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
        case .assign(let order): return [.assigned(try checked(order, asked))]
        case .receive: return [.received(unit: asked.unit)]
        case .object(let reason):
            return [.objected(reason: try CaseText.reasoned(reason), unit: asked.unit)]
        case .note(let text):
            return [.noted(text: try CaseText.reasoned(text), unit: asked.unit)]
        case .progress(let item, let text):
            try check(item: item, asked)
            return [.progressed(item: item, text: try CaseText.reasoned(text))]
        case .answer(let item, let text):
            try check(item: item, asked)
            return [.answered(item: item, text: try CaseText.reasoned(text))]
        case .sendLetter(let addressee, let due, let text):
            return [.letterSent(try letter(to: addressee, due: due, text, asked))]
        case .fileReply(let number, let text):
            guard letters.indices.contains(number - 1), letters[number - 1].answer == nil else {
                throw Refusal(.badField, field: "letter")
            }
            try CaseText.reason(text)
            return [.letterAnswered(letter: number, text: text)]
        case .report(let result): return [.reported(result: try CaseText.reasoned(result))]
        case .close(let reason): return try closing(reason, asked)
        case .return(let reason, let lacking):
            try CaseText.reason(reason)
            if asked.file.status == .assigned { return [.unassigned(reason: reason)] }
            let items = assignments.last?.items.indices ?? 0..<0
            guard lacking.allSatisfy({ items.contains($0 - 1) }) else {
                throw Refusal(.badField, field: "lacking")
            }
            return [.returned(reason: reason, lacking: Set(lacking).sorted())]
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

// What is put to units and to departments outside.
extension CaseHandling {
    /// An order as it may be issued: each item has its words, its unit and a date within the order's. Refusals: `missing_field`,
    /// `too_large`, `bad_field`, `accusation_case`.
    private func checked(_ order: Assignment, _ asked: CaseQuestion) throws(Refusal) -> Assignment {
        try CaseText.check(order.unit, "unit", CaseText.short, lacking: .missingField)
        try asked.check(due: order.due)
        try CaseText.check(order.requirements, "reason", CaseText.reason)
        guard Assignment.itemCounts.contains(order.items.count) else {
            throw Refusal(order.items.isEmpty ? .missingField : .tooLarge, field: "items")
        }
        try refuse(accused: order.unit, "unit", asked)
        for (index, item) in order.items.enumerated() {
            do throws(Refusal) {
                try CaseText.check(item.text, "text", CaseText.reason, lacking: .missingField)
                try CaseText.check(item.unit, "unit", CaseText.short, lacking: .missingField)
                try asked.check(due: item.due)
                guard item.due <= order.due else { throw Refusal(.badField, field: "due") }
                try refuse(accused: item.unit, "unit", asked)
            } catch {
                throw error.within("items[\(index)]")
            }
        }
        return order
    }

    /// Rule 9: the accused unit neither reads nor handles an accusation.
    private func refuse(accused unit: String, _ field: String, _ asked: CaseQuestion) throws(Refusal) {
        guard asked.file.isAccusation && unit == asked.file.registration.form.concernedUnit else { return }
        throw Refusal(.accusationCase, field: field)
    }

    private func letter(
        to addressee: String, due: Instant, _ text: String, _ asked: CaseQuestion
    ) throws(Refusal) -> Letter {
        try CaseText.check(addressee, "unit", CaseText.short, lacking: .missingField)
        try asked.check(due: due)
        try CaseText.reason(text)
        try refuse(accused: addressee, "unit", asked)
        return Letter(addressee: addressee, text: text, due: due)
    }

    /// The item is the asker's unit's and has no answer. Refusal: `bad_field`.
    private func check(item: Int, _ asked: CaseQuestion) throws(Refusal) {
        guard let order = asked.file.assignment, order.items.indices.contains(item - 1),
            order.items[item - 1].unit == asked.unit, order.items[item - 1].result == nil
        else { throw Refusal(.badField, field: "item") }
    }
}
