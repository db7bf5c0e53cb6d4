/// Which days are worked: weekdays, less the holidays, plus the weekend days worked in exchange (调休).
package struct WorkCalendar: Hashable, Sendable {
    /// Days off that are not weekends.
    package let holidays: Set<CivilDay>
    /// Saturdays and Sundays that are worked.
    package let workdays: Set<CivilDay>

    /// What the table calls a day.
    package let names: [CivilDay: String]

    package init(
        holidays: Set<CivilDay> = [], workdays: Set<CivilDay> = [], names: [CivilDay: String] = [:]
    ) {
        self.holidays = holidays
        self.workdays = workdays
        self.names = names
    }

    /// The calendar of a table.
    package init(_ table: some Sequence<CalendarDay>) {
        var (holidays, workdays, names) = (Set<CivilDay>(), Set<CivilDay>(), [CivilDay: String]())
        for each in table {
            switch each.kind {
            case .holiday: holidays.insert(each.day)
            case .workday: workdays.insert(each.day)
            }
            names[each.day] = each.name
        }
        self.init(holidays: holidays, workdays: workdays, names: names)
    }

    /// Weekends alone, for years whose table is not published.
    package static let weekends = WorkCalendar()

    /// What a bureau goes by that has imported no table.
    package static let published = WorkCalendar(publishedTable)

    /// The table of 2026 (国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04). Other years: weekends.
    package static let publishedTable: [CalendarDay] =
        days(
            .holiday,
            [
                ("元旦", 1, 1...3), ("春节", 2, 15...23), ("清明节", 4, 4...6), ("劳动节", 5, 1...5),
                ("端午节", 6, 19...21), ("中秋节", 9, 25...27), ("国庆节", 10, 1...7),
            ])
        + days(
            .workday,
            [
                ("元旦", 1, 4...4), ("春节", 2, 14...14), ("春节", 2, 28...28), ("劳动节", 5, 9...9),
                ("国庆节", 9, 20...20), ("国庆节", 10, 10...10),
            ])

    private static func days(
        _ kind: CalendarDay.Kind, _ ranges: [(name: String, month: Int, days: ClosedRange<Int>)]
    ) -> [CalendarDay] {
        ranges.flatMap { range in
            range.days.compactMap { day in
                CivilDay(year: 2026, month: range.month, day: day).map {
                    CalendarDay($0, kind, name: range.name)
                }
            }
        }
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
