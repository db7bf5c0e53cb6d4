/// Which days are worked: weekdays, less the holidays, plus the weekend days worked in exchange (调休).
package struct WorkCalendar: Hashable, Sendable {
    /// Days off that are not weekends.
    package let holidays: Set<CivilDay>
    /// Saturdays and Sundays that are worked.
    package let workdays: Set<CivilDay>

    package init(holidays: Set<CivilDay> = [], workdays: Set<CivilDay> = []) {
        self.holidays = holidays
        self.workdays = workdays
    }

    /// Weekends alone, for years whose table is not published.
    package static let weekends = WorkCalendar()

    /// The table of 2026 (国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04). Other years: weekends.
    package static let published = WorkCalendar(
        holidays: days([
            (1, 1...3), (2, 15...23), (4, 4...6), (5, 1...5), (6, 19...21), (9, 25...27), (10, 1...7),
        ]),
        workdays: days([
            (1, 4...4), (2, 14...14), (2, 28...28), (5, 9...9), (9, 20...20), (10, 10...10),
        ]))

    private static func days(_ ranges: [(month: Int, days: ClosedRange<Int>)]) -> Set<CivilDay> {
        Set(
            ranges.flatMap { range in
                range.days.compactMap { CivilDay(year: 2026, month: range.month, day: $0) }
            })
    }

    package func isWorkday(_ day: CivilDay) -> Bool {
        workdays.contains(day) || (!day.isWeekend && !holidays.contains(day))
    }

    /// The day itself, or the next one that is worked. A table that names no workday at all ends after a year.
    package func nextWorkday(from day: CivilDay) -> CivilDay {
        var candidate = day
        for _ in 0..<366 where !isWorkday(candidate) { candidate = candidate.adding(days: 1) }
        return candidate
    }

    /// The `count`th workday after `day`, which itself is not counted.
    package func day(_ count: Int, workdaysAfter day: CivilDay) -> CivilDay {
        var candidate = day
        for _ in 0..<count { candidate = nextWorkday(from: candidate.adding(days: 1)) }
        return candidate
    }
}
