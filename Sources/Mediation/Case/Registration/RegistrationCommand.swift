extension CaseRegistration {
    package enum Command: Hashable, Sendable {
        case accept(reason: String)
        case decline(reason: String)
        case forward(unit: String, reason: String)
        case redirect(unit: String, reason: String)
        case addParty(Party)
        case handOver(to: Account, reason: String)
        case linkToPending(CaseID)
        case unmaskIdentity(PartyID, reason: String)

        var step: Step {
            switch self {
            case .accept: .accept
            case .decline: .decline
            case .forward: .forward
            case .redirect: .redirect
            case .addParty: .addParty
            case .handOver: .handOver
            case .linkToPending: .link
            case .unmaskIdentity: .unmaskIdentity
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case addParty = "add_party"
        case accept, decline, forward, redirect
        case handOver = "hand_over"
        case link
        case unmaskIdentity = "unmask_identity"

        var row: CaseStepRow {
            switch self {
            case .addParty: .offered(.open, .addParty)
            case .accept, .decline, .forward, .redirect:
                .offered([.registered], .decideAcceptance, takesUp: true)
            case .handOver: .offered(.open, .handOverCase)
            case .link: .offered([.registered], .linkCases)
            case .unmaskIdentity: .offered(.all, .unmaskIdentity)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        isTheirs(step, account, file) ? guarding(step, account, file) : Refusal(.notPermitted)
    }

    private func isTheirs(_ step: Step, _ account: Account, _ file: CaseFile) -> Bool {
        switch step {
        case .accept, .decline, .forward, .redirect: Authority.canTakeUp(account, file)
        case .addParty, .link: account.role == .clerk || Authority.canTakeUp(account, file)
        case .unmaskIdentity: Authority.owns(account, file) || account.role != .seniorOfficer
        case .handOver: true
        }
    }

    private func guarding(_ step: Step, _ account: Account, _ file: CaseFile) -> Refusal? {
        switch step {
        case .accept:
            // XF36: after a 复核 opinion the same facts and reasons are no longer accepted (rule 14).
            form.prior?.barsAcceptance == true
                ? Refusal(.transitionNotAllowed, field: "prior") : file.supervision.conflict(account)
        case .link: sameMatterAs == nil ? nil : Refusal(.transitionNotAllowed)
        case .decline, .forward, .redirect, .addParty, .handOver, .unmaskIdentity: nil
        }
    }

    func decide(_ command: Command, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        switch command {
        case .accept(let reason):
            try CaseText.reason(reason)
            return [
                .accepted(
                    reason: reason, notice: notice(asked),
                    handlingDue: asked.rules.deadlines.handling(accepted: asked.now),
                    countsAsNew: sameMatterAs == nil)
            ]
        case .decline(let reason):
            return [.declined(reason: try CaseText.reasoned(reason), notice: notice(asked))]
        case .forward(let unit, let reason):
            try CaseText.checkUnit(unit, reason)
            return [.forwarded(unit: unit, reason: reason, notice: notice(asked))]
        case .redirect(let unit, let reason):
            try CaseText.checkUnit(unit, reason)
            return [.redirected(unit: unit, reason: reason, notice: notice(asked))]
        case .addParty(let person):
            guard party(person.id) == nil else { throw Refusal(.badField, field: "id") }
            try PartyRules.check(person, joining: parties, on: LocalTime(asked.now).day)
            return [.partyAdded(person)]
        case .handOver(let person, let reason):
            try CaseText.reason(reason)
            guard person.role == .seniorOfficer, person.bureau == asked.file.bureau,
                person.id != firstOfficer?.id
            else { throw Refusal(.badField, field: "to") }
            guard asked.file.supervision.conflict(person) == nil,
                !Authority.isAccused(person, in: asked.file)
            else { throw Refusal(.conflictOfInterest, field: "to") }
            return [.handedOver(to: person.reference, reason: reason)]
        case .linkToPending(let other):
            guard other != asked.file.id else { throw Refusal(.badField, field: "to") }
            return [.linked(to: other)]
        case .unmaskIdentity(let person, let reason):
            guard party(person) != nil else { throw Refusal(.notFound, field: "party") }
            return [.identityUnmasked(person, reason: try CaseText.reasoned(reason))]
        }
    }

    /// The written notice of XF23. None is owed where the petitioner's name or address is unclear; a late one is kept
    /// and flagged (rule 4).
    private func notice(_ asked: CaseQuestion) -> Notice? {
        let petitioner = parties.first { $0.role == .petitioner || $0.role == .petitionRepresentative }
        guard let petitioner, !petitioner.address.isEmpty else { return nil }
        return Notice(
            kind: .acceptance, servedAt: asked.now,
            isOverdue: asked.file.course.hasMissed(.notice, at: asked.now))
    }
}
