/// What can be done to the people and units of a bureau. Pages, the command line and files all say these and nothing else, so
/// that each passes the same check (`StaffRoll.decide`).
package enum StaffCommand: Hashable, Sendable {
    case addPerson(StaffNumber, PersonForm, NewPassword)
    case changePerson(AccountID, PersonForm)
    case setPassword(AccountID, NewPassword)
    /// The account can't sign in any more, and is signed out.
    case lock(AccountID)
    case unlock(AccountID)
    case addUnit(UnitID, UnitForm)
    /// Another name or kind.
    case changeUnit(UnitID, UnitForm)
    case closeUnit(UnitID)
    case reopenUnit(UnitID)

    /// How messages name it.
    package enum Name: String, Hashable, Sendable, CaseIterable, Codable {
        case addPerson = "add_person"
        case changePerson = "change_person"
        case setPassword = "set_password"
        case lock
        case unlock
        case addUnit = "add_unit"
        case changeUnit = "change_unit"
        case closeUnit = "close_unit"
        case reopenUnit = "reopen_unit"
    }

    /// The account that it changes, and no new one.
    var account: AccountID? {
        switch self {
        case .changePerson(let id, _), .setPassword(let id, _), .lock(let id), .unlock(let id): id
        case .addPerson, .addUnit, .changeUnit, .closeUnit, .reopenUnit: nil
        }
    }

    /// The unit that it changes, and no new one.
    var unit: UnitID? {
        switch self {
        case .changeUnit(let id, _), .closeUnit(let id), .reopenUnit(let id): id
        case .addPerson, .changePerson, .setPassword, .lock, .unlock, .addUnit: nil
        }
    }
}
