extension CaseFollowUp {
    package enum Command: Hashable, Sendable {
        case followUp(Rating, FollowUpMethod, reason: String, performance: Performance = .nothingPromised)
        /// `what` is said as the reason.
        case promise(who: String, what: String, due: Instant)
        case notePerformance(number: Int, Performance, reason: String)

        var step: Step {
            switch self {
            case .followUp: .followUp
            case .promise: .promise
            case .notePerformance: .notePerformance
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case followUp = "follow_up"
        case promise
        case notePerformance = "note_performance"

        var row: CaseStepRow {
            switch self {
            case .followUp: .offered([.closed], .followUp)
            case .promise, .notePerformance:
                .offered([.inHandling, .pendingClose, .closed, .followedUp], .noteOnCase)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        switch step {
        // Someone other than the handler.
        case .followUp: return file.handling.handlers.contains(account.id) ? Refusal(.notPermitted) : nil
        case .promise:
            guard Authority.owns(account, file) || Authority.isOfResponsibleUnit(account, file) else {
                return Refusal(.notPermitted)
            }
            return promises.count < Promise.numbers.upperBound ? nil : Refusal(.transitionNotAllowed)
        case .notePerformance:
            guard
                Authority.owns(account, file) || Authority.isOfResponsibleUnit(account, file)
                    || account.role == .clerk || account.role == .officeLead
            else { return Refusal(.notPermitted) }
            return promises.contains { !$0.isKept } ? nil : Refusal(.transitionNotAllowed)
        }
    }

    func decide(_ command: Command, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        switch command {
        case .followUp(let rating, let method, let reason, let performance):
            // A petitioner may be satisfied without a word; what is wrong must be written down.
            let lacking: Refusal.Code? = rating == .satisfied ? nil : .reasonNeeded
            try CaseText.check(reason, "reason", CaseText.reason, lacking: lacking)
            return [
                .followedUp(
                    FollowUp(
                        at: asked.now, by: asked.account.reference, rating: rating, method: method,
                        note: reason, performance: performance))
            ]
        case .promise(let who, let what, let due):
            try CaseText.check(who, "who", CaseText.name, lacking: .missingField)
            try CaseText.reason(what)
            try asked.check(due: due)
            return [
                .promised(Promise(number: promises.count + 1, who: who, what: what, due: due))
            ]
        case .notePerformance(let number, let performance, let reason):
            guard performance != .nothingPromised else { throw Refusal(.badField, field: "performance") }
            guard let promise = promises.first(where: { $0.number == number }) else {
                throw Refusal(.badField, field: "promise")
            }
            // What was kept was kept.
            guard !promise.isKept else { throw Refusal(.transitionNotAllowed, field: "promise") }
            let lacking: Refusal.Code? = performance == .whole ? nil : .reasonNeeded
            try CaseText.check(reason, "reason", CaseText.reason, lacking: lacking)
            return [
                .performanceNoted(
                    number: number,
                    Promise.Finding(
                        performance: performance, at: asked.now, by: asked.account.reference, note: reason))
            ]
        }
    }
}
