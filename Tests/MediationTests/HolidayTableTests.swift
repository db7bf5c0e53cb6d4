import Mediation
import Testing

@Suite("Calendar: the holiday table", .timeLimit(.minutes(10))) struct HolidayTableTests {
    @Test func `a table is read with its headings, its empty lines and any line end`() throws {
        let table = HolidayTable(
            reading: "\u{FEFF}date,kind,name\r\n2027-01-01,holiday,元旦\r\n\r\n2027-01-02, workday , 元旦\n")
        #expect(table.findings.isEmpty && table.years == [2027])
        let first = try #require(CivilDay(text: "2027-01-01"))
        #expect(table.days.first == CalendarDay(first, .holiday, name: "元旦"))
        #expect(table.days.map(\.kind) == [.holiday, .workday])
    }

    @Test func `every fault is told by its line, and more than one of a line`() {
        let table = HolidayTable(
            reading: """
                2027-01-01,holiday,元旦
                2027-02-30,off,
                2027-01-01,holiday,元旦
                2027-01-04,workday,元旦
                2027-01-05,holiday
                2027-01-06,holiday,\(String(repeating: "长", count: 41))
                """)
        #expect(
            table.findings.map { "\($0.line) \($0.fault)" } == [
                "2 date(\"2027-02-30\")", "2 kind(\"off\")", "2 nameless", "3 twice(line: 1)", "4 worked",
                "5 fields(2)", "6 name",
            ])
    }

    @Test func `a table replaces the years that it speaks of, and leaves the others`() throws {
        let table = HolidayTable(reading: "2026-10-01,holiday,国庆节")
        let joined = table.joined(
            to: WorkCalendar.publishedTable
                + [CalendarDay(try #require(CivilDay(text: "2025-01-01")), .holiday, name: "元旦")])
        #expect(joined.map(\.day.text) == ["2025-01-01", "2026-10-01"])
        // Every day of a table is the day that it was read as.
        #expect(CivilDay(text: CivilDay(serial: 20_000).text) == CivilDay(serial: 20_000))
    }
}
