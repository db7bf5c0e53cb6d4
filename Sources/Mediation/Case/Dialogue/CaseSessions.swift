/// Whom a dialogue of a case may be held with, and its end.
extension CaseFile {
    /// The most people that a session seats besides the host.
    static let invitedAtMost = RoomLimits.seats - 1

    /// Why no dialogue can be launched on this case as it stands; nil when one can. An accusation never is talked
    /// about with the accused, their unit or their lawyer (XF30, rule 9), and without them it
    /// isn't a three-way dialogue.
    package var launchRefusal: Refusal? {
        guard status.isOpen else { return Refusal(.caseNotOpen) }
        if isAccusation { return Refusal(.accusationCase) }
        return hasBothSides(registration.parties) ? nil : Refusal(.counterpartyMissing)
    }

    /// Judges whom the officer would invite. Refusals: those of `launchRefusal`, `bad_field` for someone who isn't
    /// of this case or stands twice, `seats_full`, `conflict_of_interest`, `counterparty_missing`.
    package func checkInvitations(_ invite: [PartyID]) throws(Refusal) {
        if let refusal = launchRefusal { throw refusal }
        guard Set(invite).count == invite.count else { throw Refusal(.badField, field: "invite") }
        guard invite.count <= Self.invitedAtMost else { throw Refusal(.seatsFull, field: "invite") }
        var people: [Party] = []
        for id in invite {
            guard let person = registration.party(id) else { throw Refusal(.badField, field: "invite") }
            try Self.checkCounsel(person, beside: people)
            people.append(person)
        }
        guard hasBothSides(people) else { throw Refusal(.counterpartyMissing, field: "invite") }
    }

    /// Judges one more person for a running session.
    package func checkInvitation(_ id: PartyID, to session: SessionID) throws(Refusal) {
        guard let linked = dialogue.session(session) else { throw Refusal(.notFound) }
        guard linked.isOpen else { throw Refusal(.sessionOver) }
        if let refusal = launchRefusal { throw refusal }
        guard let person = registration.party(id) else { throw Refusal(.badField, field: "partyID") }
        guard !linked.invited.contains(id) else { throw Refusal(.wrongState, field: "partyID") }
        guard linked.invited.count < Self.invitedAtMost else { throw Refusal(.seatsFull) }
        try Self.checkCounsel(person, beside: linked.invited.compactMap(registration.party))
    }

    /// The people who could still be invited to the session, in the case's order. Who is invited without being among
    /// `seated` still can: the invitation was noted and cut off before it came to the table.
    package func invitable(to session: SessionID, seated: [PartyID]) -> [Party] {
        registration.parties.filter { person in
            if dialogue.hasInvited(person.id, to: session) { return !seated.contains(person.id) }
            do throws(Refusal) {
                try checkInvitation(person.id, to: session)
                return true
            } catch {
                return false
            }
        }
    }

    private func hasBothSides(_ people: [Party]) -> Bool {
        people.contains { $0.side == .petitioner && $0.role != .lawyer }
            && people.contains { $0.side == .respondent && $0.role != .lawyer }
    }

    /// Rule 28: a lawyer declares that there is no conflict before sitting down, and never sits for both sides.
    private static func checkCounsel(_ person: Party, beside others: [Party]) throws(Refusal) {
        if person.role == .lawyer && person.conflictDeclared != true {
            throw Refusal(.conflictOfInterest, field: "conflictDeclared")
        }
        try CounselConflict.check(person, beside: others)
    }

    /// The end of a session, which may be the server's own doing; the minutes attach to this case and no other
    /// (rule 31). Refusals: `not_found`, `session_over`.
    package func ending(
        _ session: SessionID, reason: EndReason, minutes: AttachedMinutes?, by person: StaffReference?,
        at now: Instant
    ) throws(Refusal) -> CaseEvent {
        guard let linked = dialogue.session(session) else { throw Refusal(.notFound) }
        guard linked.isOpen else { throw Refusal(.sessionOver) }
        return CaseEvent(
            at: now, by: person,
            change: .dialogue(.sessionEnded(id: session, reason: reason, minutes: minutes)))
    }
}
