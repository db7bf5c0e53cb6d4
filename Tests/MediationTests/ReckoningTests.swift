import Mediation
import Testing

/// How the dates of rules come about, what moves them, and what is noted of them.
@Suite("Case: the reckoning of terms", .timeLimit(.minutes(10))) struct ReckoningTests {
    private static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text: text)) }

    private static func rules(_ table: [CalendarDay]) -> CaseRules {
        CaseRules(deadlines: Deadlines(calendar: WorkCalendar(table)))
    }

    @Test func `sixty days from 3 May end on a Saturday, so on the Monday after it`() throws {
        let start = LocalTime.moment(try Self.day("2022-05-03"), hour: 9)
        let steps = Deadlines(calendar: .weekends).reckon(days: 60, after: start)
        #expect(LocalTime(steps.from.at).day == (try Self.day("2022-05-03")))
        #expect(LocalTime(steps.counted.at).day == (try Self.day("2022-07-02")))
        #expect(steps.counted.kind == .weekend && steps.due.kind == .worked)
        #expect(steps.due.at == LocalTime.end(of: try Self.day("2022-07-04")))
    }

    @Test func `a holiday is named, and a weekend that is worked in exchange ends a term`() throws {
        let deadlines = Deadlines(calendar: .published)
        let tomb = deadlines.reckon(days: 25, after: LocalTime.moment(try Self.day("2026-03-12"), hour: 9))
        #expect(tomb.counted.kind == .holiday && tomb.counted.name == "清明节")
        #expect(tomb.due.at == LocalTime.end(of: try Self.day("2026-04-07")))
        let may = deadlines.reckon(days: 60, after: LocalTime.moment(try Self.day("2026-03-10"), hour: 9))
        #expect(may.counted.kind == .exchanged && may.due == may.counted)
    }

    @Test func `the steps end where the term does, from every day of a year and for every count`() throws {
        let deadlines = Deadlines(calendar: .published)
        let first = try Self.day("2025-12-20")
        for offset in 0..<400 {
            let start = LocalTime.moment(first.adding(days: offset), hour: 15)
            for count in [2, 7, 15, 30, 60] {
                #expect(
                    deadlines.reckon(days: count, after: start).due.at == deadlines.days(count, after: start))
                #expect(
                    deadlines.reckon(workdays: count, after: start).due.at
                        == deadlines.workdays(count, after: start))
            }
            let extended = deadlines.reckon(days: 60, extended: 20, after: start)
            #expect(extended.due.at == deadlines.handling(accepted: start, extension: 20))
        }
    }

    @Test(arguments: CaseStatus.allCases)
    func `each term that a rule made has its steps, and none that a person set`(_ status: CaseStatus) throws {
        let file = try CasePlay.at(status).file
        for (item, steps) in zip(file.course.due, file.reckonings(by: .standard)) {
            let isSet = [DueKind.assignment, .supervision, .item, .letter].contains(item.kind)
            #expect((steps == nil) == isSet, "\(item.kind)")
            if let steps { #expect(steps.due.at == item.at) }
        }
    }

    @Test func `another table moves what is owed still, once, and each move is a line of the case`() throws {
        var play = try CasePlay.at(.graded)
        let handling = try #require(play.file.course.due.first { $0.kind == .handling })
        let notice = try #require(play.file.course.due.first { $0.kind == .notice })
        let last = LocalTime(handling.at).day
        let rules = Self.rules(
            WorkCalendar.publishedTable + [CalendarDay(last, .holiday, name: "临时放假")]
                + [CalendarDay(LocalTime(notice.at).day, .holiday, name: "临时放假")])
        let moves = play.file.termMoves(at: try Cases.march(4), by: rules)
        // What is done stays as it was: the notice was served with the acceptance.
        #expect(notice.doneAt != nil && moves.map(\.change.name) == [.supervision(.termMoved)])
        for event in moves { play.note(event) }
        let moved = try #require(play.file.course.due.first { $0.kind == .handling })
        #expect(moved.at == rules.deadlines.handling(accepted: try Cases.march(3)) && moved.at > handling.at)
        #expect(play.file.timeline.last?.due == .handling)
        #expect(play.file.termMoves(at: try Cases.march(5), by: rules).isEmpty)
        let ends = play.file.reckonings(by: rules).compactMap { $0?.due.at }
        #expect(ends.contains(moved.at))
        #expect(CaseFile(folding: play.journal) == play.file)
    }

    @Test func `a term that draws near is noted once, and marks the desk of whom it waits for`() throws {
        var play = try CasePlay.at(.inHandling)
        let due = try #require(play.file.course.due.first { $0.kind == .assignment }).at
        let deadlines = CaseRules.standard.deadlines
        // 20 March 2026 is a Friday: three workdays before it is the 17th.
        #expect(!deadlines.isNear(due, at: try Cases.march(16)))
        #expect(deadlines.isNear(due, at: try Cases.march(17)) && !deadlines.isNear(due, at: due))
        let now = try Cases.march(17)
        let notes = play.file.termNotes(at: now, by: deadlines)
        #expect(notes.map(\.change.due).contains(.assignment))
        for event in notes { play.note(event) }
        #expect(play.file.termNotes(at: now, by: deadlines).isEmpty)
        #expect(play.file.nearTerm(for: Cases.unit) != nil)
        try play.give(.handling(.report(reason: "办了")), by: Cases.unit, day: 18)
        #expect(play.file.nearTerm(for: Cases.unit)?.kind != .assignment)
    }
}
