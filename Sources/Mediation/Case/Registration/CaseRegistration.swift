/// The case as it was received: its form, its people, who answers for it first, and what was decided on it.
package struct CaseRegistration: Hashable, Sendable {
    /// 受理: when, and whether it counts as a new one (rule 7).
    package struct Acceptance: Hashable, Sendable {
        package let at: Instant
        package let countsAsNew: Bool

        package init(at: Instant, countsAsNew: Bool) {
            self.at = at
            self.countsAsNew = countsAsNew
        }
    }

    package let form: Registration
    package let registeredBy: StaffReference?
    /// 首接警官: who received first. Nil until a senior officer takes up what a clerk registered.
    package private(set) var firstOfficer: StaffReference?
    package private(set) var parties: [Party]
    /// A pending case about the same matter, of which this is another petition (rule 7).
    package private(set) var sameMatterAs: CaseID?
    package private(set) var acceptance: Acceptance?
    /// What the petitioner was told of the decision in writing (XF23). One in every case that this program decided; stores of
    /// before may hold more.
    package private(set) var notices: [Notice]

    init(_ form: Registration, registeredBy person: StaffReference?, firstOfficer: StaffReference?) {
        self.init(
            form: form, registeredBy: person, firstOfficer: firstOfficer, parties: form.parties,
            sameMatterAs: nil, acceptance: nil, notices: [])
    }

    /// As it was kept.
    package init(
        form: Registration, registeredBy: StaffReference?, firstOfficer: StaffReference?, parties: [Party],
        sameMatterAs: CaseID?, acceptance: Acceptance?, notices: [Notice]
    ) {
        self.form = form
        self.registeredBy = registeredBy
        self.firstOfficer = firstOfficer
        self.parties = parties
        self.sameMatterAs = sameMatterAs
        self.acceptance = acceptance
        self.notices = notices
    }

    /// Who answers for the case at the petition desk: the first officer, or who registered it.
    package var answerable: StaffReference? { firstOfficer ?? registeredBy }

    package func party(_ id: PartyID) -> Party? { parties.first { $0.id == id } }

    /// The first person of a side who isn't its lawyer.
    func name(of side: Side) -> String? { parties.first { $0.side == side && !$0.role.isCounsel }?.name }

    mutating func apply(
        _ event: Event, at moment: Instant, by person: StaffReference?, to course: inout CaseCourse
    ) {
        switch event {
        case .registered(_, _, _, _, _, let noticeDue):
            course.reach(.registered, at: moment)
            course.owe(.notice, until: noticeDue)
        case .taken: firstOfficer = person
        case .accepted(_, let notice, let handlingDue, let isNew):
            acceptance = Acceptance(at: moment, countsAsNew: isNew)
            course.reach(.accepted, at: moment)
            if let notice { notices.append(notice) }
            // Whether a notice was to be written or not: its term is over once the decision is made.
            course.finish([.notice], at: moment)
            course.owe(.handling, until: handlingDue)
        case .declined(_, let notice): turnAway(.declined, notice, at: moment, &course)
        case .forwarded(_, _, let notice): turnAway(.forwarded, notice, at: moment, &course)
        case .redirected(_, _, let notice): turnAway(.redirected, notice, at: moment, &course)
        case .partyAdded(let party): parties.append(party)
        case .handedOver(let person, _): firstOfficer = person
        case .linked(let other): sameMatterAs = other
        case .identityUnmasked: break
        }
    }

    private mutating func turnAway(
        _ status: CaseStatus, _ notice: Notice?, at moment: Instant, _ course: inout CaseCourse
    ) {
        course.reach(status, at: moment)
        if let notice { notices.append(notice) }
        course.finish(Set(DueKind.allCases), at: moment)
    }
}
