extension CaseSupervision {
    package enum Command: Hashable, Sendable {
        /// `approver` is who approved it on paper; `reasonTold`: the petitioner was told why.
        case extend(days: Int, reason: String, approver: Account?, reasonTold: Bool)
        case supervise(demand: String, due: Instant)
        case declareInterest(reason: String)
        case requestRecusal(of: StaffReference, reason: String)
        case decideRecusal(of: StaffReference, granted: Bool, reason: String)
        case recordReReview(opinion: String)

        var step: Step {
            switch self {
            case .extend: .extend
            case .supervise: .supervise
            case .declareInterest: .declareInterest
            case .requestRecusal: .requestRecusal
            case .decideRecusal: .decideRecusal
            case .recordReReview: .recordReReview
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case extend, supervise
        case declareInterest = "declare_interest"
        case requestRecusal = "request_recusal"
        case decideRecusal = "decide_recusal"
        case recordReReview = "record_re_review"

        var row: CaseStepRow {
            switch self {
            case .extend:
                .offered([.accepted, .graded, .assigned, .inHandling, .pendingClose], .extendDeadline)
            case .supervise: .offered([.assigned, .inHandling], .superviseHandling)
            case .declareInterest: .offered(.open, .declareInterest)
            case .requestRecusal: .offered(.open, .requestRecusal)
            case .decideRecusal: .offered(.open, .decideRecusal)
            case .recordReReview:
                .offered([.closed, .followedUp, .signedOff, .archived], .recordReReview)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        isTheirs(step, account, file) ? guarding(step, account) : Refusal(.notPermitted)
    }

    private func isTheirs(_ step: Step, _ account: Account, _ file: CaseFile) -> Bool {
        switch step {
        case .extend: Authority.owns(account, file)
        case .supervise: Authority.owns(account, file) || account.role != .seniorOfficer
        case .declareInterest, .requestRecusal, .decideRecusal, .recordReReview: true
        }
    }

    private func guarding(_ step: Step, _ account: Account) -> Refusal? {
        switch step {
        case .declareInterest: conflict(account).map { _ in Refusal(.transitionNotAllowed) }
        case .decideRecusal:
            recusals.contains { $0.granted == nil } ? nil : Refusal(.transitionNotAllowed)
        // XF34, rule 5: once.
        case .extend: extensions.isEmpty ? nil : Refusal(.extensionNotAllowed)
        case .supervise, .requestRecusal, .recordReReview: nil
        }
    }

    func decide(_ command: Command, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        switch command {
        case .extend(let days, let reason, let approver, let reasonTold):
            return [try extending(days, reason, approver, reasonTold, asked)]
        case .supervise(let demand, let due):
            try CaseText.reason(demand)
            try asked.check(due: due)
            return [.supervised(demand: demand, due: due)]
        case .declareInterest(let reason): return [.interestDeclared(reason: try CaseText.reasoned(reason))]
        case .requestRecusal(let person, let reason):
            try CaseText.reason(reason)
            let due = asked.rules.deadlines.recusal(requested: asked.now)
            return [.recusalRequested(of: person, reason: reason, due: due)]
        case .decideRecusal(let person, let granted, let reason):
            try CaseText.reason(reason)
            guard recusals.contains(where: { $0.of.id == person.id && $0.granted == nil }) else {
                throw Refusal(.notFound, field: "of")
            }
            return [.recusalDecided(of: person, granted: granted, reason: reason)]
        case .recordReReview(let opinion):
            try CaseText.check(opinion, "opinion", CaseText.long, lacking: .reasonNeeded)
            return [.reReviewed(opinion: opinion)]
        }
    }

    /// XF34, rule 5: once, at most 30 days, approved by the organ's head, the reason told to the petitioner.
    private func extending(
        _ days: Int, _ reason: String, _ approver: Account?, _ reasonTold: Bool, _ asked: CaseQuestion
    ) throws(Refusal) -> Event {
        guard let acceptedAt = asked.file.registration.acceptance?.at, extensions.isEmpty else {
            throw Refusal(.extensionNotAllowed)
        }
        guard Extension.lengths.contains(days) else { throw Refusal(.extensionNotAllowed, field: "days") }
        guard let approver, approver.role == .bureauLeader else {
            throw Refusal(.extensionNotAllowed, field: "approver")
        }
        guard reasonTold else { throw Refusal(.extensionNotAllowed, field: "reasonTold") }
        try CaseText.reason(reason)
        return .extended(
            Extension(
                days: days, reason: reason, approver: approver.reference,
                newDue: asked.rules.deadlines.handling(accepted: acceptedAt, extension: days)))
    }
}
