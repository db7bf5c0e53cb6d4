internal import Mediation

/// The commands of the part.
enum FollowUpBodies {
    static let members: Set<String> = ["reason", "rating", "method", "performance"]

    static func reader(of step: CaseFollowUp.Step) -> BodyReader<CaseFollowUp.Command> {
        switch step {
        case .followUp:
            {
                .followUp(
                    try $0.value("rating"), try $0.value("method"), reason: try $0.reason(),
                    performance: try $0.optional("performance") ?? .nothingPromised)
            }
        }
    }
}
