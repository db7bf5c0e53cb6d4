import Mediation
import Testing

@Suite(.timeLimit(.minutes(10))) struct StatisticsTests {
    @Test(arguments: [
        (71, 72, 986), (72, 72, 1000), (0, 72, 0), (1, 3, 333), (2, 3, 667), (1, 16, 63), (3, 16, 188),
        (1, 2000, 1),
        (1, 2001, 0), (150, 100, 1500),
    ])
    func `A share has one decimal, and half is rounded up`(top: Int, base: Int, tenths: Int) {
        #expect(Percent.tenths(top, of: base) == tenths)
    }

    @Test(arguments: [(92, 112, -179), (30, 50, -400), (3, 9, -667), (9, 3, 2000), (15, 16, -63), (4, 4, 0)])
    func `A change is rounded by its size`(now: Int, before: Int, tenths: Int) {
        #expect(Percent.change(now, from: before) == tenths)
    }

    @Test func `There is no share of nothing`() {
        #expect(Percent.tenths(0, of: 0) == nil && Percent.change(5, from: 0) == nil)
    }

    @Test func `A month is spelled in one way, and knows its year, its ends and its neighbours`() throws {
        let month = try #require(CivilMonth(text: "2026-02"))
        #expect(month.text == "2026-02" && month.year == 2026 && month.number == 2)
        #expect(month.adding(months: -2).text == "2025-12" && month.january.text == "2026-01")
        #expect(month.end.since(month.start) == Span(milliseconds: 28 * 24 * 3600 * 1000 - 1))
        #expect(CivilMonth(month.start) == month && CivilMonth(month.end) == month)
        #expect(CivilMonth(month.end.adding(.seconds(1))).text == "2026-03")
        for text in ["2026-2", "2026-13", "2026-00", "26-02", "2026-02-01", "2026/02", "", "0000-01"] {
            #expect(CivilMonth(text: text) == nil, "\(text)")
        }
        #expect(MonthSpan.yearBefore.months(of: month).upperBound.text == "2025-02")
        #expect(MonthSpan.year.months(of: month).lowerBound.text == "2026-01")
    }

    private func rows(_ play: CasePlay) -> [String: TallySet] {
        Dictionary(uniqueKeysWithValues: play.file.monthRows.map { ($0.month.text, $0.facts) })
    }

    @Test func `A case counts where something of it happened, and a year counts it once`() throws {
        let play = try CasePlay.at(.signedOff)
        let rows = play.file.monthRows
        #expect(rows.map(\.month.text) == ["2026-03", "2026-05"])
        let (march, may) = (rows[0], rows[1])
        #expect(
            march.facts.isSuperset(
                of: TallySet(
                    .received, .counted, .lettersAndVisits, .appealRequest, .closed, .closedRated,
                    .closedFollowedUp, .closedSignedOff, .rated, .satisfied, .first, .firstResolved,
                    .noticeDue, .noticeInTime)))
        #expect(march.again.isEmpty && march.unit == "西苑派出所" && march.number(of: .lettersAndVisits) == 1)
        // The term of handling ends in May: what it counts as there the year has already.
        #expect(may.facts == TallySet(.handlingDue, .handlingInTime, .first, .firstResolved))
        #expect(may.again == TallySet(.first, .firstResolved))
    }

    @Test func `What is turned away is received and nothing else`() throws {
        for status in [CaseStatus.declined, .forwarded, .redirected] {
            let facts = rows(try CasePlay.at(status))
            #expect(facts == ["2026-03": TallySet(.received, .lettersAndVisits, .appealRequest)], "\(status)")
        }
    }

    @Test func `Rule 7: another petition about a pending matter is no new one and no first one`() throws {
        var play = try CasePlay()
        try play.give(.registration(.linkToPending(CaseID("c-9"))))
        try play.give(.registration(.accept(reason: "属本局职责")))
        let row = try #require(play.file.monthRows.first)
        #expect(row.facts.has(.received) && !row.facts.has(.counted) && row.prior == CaseID("c-9"))
        #expect(!play.file.monthRows.contains { $0.facts.has(.first) })
    }

    @Test func `A term counts once it is over, and in time when it was met`() throws {
        var play = try CasePlay()
        #expect(!play.file.monthRows.contains { $0.facts.has(.noticeDue) })
        for event in play.file.termNotes(
            at: try Cases.march(40), by: CaseRules.standard.deadlines)
        { play.note(event) }
        let march = try #require(rows(play)["2026-03"])
        #expect(march.has(.noticeDue) && !march.has(.noticeInTime))
    }

    @Test func `A case that was sent back is closed no more, until it is closed again`() throws {
        var play = try CasePlay()
        try play.walk(to: .followedUp, rating: .dissatisfied)
        #expect(rows(play)["2026-03"]?.has(.closed) == true)
        #expect(rows(play)["2026-03"]?.has(.firstResolved) == false)
        try play.give(.handling(.return(reason: "还差一份材料")), day: 9)
        let back = try #require(rows(play)["2026-03"])
        #expect(!back.has(.closed) && back.has(.returned) && back.has(.rated) && !back.has(.satisfied))
    }

    @Test func `Rule 8: a sheet of a bypass is of a visit alone, and stands once`() throws {
        var play = try CasePlay()
        try play.give(.archive(.fileSheet(.bypassVisit, note: "到市局走访后转回")))
        #expect(rows(play)["2026-03"]?.has(.bypass) == true)
        #expect(try play.refusal(.archive(.fileSheet(.bypassVisit, note: "又记一次"))) == .transitionNotAllowed)
        let letter = try CasePlay(Cases.registration(channel: .letter))
        #expect(try letter.refusal(.archive(.fileSheet(.bypassVisit, note: "来信"))) == .badField)
    }

    @Test func `Consultations count each, discussions each case, joint work what is closed`() throws {
        var play = try CasePlay()
        for day in [3, 4] {
            try play.give(.archive(.fileSheet(.lawyerConsultation, note: "问赔偿标准")), day: day)
            try play.give(.archive(.fileSheet(.lawyerDiscussion, note: "会商")), day: day)
        }
        try play.give(.archive(.fileSheet(.jointHandling, note: "两个单位到场")))
        let row = try #require(play.file.monthRows.first)
        #expect(row.number(of: .consulted) == 2 && row.facts.has(.discussed) && !row.facts.has(.joint))
        try play.walk(to: .closed)
        #expect(rows(play)["2026-03"]?.has(.joint) == true)
    }

    @Test func `Every set of tallies is a number that a store keeps, and comes back`() {
        #expect(Set(Tally.allCases.map(\.rawValue)).count == Tally.allCases.count)
        #expect(Tally.allCases.allSatisfy { (0..<53).contains($0.rawValue) })
        for tally in Tally.allCases { #expect(TallySet(tally).members == [tally]) }
    }
}
