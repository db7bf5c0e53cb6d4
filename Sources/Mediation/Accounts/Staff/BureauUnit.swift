/// A unit of a bureau (单位), whose people work on cases. Cases, accounts and orders name it by its name.
package struct BureauUnit: Hashable, Sendable {
    package let id: UnitID
    package let bureau: BureauID
    /// 1 to `longestName` characters; no other unit of the bureau has it, or had it.
    package var name: String
    package var kind: Kind
    /// Names that it had before, the oldest first.
    package var formerly: [String]
    /// When it was closed: from then on nobody new belongs to it.
    package var closedAt: Instant?

    package static let longestName = 200

    package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// 派出所.
        case station
        /// 大队.
        case brigade
        /// 法制.
        case legalSection = "legal_section"
        /// 机关科室: it leads, and works on no case of its own.
        case office
    }

    package init(
        id: UnitID, bureau: BureauID, name: String, kind: Kind, formerly: [String] = [],
        closedAt: Instant? = nil
    ) {
        self.id = id
        self.bureau = bureau
        self.name = name
        self.kind = kind
        self.formerly = formerly
        self.closedAt = closedAt
    }

    /// Whether this is its name, or was: however wide and in which case it was typed.
    package func isCalled(_ name: String) -> Bool {
        let spelled = Self.spelled(name)
        return Self.spelled(self.name) == spelled || formerly.contains { Self.spelled($0) == spelled }
    }

    /// What two spellings of one name have in common.
    static func spelled(_ name: String) -> String { Typed.halfWidth(name).lowercased() }
}
