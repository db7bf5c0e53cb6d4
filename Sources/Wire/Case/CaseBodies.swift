package import FoundationEssentials
package import Mediation

/// The bodies of the case routes (docs/protocol.md, 1.2), as the values that the core judges. Lengths and what fits
/// together are the core's to refuse.
package enum CaseBodies {
    /// `POST /api/cases`: the page's own random id, and the form. `newPartyID` makes ids for its people.
    package static func registration(
        _ data: Data, receivedAt now: Instant, newPartyID: () -> PartyID
    ) throws(Refusal) -> (request: CommandID, Registration) {
        try Body.read(data, members: registrationMembers) { body in
            let request: CommandID = try body.identifier("request")
            let parties = try body.objects("parties", members: partyMembers) {
                try party($0, id: newPartyID())
            }
            guard WireLimits.parties.contains(parties.count) else {
                throw Refusal(.badField, field: "parties")
            }
            let registration = Registration(
                title: try body.text("title", .line), channel: try body.value("channel"),
                visitKind: try body.optional("visitKind") ?? .first,
                contentClass: try body.value("contentClass"),
                claims: try body.text("claims", .text), facts: try body.optionalText("facts", .text) ?? "",
                issueLocation: try body.optionalText("issueLocation", .line) ?? "",
                concernedUnit: try body.optionalText("concernedUnit", .line) ?? "",
                headCount: try body.optionalInteger("headCount", in: WireLimits.headCount) ?? 1,
                parties: parties, receivedAt: now)
            return (request, registration)
        }
    }

    /// `POST /api/cases/ID/parties`.
    package static func party(
        _ data: Data, id: PartyID
    ) throws(Refusal) -> (request: CommandID, Party) {
        try Body.read(data, members: partyMembers.union(["request"])) {
            (try $0.identifier("request"), try party($0, id: id))
        }
    }

    /// `POST /api/cases/ID/commands`: the version that the person saw, and what is asked.
    package static func command(
        _ data: Data
    ) throws(Refusal) -> (request: CommandID, version: Int, CaseCommand) {
        try Body.read(data, members: commandMembers) { body in
            let name = try body.word("command")
            guard let step = CaseStep(rawValue: name), let make = commands[step] else {
                throw Refusal(.badField, field: "command")
            }
            return (
                try body.identifier("request"), try body.integer("version", in: WireLimits.versions),
                try make(body)
            )
        }
    }

    private static let registrationMembers: Set<String> = [
        "request", "title", "channel", "visitKind", "contentClass", "claims", "facts", "issueLocation",
        "concernedUnit", "headCount", "parties",
    ]
    private static let partyMembers: Set<String> = [
        "role", "name", "sex", "birthDate", "idType", "idNo", "phone", "address", "accessNeeds", "isSuspect",
        "actsFor", "firm", "licenceNo", "conflictDeclared", "mandate",
    ]
    private static let commandMembers: Set<String> = [
        "request", "version", "command", "reason", "unit", "level", "due", "rating", "method",
    ]

    private static func party(_ body: Body, id: PartyID) throws -> Party {
        let birth = try body.optionalWord("birthDate")
        let day = try birth.flatMap { $0.isEmpty ? nil : $0 }.map { text in
            guard let day = CivilDay(text: text) else { throw Refusal(.badField, field: "birthDate") }
            return day
        }
        return Party(
            id: id, role: try body.value("role"), name: try body.text("name", .line),
            sex: try body.optional("sex"),
            birthDate: day, idType: try body.optionalText("idType", .line),
            idNo: try body.optionalText("idNo", .line), phone: try body.optionalText("phone", .line) ?? "",
            address: try body.optionalText("address", .line) ?? "",
            accessNeeds: try body.optionalText("accessNeeds", .line) ?? "",
            isSuspect: try body.optional("isSuspect") ?? false, actsFor: try body.optional("actsFor"),
            firm: try body.optionalText("firm", .line) ?? "",
            licenceNo: try body.optionalText("licenceNo", .line) ?? "",
            conflictDeclared: try body.optional("conflictDeclared"),
            mandate: try body.optionalText("mandate", .text) ?? "")
    }

    private static let commands: [CaseStep: @Sendable (Body) throws -> CaseCommand] = [
        .accept: { .accept(reason: try reason($0)) },
        .decline: { .decline(reason: try reason($0)) },
        .forward: { .forward(unit: try $0.text("unit", .line), reason: try reason($0)) },
        .redirect: { .redirect(unit: try $0.text("unit", .line), reason: try reason($0)) },
        .grade: { .grade(try $0.value("level"), reason: try reason($0)) },
        .endorse: { .endorse(reason: try reason($0)) },
        .assign: {
            .assign(unit: try $0.text("unit", .line), due: try $0.instant("due"), reason: try reason($0))
        },
        .receive: { _ in .receive },
        .object: { .object(reason: try reason($0)) },
        .report: { .report(reason: try reason($0)) },
        .close: { .close(reason: try reason($0)) },
        .return: { .return(reason: try reason($0)) },
        .followUp: { .followUp(try $0.value("rating"), try $0.value("method"), reason: try reason($0)) },
        .signOff: { _ in .signOff },
        .archive: { _ in .archive },
    ]

    private static func reason(_ body: Body) throws -> String {
        try body.optionalText("reason", .text) ?? ""
    }
}
