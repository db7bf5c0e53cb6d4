internal import Mediation

/// The commands of the part.
enum FollowUpBodies {
    static let members: Set<String> = [
        "reason", "rating", "method", "performance", "who", "due", "promise",
    ]

    static func reader(of step: CaseFollowUp.Step) -> BodyReader<CaseFollowUp.Command> {
        switch step {
        case .followUp:
            {
                .followUp(
                    try $0.value("rating"), try $0.value("method"), reason: try $0.reason(),
                    performance: try $0.optional("performance") ?? .nothingPromised)
            }
        case .promise:
            { .promise(who: try $0.text("who", .line), what: try $0.reason(), due: try $0.instant("due")) }
        case .notePerformance:
            {
                .notePerformance(
                    number: try $0.integer("promise", in: WireLimits.promise), try $0.value("performance"),
                    reason: try $0.reason())
            }
        }
    }
}
