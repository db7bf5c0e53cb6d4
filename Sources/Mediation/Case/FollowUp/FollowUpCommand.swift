extension CaseFollowUp {
    package enum Command: Hashable, Sendable {
        case followUp(Rating, FollowUpMethod, reason: String, performance: Performance = .nothingPromised)

        var step: Step {
            switch self {
            case .followUp: .followUp
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case followUp = "follow_up"

        var row: CaseStepRow {
            switch self {
            case .followUp: .offered([.closed], .followUp)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        switch step {
        // Someone other than the handler.
        case .followUp: file.handling.handlers.contains(account.id) ? Refusal(.notPermitted) : nil
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
        }
    }
}
