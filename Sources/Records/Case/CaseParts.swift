internal import Mediation

// What a case and its events are made of. Each has two ways: from the domain's value and back.

/// Someone of the bureau.
struct StaffRecord: Codable, Hashable, Sendable {
    let id: String
    let staffNo: String
    let name: String

    init(_ person: StaffReference) {
        id = person.id.text
        staffNo = person.staffNo
        name = person.name
    }

    var value: StaffReference { StaffReference(id: AccountID(id), staffNo: staffNo, name: name) }
}

struct RegistrationRecord: Codable, Hashable, Sendable {
    struct Prior: Codable, Hashable, Sendable {
        let caseID: String
        let hasReReviewOpinion: Bool
        let sameFactsAndReasons: Bool
    }

    let title: String
    let channel: String
    let visitKind: String
    let contentClass: String
    let claims: String
    let facts: String
    let issueLocation: String
    let concernedUnit: String
    let headCount: Int
    let parties: [PartyRecord]
    let receivedAt: Int64
    let prior: Prior?

    init(_ registration: Registration) {
        title = registration.title
        channel = registration.channel.word
        visitKind = registration.visitKind.word
        contentClass = registration.contentClass.word
        claims = registration.claims
        facts = registration.facts
        issueLocation = registration.issueLocation
        concernedUnit = registration.concernedUnit
        headCount = registration.headCount
        parties = registration.parties.map(PartyRecord.init)
        receivedAt = registration.receivedAt.milliseconds
        prior = registration.prior.map {
            Prior(
                caseID: $0.caseID.text, hasReReviewOpinion: $0.hasReReviewOpinion,
                sameFactsAndReasons: $0.sameFactsAndReasons)
        }
    }

    func value() throws(RecordError) -> Registration {
        Registration(
            title: title, channel: try .init(word: channel), visitKind: try .init(word: visitKind),
            contentClass: try .init(word: contentClass), claims: claims, facts: facts,
            issueLocation: issueLocation, concernedUnit: concernedUnit, headCount: headCount,
            parties: try parties.map { party throws(RecordError) in try party.value() },
            receivedAt: Instant(milliseconds: receivedAt),
            prior: prior.map {
                PriorMatter(
                    caseID: CaseID($0.caseID), hasReReviewOpinion: $0.hasReReviewOpinion,
                    sameFactsAndReasons: $0.sameFactsAndReasons)
            })
    }
}

struct PartyRecord: Codable, Hashable, Sendable {
    let id: String
    let role: String
    let name: String
    let sex: String?
    /// Days since 1970-01-01.
    let birthDate: Int?
    let idType: String?
    let idNo: String?
    let phone: String
    let address: String
    let accessNeeds: String
    let isSuspect: Bool
    let actsFor: String?
    let firm: String
    let licenceNo: String
    let conflictDeclared: Bool?
    let mandate: String

    init(_ party: Party) {
        id = party.id.text
        role = party.role.word
        name = party.name
        sex = party.sex?.word
        birthDate = party.birthDate?.serial
        idType = party.idType
        idNo = party.idNo
        phone = party.phone
        address = party.address
        accessNeeds = party.accessNeeds
        isSuspect = party.isSuspect
        actsFor = party.actsFor?.word
        firm = party.firm
        licenceNo = party.licenceNo
        conflictDeclared = party.conflictDeclared
        mandate = party.mandate
    }

    func value() throws(RecordError) -> Party {
        Party(
            id: PartyID(id), role: try .init(word: role), name: name, sex: try .stored(sex),
            birthDate: birthDate.map(CivilDay.init(serial:)), idType: idType, idNo: idNo, phone: phone,
            address: address, accessNeeds: accessNeeds, isSuspect: isSuspect, actsFor: try .stored(actsFor),
            firm: firm, licenceNo: licenceNo, conflictDeclared: conflictDeclared, mandate: mandate)
    }
}

struct NoticeRecord: Codable, Hashable, Sendable {
    let kind: String
    let servedAt: Int64
    let isOverdue: Bool

    init(_ notice: Notice) {
        kind = notice.kind.word
        servedAt = notice.servedAt.milliseconds
        isOverdue = notice.isOverdue
    }

    func value() throws(RecordError) -> Notice {
        Notice(
            kind: try .init(word: kind), servedAt: Instant(milliseconds: servedAt), isOverdue: isOverdue)
    }
}

struct ExtensionRecord: Codable, Hashable, Sendable {
    let days: Int
    let reason: String
    let approver: StaffRecord
    let newDue: Int64

    init(_ granted: Extension) {
        days = granted.days
        reason = granted.reason
        approver = StaffRecord(granted.approver)
        newDue = granted.newDue.milliseconds
    }

    var value: Extension {
        Extension(
            days: days, reason: reason, approver: approver.value, newDue: Instant(milliseconds: newDue))
    }
}

struct ExtensionRequestRecord: Codable, Hashable, Sendable {
    let by: StaffRecord?
    let at: Int64
    let days: Int
    let reason: String
    let granted: Bool?

