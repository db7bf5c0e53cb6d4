package import Mediation

/// What an account's row holds beside its columns, as one piece of bytes. Version 1 is the fields of work alone, in UTF-8, and
/// is written still where there is no more to say. A later one begins with a byte 0, which no text of a person holds
/// (Mediation, `WrittenText`), and goes on with a record.
package enum AccountProfile {
    /// The profile to store. Throws `unencodable`.
    package static func encoded(_ account: Account) throws(RecordError) -> [UInt8] {
        guard !account.rank.isEmpty || !account.phone.isEmpty || !account.formerUnits.isEmpty else {
            return Array(account.fields.utf8)
        }
        return [0] + (try AccountProfileRecord(account).encoded())
    }

    /// What a stored profile says.
    package struct Parts: Hashable, Sendable {
        package var fields = ""
        package var rank = ""
        package var phone = ""
        package var formerUnits: [String] = []
    }

    /// Throws `newer` and `damaged`.
    package static func parts(of profile: [UInt8]) throws(RecordError) -> Parts {
        guard profile.first != 0 else {
            let record = try AccountProfileRecord(encoded: Array(profile.dropFirst()))
            return Parts(
                fields: record.fields, rank: record.rank, phone: record.phone, formerUnits: record.formerUnits
            )
        }
        guard let text = String(validating: profile, as: UTF8.self) else {
            throw .damaged("the profile of an account is no text")
        }
        return Parts(fields: text)
    }
}

struct AccountProfileRecord: StoredRecord, Hashable {
    let fields: String
    let rank: String
    let phone: String
    let formerUnits: [String]

    static let title = "the profile of an account"
    /// Version 1 was no record.
    static let upcasts: [Upcast] = [{ _ in }]

    init(_ account: Account) {
        fields = account.fields
        rank = account.rank
        phone = account.phone
        formerUnits = account.formerUnits
    }
}
