internal import Mediation

/// The commands of the part.
enum HandlingBodies {
    static let members: Set<String> = [
        "reason", "unit", "level", "due", "items", "item", "lacking", "letter",
    ]
    private static let itemMembers: Set<String> = ["text", "unit", "due"]

    static func reader(of step: CaseHandling.Step) -> BodyReader<CaseHandling.Command> {
        switch step {
        case .grade: { .grade(try $0.value("level"), reason: try $0.reason()) }
        case .endorse: { .endorse(reason: try $0.reason()) }
        case .assign: { .assign(try order($0)) }
        case .receive: { _ in .receive }
        case .object: { .object(reason: try $0.reason()) }
        case .report: { .report(reason: try $0.reason()) }
        case .close: { .close(reason: try $0.reason()) }
        case .return: { .return(reason: try $0.reason(), lacking: try $0.optional("lacking") ?? []) }
        case .note: { .note(try $0.reason()) }
        case .progress:
            { .progress(item: try $0.integer("item", in: WireLimits.items), reason: try $0.reason()) }
        case .answer: { .answer(item: try $0.integer("item", in: WireLimits.items), reason: try $0.reason()) }
        case .sendLetter:
            {
                .sendLetter(
                    to: try $0.text("unit", .line), due: try $0.instant("due"), reason: try $0.reason())
            }
        case .fileReply:
            { .fileReply(letter: try $0.integer("letter", in: WireLimits.letters), reason: try $0.reason()) }
        }
    }

    private static func order(_ body: Body) throws -> Assignment {
        let items = try body.objects("items", members: itemMembers) {
            Assignment.Item(
                text: try $0.text("text", .text), unit: try $0.text("unit", .line), due: try $0.instant("due")
            )
        }
        return Assignment(
            unit: try body.text("unit", .line), due: try body.instant("due"), items: items,
            requirements: try body.reason())
    }
}
