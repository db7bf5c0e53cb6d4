internal import Mediation

/// The commands of the part.
enum SupervisionBodies {
    static let members: Set<String> = [
        "reason", "days", "approver", "reasonTold", "due", "person", "granted", "opinion",
    ]

    static func reader(
        of step: CaseSupervision.Step
    ) -> BodyReader<SpokenCommand<CaseSupervision.Command>> {
        switch step {
        case .extend: extended
        case .supervise: { .whole(.supervise(demand: try $0.reason(), due: try $0.instant("due"))) }
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

    /// The approval was given on paper, by the leader whose staff number stands here.
    private static func extended(_ body: Body) throws -> SpokenCommand<CaseSupervision.Command> {
        let days = try body.integer("days", in: WireLimits.extensionDays)
        let reason = try body.reason()
        let isReasonTold: Bool = try body.value("reasonTold")
        return .person(try body.staffNumber("approver"), field: "approver") {
            .extend(days: days, reason: reason, approver: $0, reasonTold: isReasonTold)
        }
    }
}
