import Mediation
import Testing

/// 交办单 with items, of several units, and letters to departments outside.
@Suite("Case: orders of several units", .timeLimit(.minutes(10))) struct JointOrderTests {
    private static let third = Cases.account("L003", .liaison, "治安大队")

    private static func item(_ text: String, _ unit: String, _ day: Int) throws -> Assignment.Item {
        Assignment.Item(text: text, unit: unit, due: try Cases.march(day))
    }

    /// 西苑 leads with two items, 东陌 helps with one.
    private static func joint() throws -> Assignment {
        Assignment(
            unit: "西苑派出所", due: try Cases.march(20),
            items: [
                try item("调取录像", "西苑派出所", 12), try item("核实票据", "东陌派出所", 15),
                try item("约双方谈", "西苑派出所", 20),
            ], requirements: "依法文明")
    }

    private static func assigned() throws -> CasePlay {
        var play = try CasePlay.at(.graded)
        try play.give(.handling(.assign(try joint())))
        return play
    }

    private static func inHandling() throws -> CasePlay {
        var play = try assigned()
        try play.give(.handling(.receive), by: Cases.unit, day: 4)
        try play.give(.handling(.receive), by: Cases.otherUnit, day: 5)
        return play
    }

    private func waiting(_ play: CasePlay, _ account: Account) -> [String] {
        play.file.steps(waitingFor: account).map(\.rawValue)
    }

    @Test func `each unit signs for itself, and the case is handled when all have`() throws {
        var play = try Self.assigned()
        #expect(play.file.assignment?.coUnits == ["东陌派出所"])
        for unit in [Cases.unit, Cases.otherUnit] {
            #expect(Authority.sight(of: play.file, for: unit) == .full)
            #expect(waiting(play, unit) == ["receive"])
        }
        #expect(Authority.sight(of: play.file, for: Self.third) == .none)
        try play.give(.handling(.receive), by: Cases.unit, day: 4)
        #expect(play.file.status == .assigned)
        #expect(try play.refusal(.handling(.receive), by: Cases.unit) == .transitionNotAllowed)
        // Who has signed begins, and doesn't wait for the others.
        #expect(waiting(play, Cases.unit) == ["answer"])
        try play.give(.handling(.progress(item: 1, reason: "到过一次")), by: Cases.unit, day: 4)
        try play.give(.handling(.receive), by: Cases.otherUnit, day: 5)
        #expect(play.file.status == .inHandling)
        let order = try #require(play.file.orders.first)
        #expect(order.units.map(\.unit) == ["西苑派出所", "东陌派出所"])
        #expect(order.units.map(\.receivedBy) == ["L001", "L002"] && order.units.map(\.items) == [2, 1])
        #expect(order.items[0].progress.map(\.text) == ["到过一次"] && order.text == "依法文明")
        #expect(CaseFile(folding: play.journal) == play.file)
    }

    @Test func `nothing is reported while an item lacks its answer, and the refusal names the first`() throws
    {
        var play = try Self.inHandling()
        let report = CaseCommand.handling(.report(reason: "办了"))
        func refused() throws -> Refusal? {
            let now = try Cases.march(8)
            do throws(Refusal) {
                _ = try play.file.decide(report, by: Cases.unit, at: now)
                return nil
            } catch { return error }
        }
        #expect(try refused() == Refusal(.itemUnanswered, field: "items[0]"))
        try play.give(.handling(.answer(item: 1, reason: "录像一段")), by: Cases.unit, day: 6)
        #expect(try refused() == Refusal(.itemUnanswered, field: "items[1]"))
        // An item is its own unit's, and is answered once.
        for (item, account) in [(2, Cases.unit), (1, Cases.unit), (4, Cases.unit), (0, Cases.otherUnit)] {
            let answer = CaseCommand.handling(.answer(item: item, reason: "办了"))
            #expect(try play.refusal(answer, by: account) == .badField, "\(item)")
        }
        try play.give(.handling(.answer(item: 2, reason: "票据六张")), by: Cases.otherUnit, day: 7)
        #expect(waiting(play, Cases.otherUnit).isEmpty)
        #expect(waiting(play, Cases.unit) == ["answer"])
        try play.give(.handling(.answer(item: 3, reason: "谈成了")), by: Cases.unit, day: 8)
        #expect(waiting(play, Cases.unit) == ["report"])
        #expect(try play.refusal(report, by: Cases.otherUnit) == .notPermitted)
        try play.give(report, by: Cases.unit, day: 8)
        #expect(play.file.status == .pendingClose)
        // Everybody who worked on it is a handler, who can't ask the petitioner afterwards.
        #expect(play.file.handling.handlers == [Cases.unit.id, Cases.otherUnit.id])

        // Sent back for one of them, that one is open again.
        try play.give(.handling(.return(reason: "票据没有原件", lacking: [2])), day: 9)
        #expect(play.file.status == .inHandling && waiting(play, Cases.otherUnit) == ["answer"])
        #expect(try refused() == Refusal(.itemUnanswered, field: "items[1]"))
        #expect(CaseFile(folding: play.journal) == play.file)
    }

    @Test func `an order for one thing is answered by its report`() throws {
        let play = try CasePlay.at(.inHandling)
        #expect(waiting(play, Cases.unit) == ["report"])
        let answer = CaseCommand.handling(.answer(item: 1, reason: "办了"))
        #expect(try play.refusal(answer, by: Cases.unit) == .transitionNotAllowed)
        var reported = try CasePlay.at(.pendingClose)
        #expect(reported.file.orders.first?.items.first?.result?.text == "已协商一致")
        try reported.give(.handling(.return(reason: "没有书面材料")), day: 6)
        #expect(reported.file.orders.first?.items.first?.result == nil)
    }

    @Test func `a helping unit objects like the responsible one, and the order is taken back as a whole`()
        throws
    {
        var play = try Self.assigned()
        try play.give(.handling(.receive), by: Cases.unit, day: 4)
        #expect(try play.refusal(.handling(.object(reason: "不归我们")), by: Cases.unit) == .transitionNotAllowed)
        try play.give(.handling(.object(reason: "不归我们")), by: Cases.otherUnit, day: 4)
        #expect(play.file.orders.first?.units.map(\.objection) == [nil, "不归我们"])
        try play.give(.handling(.return(reason: "同意")), day: 5)
        #expect(play.file.status == .graded)
        #expect(Authority.sight(of: play.file, for: Cases.otherUnit) == .none)
        #expect(play.file.course.due.allSatisfy { $0.kind != .item || $0.doneAt != nil })
    }

    @Test func `an item owes a term of its own where it ends before the order's, until it is answered`()
        throws
    {
        var play = try Self.inHandling()
        let items = play.file.course.due.filter { $0.kind == .item }
        #expect(items.map(\.number) == [1, 2] && items.map(\.unit) == ["西苑派出所", "东陌派出所"])
        try play.give(.handling(.answer(item: 2, reason: "票据六张")), by: Cases.otherUnit, day: 7)
        #expect(play.file.course.due.filter { $0.kind == .item }.map { $0.doneAt == nil } == [true, false])
        // Rule 13: what one unit didn't do in time stands once on the supervisor's list.
        let missed = CaseFile.missedDeadlines(of: [play.file], at: try Cases.march(13))
        #expect(missed.map(\.kind) == [.item])
    }

    @Test func `a unit of the order is urged by name, and its own answer meets the term`() throws {
        var play = try Self.inHandling()
        let urge = { (unit: String?) in
            CaseCommand.supervision(
                .supervise(demand: "请答复", due: try Cases.march(12), unit: unit))
        }
        #expect(try play.refusal(urge("治安大队")) == .badField)
        try play.give(urge("东陌派出所"), day: 8)
        try play.give(.handling(.note("我们的办好了")), by: Cases.unit, day: 8)
        #expect(play.file.orders.last?.doneAt == nil && play.file.orders.last?.unit == "东陌派出所")
        #expect(waiting(play, Cases.otherUnit) == ["note", "answer"])
        try play.give(.handling(.note("明天报")), by: Cases.otherUnit, day: 9)
        #expect(try play.file.orders.last?.doneAt == Cases.march(9))
        #expect(play.file.orders.last?.answer?.text == "明天报")
        try play.give(urge(nil), day: 10)
        #expect(play.file.orders.last?.unit == "西苑派出所")
    }

    @Test func `a letter goes out numbered, and its answer is put on file once`() throws {
        var play = try Self.inHandling()
        try play.give(
            .handling(.sendLetter(to: "区城管局", due: Cases.march(18), reason: "占道的处理请告知")), day: 6)
        let letter = try #require(play.file.orders.last)
        #expect(letter.no == "青信函〔2026〕0001-1" && letter.unit == "区城管局" && letter.answer == nil)
        #expect(play.file.course.due.contains { $0.kind == .letter && $0.number == 1 && $0.doneAt == nil })
        let reply = CaseCommand.handling(.fileReply(letter: 1, reason: "已责令整改"))
        #expect(try play.refusal(reply, by: Cases.unit) == .notPermitted)
        #expect(try play.refusal(.handling(.fileReply(letter: 2, reason: "已责令整改"))) == .badField)
        try play.give(reply, day: 9)
        #expect(play.file.orders.last?.answer?.text == "已责令整改")
        #expect(play.file.course.due.contains { $0.kind == .letter && $0.doneAt != nil })
        #expect(try play.refusal(reply) == .transitionNotAllowed)
        #expect(CaseFile(folding: play.journal) == play.file)
    }

    @Test func `an order has items with words, a unit and a date within its own`() throws {
        let play = try CasePlay.at(.graded)
        func refusal(_ order: Assignment) throws -> Refusal? {
            let now = try Cases.march(3)
            do throws(Refusal) {
                _ = try play.file.decide(.handling(.assign(order)), by: Cases.officer, at: now)
                return nil
            } catch { return error }
        }
        func order(_ items: [Assignment.Item], unit: String = "西苑派出所") throws -> Assignment {
            Assignment(unit: unit, due: try Cases.march(20), items: items)
        }
        let good = try Self.item("调取录像", "西苑派出所", 20)
        for (items, expected) in [
            ([], Refusal(.missingField, field: "items")),
            (Array(repeating: good, count: 21), Refusal(.tooLarge, field: "items")),
            ([good, try Self.item(" ", "西苑派出所", 12)], Refusal(.missingField, field: "items[1].text")),
            ([try Self.item("查", "", 12)], Refusal(.missingField, field: "items[0].unit")),
            ([good, try Self.item("查", "西苑派出所", 21)], Refusal(.badField, field: "items[1].due")),
            ([try Self.item("查", "西苑派出所", 2)], Refusal(.badField, field: "items[0].due")),
        ] {
            #expect(try refusal(try order(items)) == expected)
        }
        #expect(try refusal(try order(Array(repeating: good, count: 20))) == nil)
        #expect(try refusal(try order([good], unit: "")) == Refusal(.missingField, field: "unit"))
    }

    @Test func `a helping unit that is renamed keeps what it was given by its former name`() throws {
        var play = try Self.inHandling()
        let before = Cases.otherUnit
        let renamed = Account(
            id: before.id, staffNo: before.staffNo, name: before.name, role: before.role, unit: "东陌路派出所",
            formerUnits: [before.unit])
        #expect(Authority.sight(of: play.file, for: renamed) == .full)
        #expect(waiting(play, renamed) == ["answer"])
        try play.give(.handling(.answer(item: 2, reason: "票据六张")), by: renamed, day: 7)
        #expect(play.file.orders.first?.units.last?.answered == 1)
    }

    @Test("Rule 9: no item of an accusation and no letter about it goes to the accused unit")
    func rule9() throws {
        var play = try CasePlay(.accusation)
        try play.give(.registration(.accept(reason: "受理")))
        try play.give(.handling(.grade(.three, reason: "定级")))
        let order = Assignment(
            unit: "西苑派出所", due: try Cases.march(20),
            items: [
                try Self.item("查", "西苑派出所", 20), try Self.item("说明", "北桥派出所", 20),
            ])
        #expect(try play.refusal(.handling(.assign(order))) == .accusationCase)
        let letter = CaseCommand.handling(
            .sendLetter(to: "北桥派出所", due: try Cases.march(20), reason: "请说明"))
        #expect(try play.refusal(letter) == .accusationCase)
    }

    @Test("Rule 10: of a helping unit too, who declared an interest has no part in it")
    func rule10() throws {
        var play = try Self.assigned()
        try play.give(.supervision(.declareInterest(reason: "亲属")), by: Cases.otherUnit)
        #expect(try play.refusal(.handling(.receive), by: Cases.otherUnit) == .conflictOfInterest)
    }
}
