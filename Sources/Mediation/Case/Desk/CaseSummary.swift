/// What a list shows of a case and what decides who may see it, without the rest of its file: a row of its own in the store,
/// made of the file with each of its changes. All of it can be made anew from the case's events.
package struct CaseSummary: Hashable, Sendable {
    /// The open dialogue.
    package struct OpenSession: Hashable, Sendable {
        package let id: SessionID
        package let number: Int
        package let createdAt: Instant

        package init(id: SessionID, number: Int, createdAt: Instant) {
            self.id = id
            self.number = number
            self.createdAt = createdAt
        }
    }

    /// What is due next.
    package struct Due: Hashable, Sendable {
        package let kind: DueKind
        package let at: Instant

        package init(kind: DueKind, at: Instant) {
            self.kind = kind
            self.at = at
        }
    }

    package let id: CaseID
    package let caseNo: String
    package let title: String
    package let channel: Channel
    package let petitioner: String?
    package let respondent: String?
    /// Who answers for the case at the petition desk.
    package let officer: StaffReference?
    package let due: Due?
    package let updatedAt: Instant
    package let session: OpenSession?
    package let contentClass: ContentClass
    /// Who may see it.
    package let reach: CaseReach

    package init(
        id: CaseID, caseNo: String, title: String, channel: Channel, petitioner: String?,
        respondent: String?, officer: StaffReference?, due: Due?, updatedAt: Instant,
        session: OpenSession?, contentClass: ContentClass, reach: CaseReach
    ) {
        self.id = id
        self.caseNo = caseNo
        self.title = title
        self.channel = channel
        self.petitioner = petitioner
        self.respondent = respondent
        self.officer = officer
        self.due = due
        self.updatedAt = updatedAt
        self.session = session
        self.contentClass = contentClass
        self.reach = reach
    }
}

/// What of a case decides who sees how much of it (`Authority.sight`).
package struct CaseReach: Hashable, Sendable {
    package let bureau: BureauID
    package let status: CaseStatus
    package let level: CaseLevel?
    package let isAccusation: Bool
    /// 首接警官.
    package let firstOfficer: AccountID?
    /// The unit that answers for the case; nil before it is assigned.
    package let responsibleUnit: String?
    /// The units that help it.
    package let coUnits: [String]
    /// The unit that the petition is about.
    package let concernedUnit: String

    package init(
        bureau: BureauID, status: CaseStatus, level: CaseLevel?, isAccusation: Bool, firstOfficer: AccountID?,
        responsibleUnit: String?, coUnits: [String] = [], concernedUnit: String
    ) {
        self.bureau = bureau
        self.status = status
        self.level = level
        self.isAccusation = isAccusation
        self.firstOfficer = firstOfficer
        self.responsibleUnit = responsibleUnit
        self.coUnits = coUnits
        self.concernedUnit = concernedUnit
    }
}

extension CaseFile {
    package var reach: CaseReach {
        CaseReach(
            bureau: bureau, status: status, level: handling.level, isAccusation: isAccusation,
            firstOfficer: registration.firstOfficer?.id,
            responsibleUnit: responsibleUnit, coUnits: assignment?.coUnits ?? [],
            concernedUnit: registration.form.concernedUnit)
    }

    package var summary: CaseSummary {
        CaseSummary(
            id: id, caseNo: caseNo, title: registration.form.title, channel: registration.form.channel,
            petitioner: registration.name(of: .petitioner), respondent: registration.name(of: .respondent),
            officer: registration.answerable,
            due: course.nextDue.map { CaseSummary.Due(kind: $0.kind, at: $0.at) }, updatedAt: updatedAt,
            session: dialogue.openSession.map {
                CaseSummary.OpenSession(id: $0.id, number: $0.number, createdAt: $0.createdAt)
            },
            contentClass: registration.form.contentClass, reach: reach)
    }
}
