package import Mediation

extension CaseEvent {
    /// What the kinds of a case's events begin with.
    package static let storedPrefix = "case."

    /// The kind as it stands in the journal's clear part: stable, without personal data.
    package var storedKind: String { Self.storedPrefix + change.name.word }

    private static let storedKinds = Set(CaseEvent.Change.Name.allCases.map { storedPrefix + $0.word })

    /// The payload to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] {
        try CaseEventRecord(
            at: at.milliseconds, by: by.map(StaffRecord.init), change: CaseEventRecord.Change(change)
        ).encoded()
    }

    /// Reads an event of the journal back. Throws as `RoomEvent.init(kind:payload:)` does.
    package init(kind: String, payload: [UInt8]) throws(RecordError) {
        guard Self.storedKinds.contains(kind) else {
            throw .newer("an event of the kind \(kind), which this program doesn't know")
        }
        let record = try CaseEventRecord(encoded: payload)
        self.init(
            at: Instant(milliseconds: record.at), by: record.by?.value, change: try record.change.value())
        guard storedKind == kind else { throw .damaged("an event of another kind than \(kind)") }
    }
}

extension CaseEventRecord.Change {
    init(_ change: CaseEvent.Change) {
        switch change {
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
        case .graded(let level, let reason, let due):
            self = .graded(level.word, reason: reason, localDue: due?.milliseconds)
        case .endorsed(let reason): self = .endorsed(reason: reason)
        case .assigned(let assignment): self = .assigned(AssignmentRecord(assignment))
        case .received: self = .received
        case .objected(let reason): self = .objected(reason: reason)
        case .unassigned(let reason): self = .unassigned(reason: reason)
        case .reported(let result): self = .reported(result: result)
        case .closingApproved(let part, let reason): self = .closingApproved(part.word, reason: reason)
        case .closed(let reason, let notice, let due):
            self = .closed(reason: reason, notice: NoticeRecord(notice), followUpDue: due.milliseconds)
        case .returned(let reason): self = .returned(reason: reason)
        case .followedUp(let followUp): self = .followedUp(FollowUpRecord(followUp))
        case .signOffProposed: self = .signOffProposed
        case .signedOff: self = .signedOff
        case .archived: self = .archived
        case .partyAdded(let party): self = .partyAdded(PartyRecord(party))
        case .sessionLaunched(let id, let number, let invited):
            self = .sessionLaunched(id: id.text, number: number, invited: invited.map(\.text))
        case .sessionInvited(let id, let party): self = .sessionInvited(id: id.text, party.text)
        case .sessionEnded(let id, let reason, let minutes):
            self = .sessionEnded(
                id: id.text, reason: reason.word, minutes: minutes.map(AttachedMinutesRecord.init))
        case .extended(let granted): self = .extended(ExtensionRecord(granted))
        case .supervised(let demand, let due): self = .supervised(demand: demand, due: due.milliseconds)
        case .noted(let text): self = .noted(text: text)
        case .handedOver(let person, let reason):
            self = .handedOver(to: StaffRecord(person), reason: reason)
        case .linked(let other): self = .linked(to: other.text)
        case .interestDeclared(let reason): self = .interestDeclared(reason: reason)
        case .recusalRequested(let person, let reason, let due):
            self = .recusalRequested(of: StaffRecord(person), reason: reason, due: due.milliseconds)
        case .recusalDecided(let person, let granted, let reason):
            self = .recusalDecided(of: StaffRecord(person), granted: granted, reason: reason)
        case .reReviewed(let opinion): self = .reReviewed(opinion: opinion)
        case .identityUnmasked(let party, let reason): self = .identityUnmasked(party.text, reason: reason)
        case .exported(let purpose): self = .exported(purpose: purpose)
        }
    }

    func value() throws(RecordError) -> CaseEvent.Change {
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
        case .graded(let level, let reason, let due):
            .graded(
                try .init(word: level), reason: reason, localDue: due.map(Instant.init(milliseconds:)))
        case .endorsed(let reason): .endorsed(reason: reason)
        case .assigned(let assignment): .assigned(assignment.value)
        case .received: .received
        case .objected(let reason): .objected(reason: reason)
        case .unassigned(let reason): .unassigned(reason: reason)
        case .reported(let result): .reported(result: result)
        case .closingApproved(let part, let reason):
            .closingApproved(try .init(word: part), reason: reason)
        case .closed(let reason, let notice, let due):
            .closed(reason: reason, notice: try notice.value(), followUpDue: Instant(milliseconds: due))
        case .returned(let reason): .returned(reason: reason)
        case .followedUp(let followUp): .followedUp(try followUp.value())
        case .signOffProposed: .signOffProposed
        case .signedOff: .signedOff
        case .archived: .archived
        case .partyAdded(let party): .partyAdded(try party.value())
        case .sessionLaunched(let id, let number, let invited):
            .sessionLaunched(id: SessionID(id), number: number, invited: invited.map(PartyID.init(_:)))
        case .sessionInvited(let id, let party): .sessionInvited(id: SessionID(id), PartyID(party))
        case .sessionEnded(let id, let reason, let minutes):
            .sessionEnded(id: SessionID(id), reason: try .init(word: reason), minutes: minutes?.value)
        case .extended(let granted): .extended(granted.value)
        case .supervised(let demand, let due):
            .supervised(demand: demand, due: Instant(milliseconds: due))
        case .noted(let text): .noted(text: text)
        case .handedOver(let person, let reason): .handedOver(to: person.value, reason: reason)
        case .linked(let other): .linked(to: CaseID(other))
        case .interestDeclared(let reason): .interestDeclared(reason: reason)
        case .recusalRequested(let person, let reason, let due):
            .recusalRequested(of: person.value, reason: reason, due: Instant(milliseconds: due))
        case .recusalDecided(let person, let granted, let reason):
            .recusalDecided(of: person.value, granted: granted, reason: reason)
        case .reReviewed(let opinion): .reReviewed(opinion: opinion)
        case .identityUnmasked(let party, let reason): .identityUnmasked(PartyID(party), reason: reason)
        case .exported(let purpose): .exported(purpose: purpose)
        }
    }
}

extension Notice? {
    fileprivate static func stored(_ notice: NoticeRecord?) throws(RecordError) -> Notice? {
        guard let notice else { return nil }
        return try notice.value()
    }
}
