extension CaseFile {
    /// Why the account can't take the step now; nil when it can. This is the whole of who and when: `decide` asks it
    /// before it looks at a command's content, and `may` lists what passes it.
    package func refusal(
        of step: CaseStep, for account: Account, policy: CasePolicy = .standard
    ) -> Refusal? {
        guard step.acts.contains(where: { Authority.permits(account.role, $0) }) else {
            return Refusal(.notPermitted)
        }
        let sight = Authority.sight(of: self, for: account)
        // Whoever may know of the accusation is told the law's reason, not that they are the wrong person.
        if step == .launch && isAccusation && sight != .none { return Refusal(.accusationCase) }
        guard sight == .full else { return Refusal(.notPermitted) }
        guard step.starts.contains(status) else {
            return Refusal(step == .launch ? .caseNotOpen : .transitionNotAllowed)
        }
        return relation(step, account) ?? guarding(step, account, policy)
    }

    /// Whose the step is, by the table's column "Who".
    private func relation(_ step: CaseStep, _ account: Account) -> Refusal? {
        let isOwner = Authority.owns(account, self)
        let isHis: Bool =
            switch step {
            case .accept, .decline, .forward, .redirect, .launch: Authority.canTakeUp(account, self)
            case .addParty, .link: account.role == .clerk || Authority.canTakeUp(account, self)
            case .grade, .assign, .extend: isOwner
            case .return:
                isOwner || (status == .pendingClose && Authority.closingPart(of: account, in: self) != nil)
            case .receive, .object, .report: Authority.isOfResponsibleUnit(account, self)
            case .close: Authority.closingPart(of: account, in: self) != nil
            case .followUp: !handlers.contains(account.id)
            case .signOff: isOwner || account.role == .officeLead
            case .supervise: isOwner || account.role != .seniorOfficer
            case .export, .unmaskIdentity: isOwner || account.role != .seniorOfficer
            case .endorse, .archive, .note, .handOver, .declareInterest, .requestRecusal, .decideRecusal,
                .recordReReview:
                true
            }
        return isHis ? nil : Refusal(.notPermitted)
    }

    /// The column "Guard".
    private func guarding(_ step: CaseStep, _ account: Account, _ policy: CasePolicy) -> Refusal? {
        switch step {
        case .accept:
            // XF36: after a 复核 opinion the same facts and reasons are no longer accepted (rule 14).
            return registration.prior?.barsAcceptance == true
                ? Refusal(.transitionNotAllowed, field: "prior") : conflict(account)
        case .endorse:
            return level == .one && !isEndorsed ? nil : Refusal(.transitionNotAllowed)
        case .assign:
            return level == .one && !isEndorsed ? Refusal(.transitionNotAllowed, field: "endorse") : nil
        case .receive, .report: return conflict(account)
        case .object: return assignment?.objection == nil ? nil : Refusal(.transitionNotAllowed)
        case .return: return mayReturn ? nil : Refusal(.transitionNotAllowed)
        case .close:
            guard let part = Authority.closingPart(of: account, in: self), !approvals.contains(part) else {
                return Refusal(.transitionNotAllowed)
            }
            return nil
        case .signOff: return signOffRefusal(account, policy)
        case .archive:
            return missingInFile.isEmpty ? nil : Refusal(.fileIncomplete, field: missingInFile.first)
        case .launch: return conflict(account) ?? launchRefusal
        case .declareInterest: return conflict(account).map { _ in Refusal(.transitionNotAllowed) }
        case .decideRecusal:
            return recusals.contains { $0.granted == nil } ? nil : Refusal(.transitionNotAllowed)
        case .link: return sameMatterAs == nil ? nil : Refusal(.transitionNotAllowed)
        case .decline, .forward, .redirect, .grade, .followUp, .addParty, .extend, .supervise, .note, .export,
            .handOver, .requestRecusal, .recordReReview, .unmaskIdentity:
            return nil
        }
    }

    /// Who declared an interest, or was recused, has no part in handling (rule 10).
    private func conflict(_ account: Account) -> Refusal? {
        interests.contains(account.id) ? Refusal(.conflictOfInterest) : nil
    }

    private var mayReturn: Bool {
        switch status {
        case .assigned: assignment?.objection != nil
        case .followedUp: followUps.last.map { $0.rating == .dissatisfied || $0.owesPerformance } ?? false
        default: true
        }
    }

    /// Rule 1, and two pairs of eyes: the first officer proposes, the office's lead approves.
    private func signOffRefusal(_ account: Account, _ policy: CasePolicy) -> Refusal? {
        let isApproval = account.role == .officeLead
        guard isApproval == isSignOffProposed else { return Refusal(.transitionNotAllowed) }
        return isSatisfied(policy) ? nil : Refusal(.notSatisfied)
    }

    /// Whether the last follow-up lets the case be signed off under `policy`.
    private func isSatisfied(_ policy: CasePolicy) -> Bool {
        guard let last = followUps.last, !last.owesPerformance else { return false }
        return last.rating == .satisfied || (policy.fairlySatisfiedCounts && last.rating == .fairlySatisfied)
    }

    /// Mandatory items of the file's index that aren't there (rule 2), by name; empty when the file is complete.
    package var missingInFile: [String] {
        var missing: [String] = []
        if assignments.isEmpty { missing.append("assignment_order") }
        if !notices.contains(where: { $0.kind == .reply }) { missing.append("reply") }
        if followUps.isEmpty { missing.append("follow_up") }
        if sessions.contains(where: \.isOpen) { missing.append("session") }
        return missing
    }
}
