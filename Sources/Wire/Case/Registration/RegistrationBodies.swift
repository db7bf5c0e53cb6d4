package import FoundationEssentials
package import Mediation

/// The bodies of a registration and of a new person, and the commands of the part.
package enum RegistrationBodies {
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

    private static let registrationMembers: Set<String> = [
        "request", "title", "channel", "visitKind", "contentClass", "claims", "facts", "issueLocation",
        "concernedUnit", "headCount", "parties",
    ]
    private static let partyMembers: Set<String> = [
        "role", "name", "sex", "birthDate", "idType", "idNo", "phone", "address", "accessNeeds", "isSuspect",
        "actsFor", "firm", "licenceNo", "conflictDeclared", "mandate",
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

    /// Members of the part's commands, beside those of all.
    static let members: Set<String> = ["reason", "unit", "to", "caseNo", "party"]

    /// Nil for a step that no page says by this route.
    static func reader(
        of step: CaseRegistration.Step
    ) -> BodyReader<SpokenCommand<CaseRegistration.Command>>? {
        switch step {
        case .accept: { .whole(.accept(reason: try $0.reason())) }
        case .decline: { .whole(.decline(reason: try $0.reason())) }
        case .forward: { .whole(.forward(unit: try $0.text("unit", .line), reason: try $0.reason())) }
        case .redirect: { .whole(.redirect(unit: try $0.text("unit", .line), reason: try $0.reason())) }
        // People come by a route of their own.
        case .addParty: nil
        case .handOver:
            { body in
                let reason = try body.reason()
                return .person(try body.staffNumber("to"), field: "to") {
                    .handOver(to: $0, reason: reason)
                }
            }
        case .link:
            {
                .matter(caseNo: try $0.text("caseNo", .line, atMost: caseNoLength), field: "caseNo") {
                    .linkToPending($0)
                }
            }
        case .unmaskIdentity:
            { .whole(.unmaskIdentity(try $0.identifier("party"), reason: try $0.reason())) }
        }
    }

    /// Characters of a case number as it is typed: a bureau's mark has no more (docs/protocol.md, 1.2).
    private static let caseNoLength = 60
}
