extension CaseRegistration {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        package let title: String?
        package let channel: Channel
        package let visitKind: VisitKind
        package let contentClass: ContentClass
        package let headCount: Int
        package let claims: String?
        package let facts: String?
        package let issueLocation: String?
        package let concernedUnit: String?
        package let officer: StaffReference?
        package let receivedAt: Instant
        package let parties: [Person]
    }

    /// A person of the case, as the reader sees them.
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

    /// `today`: the day in Shanghai on which somebody reads it.
    func view(isFull: Bool, on today: CivilDay) -> View {
        View(
            title: isFull ? form.title : nil, channel: form.channel, visitKind: form.visitKind,
            contentClass: form.contentClass, headCount: form.headCount, claims: isFull ? form.claims : nil,
            facts: isFull ? form.facts : nil, issueLocation: isFull ? form.issueLocation : nil,
            concernedUnit: isFull ? form.concernedUnit : nil, officer: answerable,
            receivedAt: form.receivedAt, parties: isFull ? parties.map { Person($0, on: today) } : [])
    }
}

extension CaseRegistration.Person {
    init(_ party: Party, on day: CivilDay) {
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
