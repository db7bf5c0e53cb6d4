internal import Mediation

/// The commands of the part.
enum HandlingBodies {
    static let members: Set<String> = ["reason", "unit", "level", "due"]

    static func reader(of step: CaseHandling.Step) -> BodyReader<CaseHandling.Command> {
        switch step {
        case .grade: { .grade(try $0.value("level"), reason: try $0.reason()) }
        case .endorse: { .endorse(reason: try $0.reason()) }
        case .assign:
            {
                .assign(
                    unit: try $0.text("unit", .line), due: try $0.instant("due"), reason: try $0.reason())
            }
        case .receive: { _ in .receive }
        case .object: { .object(reason: try $0.reason()) }
        case .report: { .report(reason: try $0.reason()) }
        case .close: { .close(reason: try $0.reason()) }
        case .return: { .return(reason: try $0.reason()) }
        case .note: { .note(try $0.reason()) }
        }
    }
}
