internal import Mediation

/// The commands of the part.
enum SupervisionBodies {
    static let members: Set<String> = [
        "reason", "days", "reasonTold", "due", "unit", "person", "granted", "opinion",
    ]

    static func reader(
        of step: CaseSupervision.Step
    ) -> BodyReader<SpokenCommand<CaseSupervision.Command>> {
        switch step {
        case .requestExtension:
            {
                .whole(
                    .requestExtension(
                        days: try $0.integer("days", in: WireLimits.extensionDays), reason: try $0.reason(),
                        reasonTold: try $0.value("reasonTold")))
            }
        case .decideExtension:
            { .whole(.decideExtension(granted: try $0.value("granted"), reason: try $0.reason())) }
        case .supervise:
            {
                .whole(
                    .supervise(
                        demand: try $0.reason(), due: try $0.instant("due"),
                        unit: try $0.optionalText("unit", .line)))
            }
        case .declareInterest: { .whole(.declareInterest(reason: try $0.reason())) }
        case .requestRecusal:
            { body in
                let reason = try body.reason()
                return .person(try body.staffNumber("person"), field: "person") {
                    .requestRecusal(of: $0.reference, reason: reason)
                }
            }
        case .decideRecusal:
            { body in
                let reason = try body.reason()
                let isGranted: Bool = try body.value("granted")
                return .person(try body.staffNumber("person"), field: "person") {
                    .decideRecusal(of: $0.reference, granted: isGranted, reason: reason)
                }
            }
        case .recordReReview:
            { .whole(.recordReReview(opinion: try $0.optionalText("opinion", .text) ?? "")) }
        }
    }
}
