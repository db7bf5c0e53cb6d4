/// The profile of an account: what petitioners may read of an officer. Version 1 is that text itself, the fields of
/// work, in UTF-8; a later version begins with a byte 0, which no text of a person holds (Mediation, `WrittenText`).
package enum AccountProfile {
    /// The profile to store.
    package static func encoded(fields: String) -> [UInt8] { Array(fields.utf8) }

    /// The fields of work; empty when none are published. Throws `newer` and `damaged`.
    package static func fields(of profile: [UInt8]) throws(RecordError) -> String {
        guard profile.first != 0 else {
            throw .newer("the profile of an account in a later version; this program knows 1")
        }
        guard let text = String(validating: profile, as: UTF8.self) else {
            throw .damaged("the profile of an account is no text")
        }
        return text
    }
}
