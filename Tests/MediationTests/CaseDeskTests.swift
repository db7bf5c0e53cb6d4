import Mediation
import Testing

@Suite("Case: what waits for whom, papers and checks", .timeLimit(.minutes(10))) struct CaseDeskTests {
    private func waiting(_ play: CasePlay, _ account: Account) -> [String] {
        play.file.steps(waitingFor: account).map(\.rawValue)
    }

    @Test func `a case waits for whoever may bring it on, and for nobody else`() throws {
        let assigned = try CasePlay.at(.assigned)
        #expect(waiting(assigned, Cases.unit) == ["receive"])
        for other in [Cases.otherUnit, Cases.leader, Cases.archivist, Cases.inspector] {
            #expect(waiting(assigned, other).isEmpty, "\(other.staffNo)")
        }
        #expect(waiting(try CasePlay.at(.inHandling), Cases.unit) == ["report"])
        #expect(waiting(try CasePlay.at(.closed), Cases.clerk) == ["follow_up"])
        #expect(waiting(try CasePlay.at(.signedOff), Cases.archivist) == ["archive"])
        var one = try CasePlay.at(.accepted)
        try one.give(.handling(.grade(.one, reason: "人数多")))
        #expect(waiting(one, Cases.leader) == ["endorse"] && waiting(one, Cases.officer).isEmpty)
    }

    @Test(arguments: CaseStatus.allCases)
    func `what waits for a post is looked for in every status in which it can wait`(
        _ status: CaseStatus
    ) throws {
        let play = try CasePlay.at(status)
        for account in Cases.everyone where !waiting(play, account).isEmpty && status != .inHandling {
            #expect(CaseFile.statuses(waitingFor: account).contains(status), "\(account.role)")
        }
    }

    @Test func `a unit that was urged owes an answer until it gives one`() throws {
        var play = try CasePlay.at(.inHandling)
        try play.give(.supervision(.supervise(demand: "三日内答复", due: Cases.march(12))), day: 8)
        #expect(waiting(play, Cases.unit) == ["note", "report"])
        #expect(play.file.timesUrged == 1)
        try play.give(.handling(.note("已调取录像")), by: Cases.unit, day: 9)
        #expect(waiting(play, Cases.unit) == ["report"])
        #expect(try play.file.orders.last?.doneAt == Cases.march(9))
    }

    @Test func `papers are numbered by kind, with the unit and what became of them`() throws {
        var play = try CasePlay.at(.assigned)
        try play.give(.handling(.object(reason: "不归我们")), by: Cases.unit, day: 4)
        try play.give(.handling(.return(reason: "同意")), day: 5)
        try play.give(.handling(.assign(Cases.order("东陌派出所", due: Cases.march(20), "到场核实"))), day: 6)
        try play.give(.handling(.receive), by: Cases.otherUnit, day: 7)
        try play.give(.supervision(.supervise(demand: "答复", due: Cases.march(12))), day: 8)
        try play.give(.supervision(.supervise(demand: "再答复", due: Cases.march(14))), day: 9)
        let orders = play.file.orders
        #expect(
            orders.map(\.no) == [
                "青信交〔2026〕0001-1", "青信交〔2026〕0001-2", "青信督〔2026〕0001-1", "青信督〔2026〕0001-2",
            ])
        #expect(orders.map(\.unit) == ["西苑派出所", "东陌派出所", "东陌派出所", "东陌派出所"])
        #expect(orders[0].units.map(\.objection) == ["不归我们"] && orders[0].units[0].receivedAt == nil)
        #expect(try orders[0].doneAt == Cases.march(5))
        #expect(orders[1].units.map(\.receivedBy) == [Cases.otherUnit.name] && orders[1].doneAt == nil)
        #expect(orders[1].items.map(\.text) == ["到场核实"] && orders[1].items[0].result == nil)
        #expect(orders[3].number == 2 && orders[3].text == "再答复")
    }

    @Test func `the checks of rule 1 say what keeps a case from being signed off`() throws {
        func lacking(_ play: CasePlay) throws -> [String] {
            let view = CaseView(play.file, version: 1, for: Cases.officer, at: try Cases.march(20))
            return try #require(view).archive.checks.filter { !$0.isPassed }.map(\.check.rawValue)
        }
        #expect(try lacking(try CasePlay.at(.inHandling)).count == SignOffCheck.allCases.count)
        #expect(try lacking(try CasePlay.at(.closed)) == ["asked", "satisfied", "performed"])
        #expect(try lacking(try CasePlay.at(.followedUp)).isEmpty)
        for (rating, performance, lacks) in [
            (Rating.satisfied, Performance.part, ["performed"]), (.dissatisfied, .whole, ["satisfied"]),
        ] {
            var play = try CasePlay.at(.closed)
            try play.give(
                .followUp(.followUp(rating, .phone, reason: "问过了", performance: performance)),
                by: Cases.clerk, day: 7)
            #expect(try lacking(play) == lacks)
            #expect(try play.refusal(.archive(.signOff), day: 8) == .notSatisfied)
            // Closed again, the petitioner must be asked again.
            try play.give(.handling(.return(reason: "再办")), day: 8)
            #expect(try lacking(play).contains("asked"))
        }
    }
}
