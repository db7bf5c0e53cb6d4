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
        try registration.check(at: now)
        let officer = picked ?? (account.role == .seniorOfficer ? account : nil)
        if let officer, officer.role != .seniorOfficer || officer.bureau != account.bureau {
            throw Refusal(.badField, field: "officer")
        }
        if registration.contentClass == .accusation, let officer, officer.isOf(registration.concernedUnit) {
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
}
