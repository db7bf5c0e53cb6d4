extension CaseSupervision {
    package enum Command: Hashable, Sendable {
        /// `reasonTold`: the petitioner was told why.
        case requestExtension(days: Int, reason: String, reasonTold: Bool)
        case decideExtension(granted: Bool, reason: String)
        /// `unit`: one of the order's; nil: the responsible one.
        case supervise(demand: String, due: Instant, unit: String? = nil)
        case declareInterest(reason: String)
        case requestRecusal(of: StaffReference, reason: String)
        case decideRecusal(of: StaffReference, granted: Bool, reason: String)
        case recordReReview(opinion: String)

        var step: Step {
            switch self {
            case .requestExtension: .requestExtension
            case .decideExtension: .decideExtension
            case .supervise: .supervise
            case .declareInterest: .declareInterest
            case .requestRecusal: .requestRecusal
            case .decideRecusal: .decideRecusal
            case .recordReReview: .recordReReview
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case supervise
        case requestExtension = "request_extension"
        case decideExtension = "decide_extension"
        case declareInterest = "declare_interest"
        case requestRecusal = "request_recusal"
        case decideRecusal = "decide_recusal"
        case recordReReview = "record_re_review"

        var row: CaseStepRow {
            switch self {
            case .requestExtension: .offered(Self.handled, .requestExtension)
            case .decideExtension: .offered(Self.handled, .decideExtension)
            case .supervise: .offered([.assigned, .inHandling], .superviseHandling)
            case .declareInterest: .offered(.open, .declareInterest)
            case .requestRecusal: .offered(.open, .requestRecusal)
            case .decideRecusal: .offered(.open, .decideRecusal)
            case .recordReReview:
                .offered([.closed, .followedUp, .signedOff, .archived], .recordReReview)
            }
        }

        /// While the legal term of handling runs.
        private static let handled: Set<CaseStatus> = [
            .accepted, .graded, .assigned, .inHandling, .pendingClose,
        ]
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        isTheirs(step, account, file) ? guarding(step, account) : Refusal(.notPermitted)
    }

    private func isTheirs(_ step: Step, _ account: Account, _ file: CaseFile) -> Bool {
        switch step {
        case .requestExtension: Authority.owns(account, file) || Authority.isOfResponsibleUnit(account, file)
        case .supervise: Authority.owns(account, file) || account.role != .seniorOfficer
        case .decideExtension, .declareInterest, .requestRecusal, .decideRecusal, .recordReReview: true
        }
    }

    private func guarding(_ step: Step, _ account: Account) -> Refusal? {
        switch step {
        case .declareInterest: conflict(account).map { _ in Refusal(.transitionNotAllowed) }
        case .decideRecusal:
            recusals.contains { $0.granted == nil } ? nil : Refusal(.transitionNotAllowed)
        // XF34, rule 5: once; what was refused may be asked again.
        case .requestExtension:
            extensions.isEmpty && openExtensionRequest == nil ? nil : Refusal(.extensionNotAllowed)
        case .decideExtension: openExtensionRequest == nil ? Refusal(.transitionNotAllowed) : nil
        case .supervise, .requestRecusal, .recordReReview: nil
        }
    }

    func decide(_ command: Command, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        switch command {
        case .requestExtension(let days, let reason, let reasonTold):
            guard Extension.lengths.contains(days) else { throw Refusal(.extensionNotAllowed, field: "days") }
            guard reasonTold else { throw Refusal(.extensionNotAllowed, field: "reasonTold") }
            return [.extensionRequested(days: days, reason: try CaseText.reasoned(reason))]
        case .decideExtension(let isGranted, let reason):
            return try deciding(isGranted, try CaseText.reasoned(reason), asked)
        case .supervise(let demand, let due, let unit):
            try CaseText.reason(demand)
            try asked.check(due: due)
            let units = asked.file.assignment?.units ?? []
            guard let unit = unit ?? units.first, units.contains(unit) else {
                throw Refusal(.badField, field: "unit")
            }
            return [.supervised(demand: demand, due: due, unit: unit)]
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

    /// XF34, rule 5: once, at most 30 days, approved by the organ's head, the reason told to the petitioner. The request has
    /// days and reason.
    private func deciding(
        _ isGranted: Bool, _ opinion: String, _ asked: CaseQuestion
    ) throws(Refusal) -> [Event] {
        let decided = Event.extensionDecided(granted: isGranted, reason: opinion)
        guard isGranted else { return [decided] }
        guard let request = openExtensionRequest, extensions.isEmpty,
            let acceptedAt = asked.file.registration.acceptance?.at
        else { throw Refusal(.extensionNotAllowed) }
        let newDue = asked.rules.deadlines.handling(accepted: acceptedAt, extension: request.days)
        return [
            decided,
            .extended(
                Extension(
                    days: request.days, reason: request.reason, approver: asked.account.reference,
                    newDue: newDue)),
        ]
    }
}
