package import Mediation
package import Storage

/// Accounts as rows and as values.
extension Account {
    /// Nil when the row has a role that this program doesn't know.
    package init?(_ record: AccountRecord) {
        guard let role = Role(rawValue: record.role) else { return nil }
        self.init(
            id: record.id, staffNo: record.staffNo, name: record.name, role: role, unit: record.unit,
            fields: String(decoding: record.profile, as: UTF8.self))
    }
}

extension AccountRecord {
    /// A row for a new account; `passwordHash` is scrypt's.
    package init(_ account: Account, passwordHash: String, createdAt: Instant) {
        self.init(
            id: account.id, staffNo: account.staffNo, name: account.name, role: account.role.rawValue,
            unit: account.unit, passwordHash: passwordHash, profile: Array(account.fields.utf8),
            createdAt: createdAt)
    }
}
