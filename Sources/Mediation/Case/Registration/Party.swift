/// What a person is in a case; who may sit at the table of a dialogue, the host apart.
package enum PartyRole: String, Hashable, Sendable, Codable, CaseIterable {
    case petitioner, respondent, lawyer, agent, guardian, interpreter, witness
    case petitionRepresentative = "petition_rep"
    case unitRepresentative = "unit_representative"
    case signInterpreter = "sign_interpreter"

    /// The same role at the table.
    package var seatRole: SeatRole {
        switch self {
        case .petitioner: .petitioner
        case .petitionRepresentative: .petitionRepresentative
        case .respondent: .respondent
        case .unitRepresentative: .unitRepresentative
        case .lawyer: .lawyer
        case .agent: .agent
        case .guardian: .guardian
        case .interpreter: .interpreter
        case .signInterpreter: .signInterpreter
        case .witness: .witness
        }
    }

    /// Lawyers and agents speak for a side.
    package var isCounsel: Bool { self == .lawyer || self == .agent }
}

/// For whom a lawyer or an agent speaks.
package enum Side: String, Hashable, Sendable, Codable, CaseIterable { case petitioner, respondent, neutral }

package enum Sex: String, Hashable, Sendable, Codable, CaseIterable { case female, male }

/// A person of a case.
package struct Party: Hashable, Sendable {
    package let id: PartyID
    package let role: PartyRole
    package let name: String
    package let sex: Sex?
    package let birthDate: CivilDay?
    /// Kind of the identity document, as `resident_id`.
    package let idType: String?
    package let idNo: String?
    package let phone: String
    package let address: String
    /// Access and language needs; empty when none.
    package let accessNeeds: String
    package let isSuspect: Bool
    /// Counsel only.
    package let actsFor: Side?
    package let firm: String
    package let licenceNo: String
    /// Counsel only: true when "no conflict of interest" was declared.
    package let conflictDeclared: Bool?
    /// An agent's written mandate: its scope, or how it is filed. Empty when there is none.
    package let mandate: String

    package init(
        id: PartyID, role: PartyRole, name: String, sex: Sex? = nil, birthDate: CivilDay? = nil,
        idType: String? = nil, idNo: String? = nil, phone: String = "", address: String = "",
        accessNeeds: String = "", isSuspect: Bool = false, actsFor: Side? = nil, firm: String = "",
        licenceNo: String = "", conflictDeclared: Bool? = nil, mandate: String = ""
    ) {
        self.id = id
        self.role = role
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
        self.idType = idType
        self.idNo = idNo
        self.phone = phone
        self.address = address
        self.accessNeeds = accessNeeds
        self.isSuspect = isSuspect
        self.actsFor = actsFor
        self.firm = firm
        self.licenceNo = licenceNo
        self.conflictDeclared = conflictDeclared
        self.mandate = mandate
    }

    /// Which side the person sits on; nil for who sits on none (a neutral lawyer, an interpreter, a witness).
    package var side: Side? {
        switch role {
        case .petitioner, .petitionRepresentative: .petitioner
        case .respondent, .unitRepresentative: .respondent
        case .lawyer, .agent: actsFor == .neutral ? nil : actsFor
        case .guardian, .interpreter, .signInterpreter, .witness: nil
        }
    }

    /// Under 18 on that day; false when the birth date isn't known (the officer then judges by eye).
    package func isMinor(on day: CivilDay) -> Bool { age(on: day).map { $0 < 18 } ?? false }

    /// Whole years on that day; nil when the birth date isn't known.
    package func age(on day: CivilDay) -> Int? { birthDate.map { $0.years(until: day) } }

    /// Judges the person alone, not beside the others, on the day of the office. Refusals: `missing_field`, `too_large`,
    /// `bad_field`, also for a birth before 1900 or after that day: who seems older than they are would not be seen to
    /// be a minor; `mandate_needed` for an agent without a written mandate (SD28).
    package func check(on day: CivilDay) throws(Refusal) {
        if let birthDate, birthDate < .firstBirth || birthDate > day {
            throw Refusal(.badField, field: "birthDate")
        }
        try CaseText.check(name, "name", CaseText.name, lacking: .missingField)
        try CaseText.check(phone, "phone", 40)
        try CaseText.check(address, "address", CaseText.short)
        try CaseText.check(accessNeeds, "accessNeeds", CaseText.short)
        try CaseText.check(idType ?? "", "idType", 40)
        try CaseText.check(idNo ?? "", "idNo", 40)
        try CaseText.check(firm, "firm", CaseText.short)
        try CaseText.check(licenceNo, "licenceNo", CaseText.name)
        try CaseText.check(mandate, "mandate", CaseText.reason)
        if role.isCounsel && actsFor == nil { throw Refusal(.missingField, field: "actsFor") }
        if role == .agent { try CaseText.check(mandate, "mandate", CaseText.reason, lacking: .mandateNeeded) }
    }
}

/// Rules on who may stand together in a case.
package enum PartyRules {
    /// The most representatives of a collective petition (XF20).
    package static let representatives = 5
    /// The most agents of one side (SD28).
    package static let agents = 2

    /// Judges `newcomer` beside those who are there, on the day of the office. Refusals: those of `Party.check`,
    /// `too_many_representatives`, `too_many_agents`, `conflict_of_interest` for counsel of both sides, and of one firm on both (`CounselConflict`).
    package static func check(_ newcomer: Party, joining others: [Party], on day: CivilDay) throws(Refusal) {
        try newcomer.check(on: day)
        if newcomer.role == .petitionRepresentative {
            let count = others.count { $0.role == .petitionRepresentative }
            guard count < representatives else { throw Refusal(.tooManyRepresentatives, field: "role") }
        }
        if newcomer.role == .agent {
            let count = others.count { $0.role == .agent && $0.actsFor == newcomer.actsFor }
            guard count < agents else { throw Refusal(.tooManyAgents, field: "role") }
        }
        try CounselConflict.check(newcomer, beside: others)
    }
}

// MARK: What a reader sees

extension CaseRegistration {
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
