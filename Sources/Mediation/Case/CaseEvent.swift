/// What has happened to a case. The state of a case is the fold of its events; a change is never removed nor given
/// another meaning, for old journals are read by new programs. How it is stored: `Records`.
package struct CaseEvent: Hashable, Sendable {
    package let at: Instant
    /// Who did it; nil when the server itself did.
    package let by: StaffReference?
    package let change: Change

    package init(at: Instant, by: StaffReference?, change: Change) {
        self.at = at
        self.by = by
        self.change = change
    }

    package enum Change: Hashable, Sendable {
        case registered(
            id: CaseID, caseNo: String, bureau: BureauID, Registration, firstOfficer: StaffReference?,
            noticeDue: Instant)
        /// A senior officer took up a case that had no first officer yet.
        case taken
        case accepted(reason: String, notice: Notice?, handlingDue: Instant, countsAsNew: Bool)
        case declined(reason: String, notice: Notice?)
        case forwarded(unit: String, reason: String, notice: Notice?)
        case redirected(unit: String, reason: String, notice: Notice?)
        case graded(CaseLevel, reason: String, localDue: Instant?)
        case endorsed(reason: String)
        case assigned(Assignment)
        case received
        case objected(reason: String)
        /// The first officer agreed with the unit's objection.
        case unassigned(reason: String)
        case reported(result: String)
        case closingApproved(ClosingPart, reason: String)
        case closed(reason: String, notice: Notice, followUpDue: Instant)
        case returned(reason: String)
        case followedUp(FollowUp)
        case signOffProposed
        case signedOff
        case archived
        case partyAdded(Party)
        case sessionLaunched(id: SessionID, number: Int, invited: [PartyID])
        case sessionInvited(id: SessionID, PartyID)
        case sessionEnded(id: SessionID, reason: EndReason, minutes: AttachedMinutes?)
        case extended(Extension)
        case supervised(demand: String, due: Instant)
        case noted(text: String)
        case handedOver(to: StaffReference, reason: String)
        case linked(to: CaseID)
        case interestDeclared(reason: String)
        case recusalRequested(of: StaffReference, reason: String, due: Instant)
        case recusalDecided(of: StaffReference, granted: Bool, reason: String)
        case reReviewed(opinion: String)
        case identityUnmasked(PartyID, reason: String)
        case exported(purpose: String)
    }
}

extension CaseEvent.Change {
    /// What the timeline says of it, in words of the text tables (`bureau.event`).
    package enum Name: String, Sendable, Hashable, Encodable, CaseIterable {
        case registered, taken, accepted, declined, forwarded, redirected, graded, endorsed
        case assigned, received, objected, unassigned, reported, closed, returned, archived
        case extended, supervised, noted, linked, exported
        case closingApproved = "closing_approved"
        case followedUp = "followed_up"
        case signOffProposed = "sign_off_proposed"
        case signedOff = "signed_off"
        case partyAdded = "party_added"
        case sessionLaunched = "session_launched"
        case sessionInvited = "session_invited"
        case sessionEnded = "session_ended"
        case handedOver = "handed_over"
        case interestDeclared = "interest_declared"
        case recusalRequested = "recusal_requested"
        case recusalDecided = "recusal_decided"
        case reReviewed = "re_reviewed"
        case identityUnmasked = "identity_unmasked"
    }

    package var name: Name {
        switch self {
        case .registered: .registered
        case .taken: .taken
        case .accepted: .accepted
        case .declined: .declined
        case .forwarded: .forwarded
        case .redirected: .redirected
        case .graded: .graded
        case .endorsed: .endorsed
        case .assigned: .assigned
        case .received: .received
        case .objected: .objected
        case .unassigned: .unassigned
        case .reported: .reported
        case .closingApproved: .closingApproved
        case .closed: .closed
        case .returned: .returned
        case .followedUp: .followedUp
        case .signOffProposed: .signOffProposed
        case .signedOff: .signedOff
        case .archived: .archived
        case .partyAdded: .partyAdded
        case .sessionLaunched: .sessionLaunched
        case .sessionInvited: .sessionInvited
        case .sessionEnded: .sessionEnded
        case .extended: .extended
        case .supervised: .supervised
        case .noted: .noted
        case .handedOver: .handedOver
        case .linked: .linked
        case .interestDeclared: .interestDeclared
        case .recusalRequested: .recusalRequested
        case .recusalDecided: .recusalDecided
        case .reReviewed: .reReviewed
        case .identityUnmasked: .identityUnmasked
        case .exported: .exported
        }
    }

    /// What people wrote about it; nil where there is nothing to read.
    var text: String? {
        switch self {
        case .registered, .taken, .received, .signOffProposed, .signedOff, .archived: nil
        case .accepted(let reason, _, _, _), .declined(let reason, _), .graded(_, let reason, _),
            .endorsed(let reason), .objected(let reason), .unassigned(let reason),
            .closingApproved(_, let reason),
            .closed(let reason, _, _), .returned(let reason), .interestDeclared(let reason):
            reason
        case .forwarded(let unit, let reason, _), .redirected(let unit, let reason, _):
            Self.joined(unit, reason)
        case .assigned(let assignment): Self.joined(assignment.unit, assignment.items)
        case .reported(let result): result
        case .followedUp(let followUp): followUp.note
        case .partyAdded(let party): party.name
        case .sessionLaunched(_, let number, _): String(number)
        case .sessionInvited, .sessionEnded, .linked, .identityUnmasked: nil
        case .extended(let granted): granted.reason
        case .supervised(let demand, _): demand
        case .noted(let text): text
        case .handedOver(let person, let reason): Self.joined(person.name, reason)
        case .recusalRequested(let person, let reason, _), .recusalDecided(let person, _, let reason):
            Self.joined(person.name, reason)
        case .reReviewed(let opinion): opinion
        case .exported(let purpose): purpose
        }
    }

    private static func joined(_ first: String, _ second: String) -> String {
        first.isEmpty ? second : second.isEmpty ? first : first + " " + second
    }
}
