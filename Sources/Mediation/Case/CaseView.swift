/// A case as one reader sees it: the fields of `GET /api/cases/ID` (docs/protocol.md, 1.2). Nil stands for what the
/// reader may not see or what isn't there.
package struct CaseView: Hashable, Sendable, Encodable {
    package struct Person: Hashable, Sendable, Encodable {
        package let id: PartyID
        package let role: PartyRole
        package let name: String
        package let sex: Sex?
        package let age: Int?
        package let phone: String
        /// Masked always: unmasking is a command of its own.
        package let idNo: String?
        package let accessNeeds: String
        package let actsFor: Side?
        package let conflictDeclared: Bool?
        package let isMinor: Bool
    }

    /// A dialogue, as a line. What the case doesn't know (phase, times, who came) the caller puts in.
    package struct Session: Hashable, Sendable, Encodable {
        package struct Attendee: Hashable, Sendable, Encodable {
            package let role: SeatRole
            package let name: String

            package init(role: SeatRole, name: String) {
                self.role = role
                self.name = name
            }
        }

        package let id: SessionID
        package let number: Int
        package var phase: Room.Phase
        package let createdAt: Instant
        package var startedAt: Instant?
        package var endedAt: Instant?
        package var reason: EndReason?
        package var attendees: [Attendee]
        package var minutes: AttachedMinutes?
        /// The session's own row can't be read: when it began is not known, and nothing of it can be opened.
        package var unreadable = false
    }

    package let id: CaseID
    package let version: Int
    package let caseNo: String
    package let title: String?
    package let level: CaseLevel?
    package let levelReason: String?
    package let status: CaseStatus
    package let channel: Channel
    package let visitKind: VisitKind
    package let contentClass: ContentClass
    package let headCount: Int
    package let claims: String?
    package let facts: String?
    package let issueLocation: String?
    package let concernedUnit: String?
    package let responsibleUnit: String?
    package let officer: StaffReference?
    package let receivedAt: Instant
    package let masked: Bool
    package let stages: [StageEntry]
    package let due: [DueItem]
    package let parties: [Person]
    package var sessions: [Session]
    /// Newest first.
    package let timeline: [TimelineEntry]
    package let may: [String]
    package let launchRefused: Refusal.Code?

    /// The case for `reader`; nil when they may not know of it.
    /// - Parameter version: the store's.
    package init?(_ file: CaseFile, version: Int, for reader: Account, at now: Instant) {
        let sight = Authority.sight(of: file, for: reader)
        guard sight != .none else { return nil }
        let isFull = sight == .full
        let registration = file.registration
        let today = LocalTime(now).day
        id = file.id
        self.version = version
        caseNo = file.caseNo
        title = isFull ? registration.title : nil
        level = file.level
        levelReason = isFull ? file.levelReason : nil
        status = file.status
        channel = registration.channel
        visitKind = registration.visitKind
        contentClass = registration.contentClass
        headCount = registration.headCount
        claims = isFull ? registration.claims : nil
        facts = isFull ? registration.facts : nil
        issueLocation = isFull ? registration.issueLocation : nil
        concernedUnit = isFull ? registration.concernedUnit : nil
        responsibleUnit = isFull ? file.responsibleUnit : nil
        officer = file.answerable
        receivedAt = registration.receivedAt
        masked = !isFull
        stages = file.stages
        due = file.due
        parties = isFull ? file.parties.map { Person($0, on: today) } : []
        sessions = isFull ? file.sessions.map { Session($0, of: file) } : []
        timeline = file.timeline.reversed().map { isFull ? $0 : $0.withoutWords }
        may = isFull ? file.steps(openTo: reader).map(\.rawValue) : []
        launchRefused = file.refusal(of: .launch, for: reader)?.code
    }
}

extension CaseFile {
    /// What the reader can do now, of what pages offer.
    package func steps(openTo reader: Account) -> [CaseStep] {
        CaseStep.offered.filter { refusal(of: $0, for: reader) == nil }
    }
}

extension CaseView.Person {
    package init(_ party: Party, on day: CivilDay) {
        id = party.id
        role = party.role
        name = party.name
        sex = party.sex
        age = party.age(on: day)
        phone = party.phone
        idNo = party.idNo.map(Masking.idNo)
        accessNeeds = party.accessNeeds
        actsFor = party.actsFor
        conflictDeclared = party.role.isCounsel ? party.conflictDeclared : nil
        isMinor = party.isMinor(on: day)
    }
}

extension CaseView.Session {
    /// What the case itself knows; an open session counts as waiting until its room says otherwise.
    package init(_ session: LinkedSession, of file: CaseFile) {
        id = session.id
        number = session.number
        phase = session.isOpen ? .waiting : .ended
        createdAt = session.createdAt
        endedAt = session.endedAt
        reason = session.reason
        attendees = session.invited.compactMap { id in
            file.party(id).map { Attendee(role: $0.role.seatRole, name: $0.name) }
        }
        minutes = session.minutes
    }
}

extension TimelineEntry {
    /// The line for a reader who may know that something happened and not what.
    var withoutWords: TimelineEntry { TimelineEntry(at: at, kind: kind, by: nil, text: nil) }
}
