import Mediation

/// Two years of months for the month's page: small cases, each told in a few steps, so that January to `month` gives the figures of
/// docs/rules.md ("Figures"): 100 %, 98.6 %, −17.9 %, −40 %, −66.7 %, 46, 19 and 12.
struct DemoMonths {
    /// The month of those figures: the last one that ended before the other invented cases began.
    let month: CivilMonth
    private(set) var cases: [DemoCase] = []
    private let clock: DemoClock
    /// The next running number, by year.
    private var numbers: [Int: Int]

    /// How a case went.
    private enum Story {
        /// Closed and asked about.
        case rated(Rating)
        /// Sent back once, then closed for good.
        case rework
        case closed
        case redirected
    }

    private struct Plan {
        var channel: Channel
        var kind: VisitKind = .first
        var story: Story
        var prior: CaseID?
        var isBypass = false
    }

    private static let units: [Account] = [
        DemoPeople.westGarden, DemoPeople.eastPath, DemoPeople.northBridge, DemoPeople.southField,
        DemoPeople.publicOrder, DemoPeople.criminal, DemoPeople.traffic, DemoPeople.households,
    ]
    private static let officers: [Account] = [
        DemoPeople.luWangchuan, DemoPeople.shenQingyan, DemoPeople.jiangYubai, DemoPeople.guNanxing,
        DemoPeople.fangRuoshui, DemoPeople.songTinglan, DemoPeople.qinZhaoye,
    ]
    private static let matters = [
        "户籍材料一次没说全", "接警后没有回电", "夜间噪声处置记录不全", "停车纠纷调解后又起争执", "邻里漏水赔偿", "办证窗口等候太久",
        "丢失物品没有下文", "商铺外摆占道",
    ]
    private static let families = ["白", "石", "柳", "江", "云", "梅", "竹", "兰", "舟", "溪", "禾"]

    /// - Parameter others: the invented cases beside which these stand: what they count as in the same months is left for them.
    init(_ clock: DemoClock, beside others: [DemoCase]) throws(Refusal) {
        self.clock = clock
        month = CivilMonth(clock.now.adding(.days(-60))).adding(months: -1)
        numbers = [clock.year: 200]
        let span = month.january...month
        func have(_ tally: Tally) -> Int {
            others.count { other in
                other.file.monthRows.contains { span.contains($0.month) && $0.facts.has(tally) }
            }
        }
        try lastYear()
        try thisYear(
            hotline: 92 - have(.hotline), papers: 30 - have(.lettersAndVisits), first: 72 - have(.first),
            satisfied: 66 - have(.satisfied))
        try restOfLastYear()
    }

    /// January to the month: of 77 closed ones 72 are first, and 72 were asked about.
    private mutating func thisYear(hotline: Int, papers: Int, first: Int, satisfied: Int) throws(Refusal) {
        var stories: [(Story, VisitKind)] = []
        for index in 0..<max(0, satisfied) {
            stories.append((index < 2 ? .rework : .rated(.satisfied), .first))
        }
        for _ in 0..<5 { stories.append((.rated(.fairlySatisfied), .first)) }
        while stories.count < first { stories.append((.closed, .first)) }
        for _ in 0..<4 { stories.append((.closed, .repeat)) }
        stories.append((.rated(.dissatisfied), .repeat))
        while stories.count < hotline + papers { stories.append((.redirected, .first)) }
        var plans: [Plan] = []
        // Letters and visits are spread among the others.
        var (left, bypasses) = (papers, 3)
        for (index, (story, kind)) in stories.enumerated() {
            let isPaper = left > 0 && (index.isMultiple(of: 4) || stories.count - index <= left)
            if isPaper { left -= 1 }
            var plan = Plan(
                channel: isPaper ? (left.isMultiple(of: 3) ? .letter : .visit) : .hotline, kind: kind,
                story: story)
            if plan.channel == .visit, bypasses > 0 {
                plan.isBypass = true
                bypasses -= 1
            }
            plans.append(plan)
        }
        let made = try spread(plans, over: month.january, count: month.number, sheets: true)
        // Two of the closed ones are come back to, by cases that are turned away after them.
        let closed = made.filter {
            if case .closed = $0.plan.story { $0.plan.kind == .repeat } else { false }
        }
        for (index, each) in closed.prefix(2).enumerated() {
            let later = CivilMonth(each.made.file.updatedAt).adding(months: 1)
            guard later <= month.adding(months: 1) else { continue }
            let plan = Plan(channel: .phone, kind: .repeat, story: .redirected, prior: each.made.id)
            try make(plan, day: 5 + index, of: later, place: index, sheets: [])
        }
    }