    init(_ request: ExtensionRequest) {
        by = request.by.map(StaffRecord.init)
        at = request.at.milliseconds
        days = request.days
        reason = request.reason
        granted = request.granted
    }

    var value: ExtensionRequest {
        ExtensionRequest(
            by: by?.value, at: Instant(milliseconds: at), days: days, reason: reason, granted: granted)
    }
}

struct FollowUpRecord: Codable, Hashable, Sendable {
    let at: Int64
    let by: StaffRecord
    let rating: String
    let method: String
    let note: String
    let performance: String

    init(_ followUp: FollowUp) {
        at = followUp.at.milliseconds
        by = StaffRecord(followUp.by)
        rating = followUp.rating.word
        method = followUp.method.word
        note = followUp.note
        performance = followUp.performance.word
    }

    func value() throws(RecordError) -> FollowUp {
        FollowUp(
            at: Instant(milliseconds: at), by: by.value, rating: try .init(word: rating),
            method: try .init(word: method), note: note, performance: try .init(word: performance))
    }
}

struct RecusalRecord: Codable, Hashable, Sendable {
    let of: StaffRecord
    let reason: String
    let requestedAt: Int64
    let granted: Bool?

    init(_ request: RecusalRequest) {
        of = StaffRecord(request.of)
        reason = request.reason
        requestedAt = request.requestedAt.milliseconds
        granted = request.granted
    }

    var value: RecusalRequest {
        var value = RecusalRequest(
            of: of.value, reason: reason, requestedAt: Instant(milliseconds: requestedAt))
        value.granted = granted
        return value
    }
}

struct AttachedMinutesRecord: Codable, Hashable, Sendable {
    let version: Int
    let digest: String
    let label: String

    init(_ minutes: AttachedMinutes) {
        version = minutes.version
        digest = minutes.digest
        label = minutes.label
    }

    var value: AttachedMinutes { AttachedMinutes(version: version, digest: digest, label: label) }
}

struct LinkedSessionRecord: Codable, Hashable, Sendable {
    let id: String
    let number: Int
    let createdAt: Int64
    let invited: [String]
    let endedAt: Int64?
    let reason: String?
    let minutes: AttachedMinutesRecord?

    init(_ session: LinkedSession) {
        id = session.id.text
        number = session.number
        createdAt = session.createdAt.milliseconds
        invited = session.invited.map(\.text)
        endedAt = session.end?.at.milliseconds
        reason = session.end?.reason.word
        minutes = session.end?.minutes.map(AttachedMinutesRecord.init)
    }

    func value() throws(RecordError) -> LinkedSession {
        var value = LinkedSession(
            id: SessionID(id), number: number, createdAt: Instant(milliseconds: createdAt),
            invited: invited.map(PartyID.init(_:)))
        if let endedAt, let reason {
            value.end = LinkedSession.End(
                at: Instant(milliseconds: endedAt), reason: try EndReason(word: reason),
                minutes: minutes?.value)
        } else if endedAt != nil || reason != nil || minutes != nil {
            throw .damaged("a session that has ended in part")
        }
        return value
    }
}

struct DueItemRecord: Codable, Hashable, Sendable {
    let kind: String
    let at: Int64
    let doneAt: Int64?
    let missedAt: Int64?
    let nearAt: Int64?
    let number: Int?
    let unit: String?

    init(_ item: DueItem) {
        kind = item.kind.word
        at = item.at.milliseconds
        doneAt = item.doneAt?.milliseconds
        missedAt = item.missedAt?.milliseconds
        nearAt = item.nearAt?.milliseconds
        number = item.number
        unit = item.unit
    }

    func value() throws(RecordError) -> DueItem {
        DueItem(
            kind: try .init(word: kind), at: Instant(milliseconds: at),
            doneAt: doneAt.map(Instant.init(milliseconds:)),
            missedAt: missedAt.map(Instant.init(milliseconds:)),
            nearAt: nearAt.map(Instant.init(milliseconds:)), number: number, unit: unit)
    }
}

struct StageRecord: Codable, Hashable, Sendable {
    let stage: String
    let at: Int64

    init(_ entry: StageEntry) {
        stage = entry.stage.word
        at = entry.at.milliseconds
    }

    func value() throws(RecordError) -> StageEntry {
        StageEntry(stage: try .init(word: stage), at: Instant(milliseconds: at))
    }
}

struct TimelineRecord: Codable, Hashable, Sendable {
    let at: Int64
    let kind: String
    let by: String?
    let text: String?
    let due: String?

    init(_ entry: TimelineEntry) {
        at = entry.at.milliseconds
        kind = entry.kind.word
        by = entry.by
        text = entry.text
        due = entry.due?.word
    }

    func value() throws(RecordError) -> TimelineEntry {
        TimelineEntry(
            at: Instant(milliseconds: at), kind: try .init(word: kind), by: by, text: text,
            due: try .stored(due))
    }
}

extension Notice? {
    static func stored(_ notice: NoticeRecord?) throws(RecordError) -> Notice? {
        guard let notice else { return nil }
        return try notice.value()
    }
}
