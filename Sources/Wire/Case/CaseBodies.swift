package import FoundationEssentials
package import Mediation

/// The body of a command (docs/protocol.md, 1.2), as the value that the core judges. Lengths and what fits together are
/// the core's to refuse.
package enum CaseBodies {
    /// `POST /api/cases/ID/commands`: the version that the person saw, and what is asked.
    package static func command(
        _ data: Data
    ) throws(Refusal) -> (request: CommandID, version: Int, SpokenCommand<CaseCommand>) {
        try Body.read(data, members: members) { body in
            guard let step = CaseStep(rawValue: try body.word("command")), let read = reader(of: step) else {
                throw Refusal(.badField, field: "command")
            }
            return (
                try body.identifier("request"), try body.integer("version", in: WireLimits.versions),
                try read(body)
            )
        }
    }

    private static let members = RegistrationBodies.members.union(HandlingBodies.members)
        .union(SupervisionBodies.members).union(FollowUpBodies.members).union(ArchiveBodies.members)
        .union(["request", "version", "command"])

    /// Nil for a step that no page says by this route.
    private static func reader(of step: CaseStep) -> BodyReader<SpokenCommand<CaseCommand>>? {
        switch step {
        case .registration(let step):
            return RegistrationBodies.reader(of: step).map { read in
                { try read($0).map { .registration($0) } }
            }
        case .handling(let step):
            let read = HandlingBodies.reader(of: step)
            return { .whole(.handling(try read($0))) }
        case .supervision(let step):
            let read = SupervisionBodies.reader(of: step)
            return { try read($0).map { .supervision($0) } }
        case .followUp(let step):
            let read = FollowUpBodies.reader(of: step)
            return { .whole(.followUp(try read($0))) }
        case .archive(let step):
            let read = ArchiveBodies.reader(of: step)
            return { .whole(.archive(try read($0))) }
        // Launched by a route of its own.
        case .dialogue: return nil
        }
    }
}

/// How a value is read out of a body.
typealias BodyReader<Value> = (Body) throws -> Value

extension Body {
    /// The words that go with a command; whether they are needed is the core's to say.
    func reason() throws -> String { try optionalText("reason", .text) ?? "" }
}