    /// The same months of the year before.
    private mutating func lastYear() throws(Refusal) {
        let plans = (0..<162).map { index in
            var plan = Plan(
                channel: index >= 112 ? (index.isMultiple(of: 3) ? .letter : .visit) : .hotline,
                story: .redirected)
            if index.isMultiple(of: 2) { plan.story = .rated(index % 9 == 0 ? .dissatisfied : .satisfied) }
            return plan
        }
        var bypasses = 9
        let marked = plans.map { plan in
            var plan = plan
            if plan.channel == .visit, bypasses > 0 {
                plan.isBypass = true
                bypasses -= 1
            }
            return plan
        }
        try spread(marked, over: month.january.adding(months: -12), count: month.number, sheets: false)
    }

    /// The months between, so that the lines of two years have no gap. None of them is a first one, whose term might end later.
    private mutating func restOfLastYear() throws(Refusal) {
        guard month.number < 12 else { return }
        let count = 12 - month.number
        let plans = (0..<count * 7).map { index in
            Plan(
                channel: index % 7 < 4 ? .hotline : .visit, kind: .repeat,
                story: index.isMultiple(of: 2) ? .rated(.satisfied) : .redirected)
        }
        try spread(plans, over: month.adding(months: -11), count: count, sheets: false)
    }

    // MARK: Making

    @discardableResult
    private mutating func spread(
        _ plans: [Plan], over first: CivilMonth, count: Int, sheets: Bool
    ) throws(Refusal) -> [(plan: Plan, made: DemoCase)] {
        var made: [(plan: Plan, made: DemoCase)] = []
        var (consulted, discussed, joint) = (sheets ? 46 : 0, sheets ? 19 : 0, sheets ? 12 : 0)
        for (index, plan) in plans.enumerated() {
            var filed: [FiledSheet] = plan.isBypass ? [.bypassVisit] : []
            if case .redirected = plan.story {
            } else {
                for _ in 0..<min(consulted, 2) { filed.append(.lawyerConsultation) }
                consulted -= min(consulted, 2)
                if discussed > 0 { filed.append(.lawyerDiscussion) }
                discussed -= 1
                if joint > 0 { filed.append(.jointHandling) }
                joint -= 1
            }
            let month = first.adding(months: (index * 11 + index / count) % count)
            made.append(
                (plan, try make(plan, day: 2 + index * 5 % 10, of: month, place: index, sheets: filed)))
        }
        return made
    }

