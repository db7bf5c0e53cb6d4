internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum RegistrationEventRecord: Codable, Hashable, Sendable {
    case registered(
        id: String, caseNo: String, RegistrationRecord, firstOfficer: StaffRecord?, noticeDue: Int64,
        bureau: String)
    case taken
    case accepted(reason: String, notice: NoticeRecord?, handlingDue: Int64, countsAsNew: Bool)
    case declined(reason: String, notice: NoticeRecord?)
    case forwarded(unit: String, reason: String, notice: NoticeRecord?)
    case redirected(unit: String, reason: String, notice: NoticeRecord?)
    case partyAdded(PartyRecord)
    case handedOver(to: StaffRecord, reason: String)
    case linked(to: String)
    case identityUnmasked(String, reason: String)

    /// Whether a member is a kind of this part.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension RegistrationEventRecord {
    init(_ event: CaseRegistration.Event) {
        switch event {
        case .registered(let id, let caseNo, let bureau, let registration, let officer, let due):
            self = .registered(
                id: id.text, caseNo: caseNo, RegistrationRecord(registration),
                firstOfficer: officer.map(StaffRecord.init), noticeDue: due.milliseconds, bureau: bureau.text)
        case .taken: self = .taken
        case .accepted(let reason, let notice, let due, let isNew):
            self = .accepted(
                reason: reason, notice: notice.map(NoticeRecord.init), handlingDue: due.milliseconds,
                countsAsNew: isNew)
        case .declined(let reason, let notice):
            self = .declined(reason: reason, notice: notice.map(NoticeRecord.init))
        case .forwarded(let unit, let reason, let notice):
            self = .forwarded(unit: unit, reason: reason, notice: notice.map(NoticeRecord.init))
        case .redirected(let unit, let reason, let notice):
            self = .redirected(unit: unit, reason: reason, notice: notice.map(NoticeRecord.init))
        case .partyAdded(let party): self = .partyAdded(PartyRecord(party))
        case .handedOver(let person, let reason):
            self = .handedOver(to: StaffRecord(person), reason: reason)
        case .linked(let other): self = .linked(to: other.text)
        case .identityUnmasked(let party, let reason): self = .identityUnmasked(party.text, reason: reason)
        }
    }

    func value() throws(RecordError) -> CaseRegistration.Event {
        switch self {
        case .registered(let id, let caseNo, let registration, let officer, let due, let bureau):
            .registered(
                id: CaseID(id), caseNo: caseNo, bureau: BureauID(bureau), try registration.value(),
                firstOfficer: officer?.value, noticeDue: Instant(milliseconds: due))
        case .taken: .taken
        case .accepted(let reason, let notice, let due, let isNew):
            .accepted(
                reason: reason, notice: try .stored(notice), handlingDue: Instant(milliseconds: due),
                countsAsNew: isNew)
        case .declined(let reason, let notice): .declined(reason: reason, notice: try .stored(notice))
        case .forwarded(let unit, let reason, let notice):
            .forwarded(unit: unit, reason: reason, notice: try .stored(notice))
        case .redirected(let unit, let reason, let notice):
            .redirected(unit: unit, reason: reason, notice: try .stored(notice))
        case .partyAdded(let party): .partyAdded(try party.value())
        case .handedOver(let person, let reason): .handedOver(to: person.value, reason: reason)
        case .linked(let other): .linked(to: CaseID(other))
        case .identityUnmasked(let party, let reason): .identityUnmasked(PartyID(party), reason: reason)
        }
    }
}

/// The kinds, as they stand in the journal.
extension CaseRegistration.Event.Name: Spelled {
    package var word: String {
        switch self {
        case .registered: "registered"
        case .taken: "taken"
        case .accepted: "accepted"
        case .declined: "declined"
        case .forwarded: "forwarded"
        case .redirected: "redirected"
        case .partyAdded: "party_added"
        case .handedOver: "handed_over"
        case .linked: "linked"
        case .identityUnmasked: "identity_unmasked"
        }
    }
}
