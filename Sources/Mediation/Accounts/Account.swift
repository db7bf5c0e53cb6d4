/// Someone who can sign in.
package struct Account: Hashable, Sendable {
    package let id: AccountID
    /// Whose cases the account works on; no other's exist for it.
    package let bureau: BureauID
    /// 工号; of all bureaus of a store, for who signs in names nothing else.
    package let staffNo: String
    package var name: String
    package var role: Role
    /// The unit's name as it stands on cases: a station, a brigade, a section.
    package var unit: String
    /// Names that the unit had before: on cases of then it stands under them, and they are its cases still.
    package var formerUnits: [String]
    /// 警衔, as people say it; empty when none is known.
    package var rank: String
    /// Of the office, as `Telephone` spells it; empty when none is known.
    package var phone: String
    /// Fields of work as petitioners read them (擅长领域); empty when none are published.
    package var fields: String

    package init(
        id: AccountID, bureau: BureauID = .main, staffNo: String, name: String, role: Role, unit: String,
        formerUnits: [String] = [], rank: String = "", phone: String = "", fields: String = ""
    ) {
        self.id = id
        self.bureau = bureau
        self.staffNo = staffNo
        self.name = name
        self.role = role
        self.unit = unit
        self.formerUnits = formerUnits
        self.rank = rank
        self.phone = phone
        self.fields = fields
    }

    /// Whether a unit's name on a case means the account's own unit, by the name that it has or one that it had.
    package func isOf(_ unitOnCase: String?) -> Bool {
        guard let unitOnCase, !unitOnCase.isEmpty else { return false }
        return unit == unitOnCase || formerUnits.contains(unitOnCase)
    }

    /// Whether who has signed in as `before` has to sign in anew as this: another role, or another unit's person.
    package func endsSignIns(of before: Account) -> Bool {
        role != before.role || (unit != before.unit && !formerUnits.contains(before.unit))
    }

    /// How a case names this person.
    package var reference: StaffReference { StaffReference(id: id, staffNo: staffNo, name: name) }
}

/// Someone of the bureau, as a case names them: the name as it was then, whatever becomes of the account.
package struct StaffReference: Hashable, Sendable, Encodable {
    package let id: AccountID
    package let staffNo: String
    package let name: String

    package init(id: AccountID, staffNo: String, name: String) {
        self.id = id
        self.staffNo = staffNo
        self.name = name
    }
}
