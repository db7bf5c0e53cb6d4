package import Mediation
internal import Records
package import Storage

/// Accounts as rows and as values.
extension Account {
    /// Throws `newerRecord` for a role or a profile that this program doesn't know, `corrupt` for a profile that is none.
    package init(_ record: AccountRecord) throws(StorageError) {
        do throws(RecordError) {
            let role = try Role(word: record.role)
            let profile = try AccountProfile.parts(of: record.profile)
            self.init(
                id: record.id, bureau: record.bureau, staffNo: record.staffNo, name: record.name, role: role,
                unit: record.unit, formerUnits: profile.formerUnits, rank: profile.rank,
                phone: profile.phone, fields: profile.fields)
        } catch {
            let row = UnreadableRow(
                table: "account", id: record.id.text, column: "role, profile", name: record.staffNo)
            throw StorageError(error, in: row)
        }
    }
}

extension AccountRecord {
    /// A row for a new account; `passwordHash` is scrypt's. Throws `failed` for a profile that can't be encoded.
    package init(_ account: Account, passwordHash: String, createdAt: Instant) throws(StorageError) {
        self.init(
            id: account.id, bureau: account.bureau, staffNo: account.staffNo, name: account.name,
            role: account.role.word, unit: account.unit, passwordHash: passwordHash,
            profile: try Self.profile(of: account), createdAt: createdAt)
    }

    /// The row with what an administrator may change of the account.
    func changed(to account: Account) throws(StorageError) -> AccountRecord {
        var record = self
        record.name = account.name
        record.role = account.role.word
        record.unit = account.unit
        record.profile = try Self.profile(of: account)
        return record
    }

    private static func profile(of account: Account) throws(StorageError) -> [UInt8] {
        do throws(RecordError) {
            return try AccountProfile.encoded(account)
        } catch {
            throw StorageError(error)
        }
    }
}
