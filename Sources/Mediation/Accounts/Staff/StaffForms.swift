/// What is typed of a person, by a page, a command or a line of a file: one check for all of them.
package struct PersonForm: Hashable, Sendable {
    package let name: String
    package let role: Role
    package let unit: String
    package let rank: String
    package let phone: String
    package let fields: String

    package static let longestName = RoomLimits.nameLength
    package static let longestRank = 40
    package static let longestFields = 200

    /// Refusals, each with the field: `missing_field`, `bad_field` for what is no line or no telephone number, `too_large`.
    package init(
        name: String, role: Role, unit: String, rank: String = "", phone: String = "", fields: String = ""
    ) throws(Refusal) {
        self.name = try StaffText.line(name, "name", atMost: Self.longestName)
        self.role = role
        self.unit = try StaffText.line(unit, "unit", atMost: BureauUnit.longestName)
        self.rank = try StaffText.line(rank, "rank", atMost: Self.longestRank, mayBeEmpty: true)
        self.phone = try StaffText.phone(phone)
        self.fields = try StaffText.line(fields, "fields", atMost: Self.longestFields, mayBeEmpty: true)
    }
}

/// What is typed of a unit.
package struct UnitForm: Hashable, Sendable {
    package let name: String
    package let kind: BureauUnit.Kind

    /// Refusals, with the field: `missing_field`, `bad_field`, `too_large`.
    package init(name: String, kind: BureauUnit.Kind) throws(Refusal) {
        self.name = try StaffText.line(name, "name", atMost: BureauUnit.longestName)
        self.kind = kind
    }
}

/// A new password as it is kept: never the password itself.
package struct NewPassword: Hashable, Sendable {
    /// scrypt's string; empty: nobody signs in until one is set.
    package let hash: String
    /// SHA-256 of it; empty with it.
    package let digest: [UInt8]

    package init(hash: String, digest: [UInt8]) {
        self.hash = hash
        self.digest = digest
    }

    /// Of somebody who gets one later.
    package static let none = NewPassword(hash: "", digest: [])
}

/// What is typed of people and units, lawyers among them.
enum StaffText {
    static func line(
        _ typed: String, _ field: String, atMost limit: Int, mayBeEmpty: Bool = false
    ) throws(Refusal) -> String {
        guard !WrittenText.isRefused(typed, as: .line) else { throw Refusal(.badField, field: field) }
        let text = WrittenText.clean(typed, as: .line)
        guard !WrittenText.isBlank(text) else {
            guard mayBeEmpty else { throw Refusal(.missingField, field: field) }
            return ""
        }
        guard text.unicodeScalars.count <= limit else { throw Refusal(.tooLarge, field: field) }
        return text
    }

    static func phone(_ typed: String) throws(Refusal) -> String {
        let text = try line(typed, "phone", atMost: Telephone.lengths.upperBound, mayBeEmpty: true)
        guard !text.isEmpty else { return "" }
        guard let phone = Telephone(typed: text) else { throw Refusal(.badField, field: "phone") }
        return phone.text
    }
}
