extension CaseFile {
    /// Judges a command and answers with the events that it brings about; changes nothing itself.
    ///
    /// Refusals: `not_permitted`, `transition_not_allowed`, `reason_needed`, and each rule's own code.
    package func decide(
        _ command: CaseCommand, by account: Account, at now: Instant, rules: CaseRules = .standard
    ) throws(Refusal) -> [CaseEvent] {
        if let step = command.step, let refusal = refusal(of: step, for: account, policy: rules.policy) {
            throw refusal
        }
        let asked = CaseQuestion(file: self, account: account, now: now, rules: rules)
        let changes = try changes(command, asked)
        return (taking(command) + changes).map { CaseEvent(at: now, by: account.reference, change: $0) }
    }

    /// Each part decides its own commands.
    private func changes(
        _ command: CaseCommand, _ asked: CaseQuestion
    ) throws(Refusal) -> [CaseEvent.Change] {
        switch command {
        case .dialogue(let command): try dialogue.decide(command, asked).map(CaseEvent.Change.dialogue)
        case .registration(let command):
            try registration.decide(command, asked).map(CaseEvent.Change.registration)
        case .handling(let command): try handling.decide(command, asked).map(CaseEvent.Change.handling)
        case .supervision(let command):
            try supervision.decide(command, asked).map(CaseEvent.Change.supervision)
        case .followUp(let command): try followUp.decide(command, asked).map(CaseEvent.Change.followUp)
        case .archive(let command): try archive.decide(command, asked).map(CaseEvent.Change.archive)
        }
    }

    /// Whoever receives first is first officer (rule 3).
    private func taking(_ command: CaseCommand) -> [CaseEvent.Change] {
        guard registration.firstOfficer == nil, command.step?.row.takesUp == true else { return [] }
        return [.registration(.taken)]
    }
}

/// Who asks, when, of which case, and what a decision is measured by. A part reads its own state from itself, and that of the
/// others here.
struct CaseQuestion {
    let file: CaseFile
    let account: Account
    let now: Instant
    let rules: CaseRules

    /// The asker's unit as the order that holds names it; nil when it has nothing for it.
    var unit: String? { file.assignment?.unit(of: account) }

    /// A term that a unit is given ends later than now, and within a year. Refusal: `bad_field`.
    func check(due: Instant) throws(Refusal) {
        guard due > now, due.since(now) <= Deadlines.longestAssignment else {
            throw Refusal(.badField, field: "due")
        }
    }
}
