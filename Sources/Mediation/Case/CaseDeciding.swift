extension CaseFile {
    /// Judges a command and answers with the events that it brings about; changes nothing itself.
    ///
    /// Refusals: `not_permitted`, `transition_not_allowed`, `reason_needed`, and each rule's own code.
    package func decide(
        _ command: CaseCommand, by account: Account, at now: Instant, rules: CaseRules = .standard
    ) throws(Refusal) -> [CaseEvent] {
        if case .invite(let session, let person) = command {
            return [try inviting(person, to: session, account, now)]
        }
        if let refusal = refusal(of: command.step, for: account, policy: rules.policy) { throw refusal }
        let changes = try changes(command, account, now, rules)
        return changes.map { CaseEvent(at: now, by: account.reference, change: $0) }
    }

    private func changes(
        _ command: CaseCommand, _ account: Account, _ now: Instant, _ rules: CaseRules
    ) throws(Refusal) -> [CaseEvent.Change] {
        switch command {
        case .accept(let reason):
            try CaseText.reason(reason)
            return taking(account) + [
                .accepted(
                    reason: reason, notice: acceptanceNotice(now),
                    handlingDue: rules.deadlines.handling(accepted: now), countsAsNew: sameMatterAs == nil)
            ]
        case .decline(let reason):
            try CaseText.reason(reason)
            return taking(account) + [.declined(reason: reason, notice: acceptanceNotice(now))]
        case .forward(let unit, let reason):
            try check(unit, reason)
            return taking(account) + [.forwarded(unit: unit, reason: reason, notice: acceptanceNotice(now))]
        case .redirect(let unit, let reason):
            try check(unit, reason)
            return taking(account) + [.redirected(unit: unit, reason: reason, notice: acceptanceNotice(now))]
        case .grade(let level, let reason):
            try CaseText.reason(reason)
            let target = rules.policy.localTargets[level]
            return [.graded(level, reason: reason, localDue: localDue(target, rules))]
        case .endorse(let reason): return try [.endorsed(reason: reasoned(reason))]
        case .assign(let unit, let due, let reason): return try [assigning(unit, due, reason, now)]
        case .receive: return [.received]
        case .object(let reason): return try [.objected(reason: reasoned(reason))]
        case .report(let reason): return try [.reported(result: reasoned(reason))]
        case .close(let reason): return try closing(reason, account, now, rules)
        case .return(let reason):
            try CaseText.reason(reason)
            return [status == .assigned ? .unassigned(reason: reason) : .returned(reason: reason)]
        case .followUp(let rating, let method, let reason, let performance):
            // A petitioner may be satisfied without a word; what is wrong must be written down.
            let lacking: Refusal.Code? = rating == .satisfied ? nil : .reasonNeeded
            try CaseText.check(reason, "reason", CaseText.reason, lacking: lacking)
            let followUp = FollowUp(
                at: now, by: account.reference, rating: rating, method: method, note: reason,
                performance: performance)
            return [.followedUp(followUp)]
        case .signOff: return [account.role == .officeLead ? .signedOff : .signOffProposed]
        case .archive: return [.archived]
        default: return try besides(command, account, now, rules)
        }
    }

    /// Commands that don't move the case along the loop.
    private func besides(
        _ command: CaseCommand, _ account: Account, _ now: Instant, _ rules: CaseRules
    ) throws(Refusal) -> [CaseEvent.Change] {
        switch command {
        case .addParty(let person):
            guard party(person.id) == nil else { throw Refusal(.badField, field: "id") }
            try PartyRules.check(person, joining: parties, on: LocalTime(now).day)
            return [.partyAdded(person)]
        case .launch(let session, let invite):
            guard openSession == nil else { throw Refusal(.wrongState) }
            guard !session.text.utf8.contains(0x2E) else { throw Refusal(.badField, field: "session") }
            try checkInvitations(invite)
            return taking(account) + [
                .sessionLaunched(id: session, number: sessions.count + 1, invited: invite)
            ]
        case .extend(let days, let reason, let approver, let reasonTold):
            return try [extending(days, reason, approver, reasonTold, rules)]
        case .supervise(let demand, let due):
            try CaseText.check(demand, "reason", CaseText.reason, lacking: .reasonNeeded)
            try Self.check(due: due, now)
            return [.supervised(demand: demand, due: due)]
        case .note(let text):
            try CaseText.check(text, "reason", CaseText.reason, lacking: .reasonNeeded)
            return [.noted(text: text)]
        case .handOver(let person, let reason):
            try CaseText.reason(reason)
            guard person.role == .seniorOfficer, person.bureau == bureau, person.id != firstOfficer?.id else {
                throw Refusal(.badField, field: "to")
            }
            guard !interests.contains(person.id), !Authority.isAccused(person, in: self) else {
                throw Refusal(.conflictOfInterest, field: "to")
            }
            return [.handedOver(to: person.reference, reason: reason)]
        case .linkToPending(let other):
            guard other != id else { throw Refusal(.badField, field: "to") }
            return [.linked(to: other)]
        case .declareInterest(let reason): return try [.interestDeclared(reason: reasoned(reason))]
        case .requestRecusal(let person, let reason):
            try CaseText.reason(reason)
            return [
                .recusalRequested(of: person, reason: reason, due: rules.deadlines.recusal(requested: now))
            ]
        case .decideRecusal(let person, let granted, let reason):
            try CaseText.reason(reason)
            guard recusals.contains(where: { $0.of.id == person.id && $0.granted == nil }) else {
                throw Refusal(.notFound, field: "of")
            }
            return [.recusalDecided(of: person, granted: granted, reason: reason)]
        case .recordReReview(let opinion):
            try CaseText.check(opinion, "reason", CaseText.long, lacking: .reasonNeeded)
            return [.reReviewed(opinion: opinion)]
        case .unmaskIdentity(let person, let reason):
            guard party(person) != nil else { throw Refusal(.notFound, field: "party") }
            return try [.identityUnmasked(person, reason: reasoned(reason))]
        case .export(let purpose):
            try CaseText.check(purpose, "purpose", CaseText.reason, lacking: .reasonNeeded)
            return [.exported(purpose: purpose)]
        default: throw Refusal(.transitionNotAllowed)
        }
    }

    private func reasoned(_ reason: String) throws(Refusal) -> String {
        try CaseText.reason(reason)
        return reason
    }

    private func check(_ unit: String, _ reason: String) throws(Refusal) {
        try CaseText.check(unit, "unit", CaseText.short, lacking: .missingField)
        try CaseText.reason(reason)
    }

    /// Whoever receives first is first officer (rule 3).
    private func taking(_ account: Account) -> [CaseEvent.Change] { firstOfficer == nil ? [.taken] : [] }

    /// The written notice of XF23. None is owed where the petitioner's name or address is unclear; a late one is kept
    /// and flagged (rule 4).
    private func acceptanceNotice(_ now: Instant) -> Notice? {
        let petitioner = parties.first { $0.role == .petitioner || $0.role == .petitionRepresentative }
        guard let petitioner, !petitioner.address.isEmpty else { return nil }
        let term = due.first { $0.kind == .notice }
        return Notice(kind: .acceptance, servedAt: now, isOverdue: term?.isMissed(at: now) ?? false)
    }

    /// The bureau's own target, unless the legal term ends before it anyway.
    private func localDue(_ days: Int?, _ rules: CaseRules) -> Instant? {
        guard let days, let acceptedAt else { return nil }
        let target = rules.deadlines.days(days, after: acceptedAt)
        return target < rules.deadlines.handling(accepted: acceptedAt) ? target : nil
    }

    /// A term that a unit is given ends later than now, and within a year.
    private static func check(due: Instant, _ now: Instant) throws(Refusal) {
        guard due > now, due.since(now) <= Deadlines.longestAssignment else {
            throw Refusal(.badField, field: "due")
        }
    }

    private func assigning(
        _ unit: String, _ due: Instant, _ items: String, _ now: Instant
    ) throws(Refusal) -> CaseEvent.Change {
        try CaseText.check(unit, "unit", CaseText.short, lacking: .missingField)
        try CaseText.reason(items)
        try Self.check(due: due, now)
        // Rule 9: the accused unit neither reads nor handles an accusation.
        if isAccusation && unit == registration.concernedUnit {
            throw Refusal(.accusationCase, field: "unit")
        }
        return .assigned(Assignment(unit: unit, due: due, items: items))
    }

    /// One part of the closing; the last one closes. Its reason is the reply that the petitioner was given.
    private func closing(
        _ reason: String, _ account: Account, _ now: Instant, _ rules: CaseRules
    ) throws(Refusal) -> [CaseEvent.Change] {
        try CaseText.reason(reason)
        guard let part = Authority.closingPart(of: account, in: self) else { throw Refusal(.notPermitted) }
        let approval = CaseEvent.Change.closingApproved(part, reason: reason)
        guard ClosingPart.required(for: level).isSubset(of: approvals.union([part])) else {
            return [approval]
        }
        let reply = Notice(
            kind: .reply, servedAt: now,
            isOverdue: due.contains { $0.kind == .handling && $0.isMissed(at: now) })
        let followUpDue = rules.deadlines.days(rules.policy.followUpDays, after: now)
        return [approval, .closed(reason: reason, notice: reply, followUpDue: followUpDue)]
    }

    /// XF34, rule 5: once, at most 30 days, approved by the organ's head, the reason told to the petitioner.
    private func extending(
        _ days: Int, _ reason: String, _ approver: Account?, _ reasonTold: Bool, _ rules: CaseRules
    ) throws(Refusal) -> CaseEvent.Change {
        guard let acceptedAt, extensions.isEmpty else { throw Refusal(.extensionNotAllowed) }
        guard (1...30).contains(days) else { throw Refusal(.extensionNotAllowed, field: "days") }
        guard let approver, approver.role == .bureauLeader else {
            throw Refusal(.extensionNotAllowed, field: "approver")
        }
        guard reasonTold else { throw Refusal(.extensionNotAllowed, field: "reasonTold") }
        try CaseText.reason(reason)
        return .extended(
            Extension(
                days: days, reason: reason, approver: approver.reference,
                newDue: rules.deadlines.handling(accepted: acceptedAt, extension: days)))
    }

    /// One more person at an open session. Asked for by whoever could launch it.
    private func inviting(
        _ person: PartyID, to session: SessionID, _ account: Account, _ now: Instant
    ) throws(Refusal) -> CaseEvent {
        guard Authority.permits(account.role, .launchSession), Authority.owns(account, self) else {
            throw Refusal(.notPermitted)
        }
        try checkInvitation(person, to: session)
        return CaseEvent(at: now, by: account.reference, change: .sessionInvited(id: session, person))
    }
}
