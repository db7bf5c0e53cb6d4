/// Someone who can sign in.
package struct Account: Hashable, Sendable {
    package let id: AccountID
    /// Whose cases the account works on; no other's exist for it.
    package let bureau: BureauID
    /// 工号; of all bureaus of a store, for who signs in names nothing else.
    package let staffNo: String
    package let name: String
    package let role: Role
    /// The unit's name as it stands on cases: a station, a brigade, a section.
    package let unit: String
    /// Fields of work as petitioners read them (擅长领域); empty when none are published.
    package let fields: String

    package init(
        id: AccountID, bureau: BureauID = .main, staffNo: String, name: String, role: Role, unit: String,
        fields: String = ""
    ) {
        self.id = id
        self.bureau = bureau
        self.staffNo = staffNo
        self.name = name
        self.role = role
        self.unit = unit
        self.fields = fields
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
