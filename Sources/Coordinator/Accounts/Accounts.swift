package import Mediation
internal import Records
package import Storage

/// Accounts as rows and as values.
extension Account {
    /// Throws `newerRecord` for a role or a profile that this program doesn't know, `corrupt` for a profile that is none.
    package init(_ record: AccountRecord) throws(StorageError) {
        do throws(RecordError) {
            let role = try Role(word: record.role)
            let fields = try AccountProfile.fields(of: record.profile)
            self.init(
                id: record.id, bureau: record.bureau, staffNo: record.staffNo, name: record.name, role: role,
                unit: record.unit, fields: fields)
        } catch {
            let row = UnreadableRow(
                table: "account", id: record.id.text, column: "role, profile", name: record.staffNo)
            throw StorageError(error, in: row)
        }
    }
}

extension AccountRecord {
    /// A row for a new account; `passwordHash` is scrypt's.
    package init(_ account: Account, passwordHash: String, createdAt: Instant) {
        self.init(
            id: account.id, bureau: account.bureau, staffNo: account.staffNo, name: account.name,
            role: account.role.word, unit: account.unit, passwordHash: passwordHash,
            profile: AccountProfile.encoded(fields: account.fields), createdAt: createdAt)
    }
}
