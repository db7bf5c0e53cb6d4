import Mediation
import Testing

@Suite("Deadlines", .timeLimit(.minutes(10))) struct DeadlinesTests {
    private let terms = Deadlines(calendar: .published)

    private func moment(_ date: String, hour: Int = 10) throws -> Instant {
        LocalTime.moment(try #require(CivilDay(text: date)), hour: hour)
    }

    private func end(_ date: String) throws -> Instant {
        LocalTime.end(of: try #require(CivilDay(text: date)))
    }

    @Test("Days are counted back and forth without a slip for 400 years")
    func civilDays() throws {
        let first = try #require(CivilDay(text: "1900-01-01")).serial
        let last = try #require(CivilDay(text: "2300-01-01")).serial
        var expected = first
        for year in 1900..<2300 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let civil = CivilDay(year: year, month: month, day: day) else { continue }
                    #expect(civil.serial == expected)
                    #expect(civil.date == (year, month, day))
                    expected += 1
                }
            }
        }
        #expect(expected == last)
        #expect(CivilDay(text: "1970-01-01")?.serial == 0)
    }

    @Test(
        "What is no date is none",
        arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026/01/01", "", "20260101aa"])
    func noDates(_ text: String) { #expect(CivilDay(text: text) == nil) }

    @Test("A moment before 08:00 Shanghai is of that day and not of the day before in UTC")
    func zone() throws {
        // 2026-03-11T16:30:00Z is 2026-03-12 00:30 in Shanghai.
        let moment = Instant(milliseconds: 1_773_246_600_000)
        #expect(LocalTime(moment).dayAndMinute == "2026年3月12日 00:30")
        #expect(LocalTime(Instant(milliseconds: -1)).dayAndMinute == "1970年1月1日 07:59")
    }

    @Test("The first day isn't counted, and the last lasts until its last second")
    func dayZero() throws {
        #expect(terms.notice(received: try moment("2026-03-02", hour: 0)) == (try end("2026-03-17")))
        #expect(terms.notice(received: try moment("2026-03-02", hour: 23)) == (try end("2026-03-17")))
        let item = DueItem(kind: .notice, at: try end("2026-03-17"))
        #expect(!item.isMissed(at: try end("2026-03-17")))
        #expect(item.isMissed(at: try moment("2026-03-18", hour: 0)))
    }

    @Test("A last day on a weekend or a holiday rolls to the next day that is worked")
    func rolling() throws {
        #expect(terms.days(2, after: try moment("2026-03-12")) == (try end("2026-03-16")))
        #expect(terms.days(1, after: try moment("2026-02-14")) == (try end("2026-02-24")))
        #expect(terms.handling(accepted: try moment("2026-02-23")) == (try end("2026-04-24")))
        // 2026-02-28 is a Saturday worked in exchange.
        #expect(terms.days(2, after: try moment("2026-02-26")) == (try end("2026-02-28")))
    }

    @Test("Workdays leave out holidays and count the days worked in exchange")
    func workdays() throws {
        #expect(terms.workdays(3, after: try moment("2026-02-12")) == (try end("2026-02-24")))
        #expect(terms.workdays(5, after: try moment("2026-03-02")) == (try end("2026-03-09")))
        #expect(terms.firstMediation(from: try moment("2026-09-30")) == (try end("2026-10-10")))
        #expect(terms.secondMediation(afterFirst: try moment("2026-03-02")) == (try end("2026-03-11")))
    }

    @Test("A public-order case is prolonged twice at most and leaves out appraisal days")
    func publicOrder() throws {
        let filed = try moment("2026-03-02")
        #expect(terms.publicOrderCase(filed: filed) == (try end("2026-04-01")))
        #expect(
            terms.publicOrderCase(filed: filed, prolongations: 5)
                == terms.publicOrderCase(filed: filed, prolongations: 2))
        #expect(terms.publicOrderCase(filed: filed, excludedDays: 1) == (try end("2026-04-02")))
    }

    @Test("A calendar without any workday still answers")
    func noWorkday() throws {
        let start = try #require(CivilDay(text: "2026-01-01"))
        let holidays = Set((0...800).map { start.adding(days: $0) })
        _ = WorkCalendar(holidays: holidays).nextWorkday(from: start)
    }
}
