extension CaseFile {
    /// How many people a registration may hold.
    package static let partiesAtRegistration = 1...20

    /// Registers a case: any channel is logged, even what will be declined. The caller makes the ids and the number.
    ///
    /// - Parameter picked: the senior officer that the petitioner chose (rule 3); without one, a senior officer who
    ///   registers is first officer, and what a clerk registers waits for the first who takes it up.
    ///
    /// Refusals: `not_permitted`, `missing_field`, `too_large`, `bad_field`, `conflict_of_interest` when an
    /// accusation would be received by the accused unit, and those of `PartyRules`.
    package static func register(
        _ registration: Registration, id: CaseID, caseNo: String, by account: Account, picked: Account? = nil,
        at now: Instant, rules: CaseRules = .standard
    ) throws(Refusal) -> [CaseEvent] {
        guard Authority.permits(account.role, .registerCase) else { throw Refusal(.notPermitted) }
        try check(registration, at: now)
        let officer = picked ?? (account.role == .seniorOfficer ? account : nil)
        if let officer, officer.role != .seniorOfficer || officer.bureau != account.bureau {
            throw Refusal(.badField, field: "officer")
        }
        if registration.contentClass == .accusation, let officer, !officer.unit.isEmpty,
            officer.unit == registration.concernedUnit
        {
            throw Refusal(.conflictOfInterest, field: "concernedUnit")
        }
        return [
            CaseEvent(
                at: now, by: account.reference,
                change: .registration(
                    .registered(
                        id: id, caseNo: caseNo, bureau: account.bureau, registration,
                        firstOfficer: officer?.reference,
                        noticeDue: rules.deadlines.notice(received: registration.receivedAt))))
        ]
    }

    private static func check(_ registration: Registration, at now: Instant) throws(Refusal) {
        try CaseText.check(registration.title, "title", CaseText.title, lacking: .missingField)
        try CaseText.check(registration.claims, "claims", CaseText.long, lacking: .missingField)
        try CaseText.check(registration.facts, "facts", CaseText.long, lacking: .missingField)
        try CaseText.check(registration.issueLocation, "issueLocation", CaseText.short)
        try CaseText.check(registration.concernedUnit, "concernedUnit", CaseText.short)
        guard Registration.headCounts.contains(registration.headCount) else {
            throw Refusal(.badField, field: "headCount")
        }
        guard registration.receivedAt <= now else { throw Refusal(.badField, field: "receivedAt") }
        let parties = registration.parties
        guard parties.count <= partiesAtRegistration.upperBound else {
            throw Refusal(.tooLarge, field: "parties")
        }
        guard parties.contains(where: { $0.role == .petitioner || $0.role == .petitionRepresentative }) else {
            throw Refusal(.missingField, field: "parties")
        }
        guard Set(parties.map(\.id)).count == parties.count else {
            throw Refusal(.badField, field: "parties")
        }
        for index in parties.indices {
            do throws(Refusal) {
                try PartyRules.check(
                    parties[index], joining: Array(parties[..<index]), on: LocalTime(now).day)
            } catch {
                throw error.within("parties[\(index)]")
            }
        }
    }
}