    @discardableResult
    private mutating func make(
        _ plan: Plan, day: Int, of month: CivilMonth, place: Int, sheets: [FiledSheet]
    ) throws(Refusal) -> DemoCase {
        let number = (numbers[month.year] ?? 0) + 1
        numbers[month.year] = number
        let start = LocalTime(month.start).day.adding(days: day - 1)
        func at(_ days: Int, _ hour: Int) -> Instant {
            LocalTime.moment(start.adding(days: days), hour: hour)
        }
        let unit = Self.units[(place + place / 5) % Self.units.count]
        let officer = Self.officers[place % Self.officers.count]
        let name = Self.families[place % 11] + Self.families[(place / 11 + 3) % 11]
        var script = try DemoScript(
            number, id: CaseID("c-\(month.year)-\(number)"), by: officer, at: at(0, 10), year: month.year,
            Registration(
                title: Self.matters[place % Self.matters.count], channel: plan.channel, visitKind: plan.kind,
                contentClass: place % 10 == 7 ? .suggestion : .appealRequest, claims: "请查明经过，给一个书面答复。",
                facts: "来件已附材料，说明了时间、地点和经过。", issueLocation: "\(unit.unit)辖区", concernedUnit: unit.unit,
                headCount: plan.channel == .visit ? 1 + place % 4 : 1,
                parties: [
                    Party(
                        id: PartyID("p-\(month.year)-\(number)"), role: .petitioner, name: name,
                        phone: "100-0000-\(6000 + place % 900)")
                ], receivedAt: at(0, 9),
                prior: plan.prior.map {
                    PriorMatter(caseID: $0, hasReReviewOpinion: false, sameFactsAndReasons: false)
                }))
        for sheet in sheets {
            try script.then(officer, at(0, 11), .archive(.fileSheet(sheet, note: Self.note(sheet))))
        }
        if case .redirected = plan.story {
            try script.then(
                officer, at(1, 9), .registration(.redirect(unit: "区有关部门", reason: "不属公安机关职责，已告知去处。")))
        } else {
            try script.then(officer, at(1, 9), .registration(.accept(reason: "属本局职责，已送达告知书。")))
            try script.then(officer, at(1, 10), .handling(.grade(.three, reason: "事实清楚，影响不大。")))
            try script.then(
                officer, at(1, 11),
                .handling(.assign(DemoPeople.order(unit.unit, at(15, 18), "查明经过，提出处理办法。"))))
            try script.then(unit, at(2, 9), .handling(.receive))
            try close(&script, officer, unit, at(7, 16), at(8, 10))
            try askAfter(&script, plan.story, officer, unit, at)
        }
        cases.append(script.written)
        return script.written
    }

    private func close(
        _ script: inout DemoScript, _ officer: Account, _ unit: Account, _ reported: Instant,
        _ closed: Instant
    ) throws(Refusal) {
        try script.then(unit, reported, .handling(.report(reason: "经过已查明，处理办法已说明。")))
        try script.then(officer, closed, .handling(.close(reason: "答复已送达。")))
    }

    private func askAfter(
        _ script: inout DemoScript, _ story: Story, _ officer: Account, _ unit: Account,
        _ at: (Int, Int) -> Instant
    ) throws(Refusal) {
        func ask(_ rating: Rating, _ moment: Instant) throws(Refusal) {
            try script.then(
                DemoPeople.clerk, moment,
                .followUp(.followUp(rating, .phone, reason: "问过了，群众说了看法。", performance: .nothingPromised)))
        }
        switch story {
        case .closed, .redirected: return
        case .rework:
            try ask(.dissatisfied, at(10, 15))
            try script.then(officer, at(10, 16), .handling(.return(reason: "材料还缺一份，重新办。")))
            try close(&script, officer, unit, at(12, 16), at(13, 10))
            try ask(.satisfied, at(14, 15))
        case .rated(let rating): try ask(rating, at(10, 15))
        }
        guard script.file.followUp.followUps.last?.rating == .satisfied else { return }
        try script.then(officer, at(15, 9), .archive(.signOff))
        try script.then(DemoPeople.lead, at(15, 11), .archive(.signOff))
        try script.then(DemoPeople.archivist, at(16, 10), .archive(.archive))
    }

    private static func note(_ sheet: FiledSheet) -> String {
        switch sheet {
        case .lawyerConsultation: "值班律师苏见微解答了赔偿和证据的问题。"
        case .lawyerDiscussion: "法制大队和驻所律师一起会商了处理办法。"
        case .jointHandling: "两个单位共同到场，分别记录。"
        case .bypassVisit: "先到市里走访，转回本局办理。"
        }
    }
}
