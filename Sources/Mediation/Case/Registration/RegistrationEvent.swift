extension CaseRegistration {
    package enum Event: Hashable, Sendable {
        case registered(
            id: CaseID, caseNo: String, bureau: BureauID, Registration, firstOfficer: StaffReference?,
            noticeDue: Instant)
        /// A senior officer took up a case that had no first officer yet.
        case taken
        case accepted(reason: String, notice: Notice?, handlingDue: Instant, countsAsNew: Bool)
        case declined(reason: String, notice: Notice?)
        case forwarded(unit: String, reason: String, notice: Notice?)
        case redirected(unit: String, reason: String, notice: Notice?)
        case partyAdded(Party)
        case handedOver(to: StaffReference, reason: String)
        case linked(to: CaseID)
        case identityUnmasked(PartyID, reason: String)
    }
}

extension CaseRegistration.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case registered, taken, accepted, declined, forwarded, redirected
        case partyAdded = "party_added"
        case handedOver = "handed_over"
        case linked
        case identityUnmasked = "identity_unmasked"
    }

    var name: Name {
        switch self {
        case .registered: .registered
        case .taken: .taken
        case .accepted: .accepted
        case .declined: .declined
        case .forwarded: .forwarded
        case .redirected: .redirected
        case .partyAdded: .partyAdded
        case .handedOver: .handedOver
        case .linked: .linked
        case .identityUnmasked: .identityUnmasked
        }
    }

    var text: String? {
        switch self {
        case .registered, .taken, .linked, .identityUnmasked: nil
        case .accepted(let reason, _, _, _), .declined(let reason, _): reason
        case .forwarded(let unit, let reason, _), .redirected(let unit, let reason, _):
            CaseText.joined(unit, reason)
        case .partyAdded(let party): party.name
        case .handedOver(let person, let reason): CaseText.joined(person.name, reason)
        }
    }
}
