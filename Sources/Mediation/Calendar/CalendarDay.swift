/// A day of the office that is not what its weekday says: one line of the holiday table (国务院办公厅的放假安排, with 调休).
package struct CalendarDay: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Off, whatever its weekday.
        case holiday
        /// A Saturday or Sunday that is worked in exchange.
        case workday
    }

    package let day: CivilDay
    package let kind: Kind
    /// Which holiday it belongs to.
    package let name: String

    package static let longestName = 40

    package init(_ day: CivilDay, _ kind: Kind, name: String) {
        self.day = day
        self.kind = kind
        self.name = name
    }
}
