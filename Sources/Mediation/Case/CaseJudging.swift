extension CaseFile {
    /// Why the account can't take the step now; nil when it can. This is the whole of who and when: `decide` asks it
    /// before it looks at a command's content, and `may` lists what passes it.
    package func refusal(
        of step: CaseStep, for account: Account, policy: CasePolicy = .standard
    ) -> Refusal? {
        guard step.row.acts.contains(where: { Authority.permits(account.role, $0) }) else {
            return Refusal(.notPermitted)
        }
        let sight = Authority.sight(of: self, for: account)
        let isLaunch = step == .dialogue(.launch)
        // Whoever may know of the accusation is told the law's reason, not that they are the wrong person.
        if isLaunch && isAccusation && sight != .none { return Refusal(.accusationCase) }
        guard sight == .full else { return Refusal(.notPermitted) }
        guard step.row.starts.contains(status) else {
            return Refusal(isLaunch ? .caseNotOpen : .transitionNotAllowed)
        }
        return refusal(ofPart: step, account, policy)
    }

    /// Each part says whose its steps are (the table's column "Who") and what they need ("Guard").
    private func refusal(ofPart step: CaseStep, _ account: Account, _ policy: CasePolicy) -> Refusal? {
        switch step {
        case .dialogue(let step): dialogue.refusal(of: step, account, in: self)
        case .registration(let step): registration.refusal(of: step, account, in: self)
        case .handling(let step): handling.refusal(of: step, account, in: self)
        case .supervision(let step): supervision.refusal(of: step, account, in: self)
        case .followUp(let step): followUp.refusal(of: step, account, in: self)
        case .archive(let step): archive.refusal(of: step, account, in: self, policy)
        }
    }

    /// What the reader can do now, of what pages offer.
    package func steps(openTo reader: Account) -> [CaseStep] {
        CaseStep.offered.filter { refusal(of: $0, for: reader) == nil }
    }
}
