import Mediation
import Storage
import Testing

@testable import Coordinator

/// Small cases, told by the commands that officers give, each kept in one commit.
struct MonthPlay {
    static let officer = account("G003", .seniorOfficer, "信访科")
    static let clerk = account("K001", .clerk, "信访科")
    static let unit = account("L009", .liaison, "西苑派出所")
    private static let lead = account("K009", .officeLead, "信访科")

    /// How a case went.
    enum Story: Hashable {
        case registered, redirected, closed
        case rated(Rating)
    }

    struct Plan {
        var channel: Channel
        var kind: VisitKind = .first
        var content: ContentClass = .appealRequest
        var story: Story
        var prior: CaseID?
        var sheets: [FiledSheet] = []
        var concerned = "北桥派出所"
    }

    let store: any Store
    private(set) var made: [CaseFile] = []

    init(_ store: any Store) { self.store = store }

    private static func account(_ staffNo: String, _ role: Role, _ unit: String) -> Account {
        Account(id: AccountID("a-" + staffNo), staffNo: staffNo, name: staffNo, role: role, unit: unit)
    }

    static func day(_ year: Int, _ month: Int, _ day: Int, hour: Int = 9) throws -> Instant {
        LocalTime.moment(try #require(CivilDay(year: year, month: month, day: day)), hour: hour)
    }

    /// Closed on the eighth day and asked about on the tenth, where it comes so far.
    @discardableResult
    mutating func keep(_ plan: Plan, received: Instant) async throws -> CaseFile {
        let number = made.count + 1
        let year = LocalTime(received).day.date.year
        let running = try await store.nextCaseNumber(of: .main, year: year)
        var events = try CaseFile.register(
            Registration(
                title: "夜间噪声", channel: plan.channel, visitKind: plan.kind, contentClass: plan.content,
                claims: "请查明", facts: "每晚有声音", issueLocation: "", concernedUnit: plan.concerned, headCount: 2,
                parties: [Party(id: PartyID("p-\(number)"), role: .petitioner, name: "林晚舟")],
                receivedAt: received,
                prior: plan.prior.map {
                    PriorMatter(caseID: $0, hasReReviewOpinion: false, sameFactsAndReasons: false)
                }), id: CaseID("m-\(number)"), caseNo: Bureau.first.caseNo(year: year, number: running),
            by: Self.officer,
            at: received)
        var file = try #require(CaseFile(folding: events))
        func give(_ account: Account, _ days: Int64, _ command: CaseCommand) throws {
            let more = try file.decide(command, by: account, at: received.adding(.days(days)))
            for event in more { file.apply(event) }
            events += more
        }
        for sheet in plan.sheets { try give(Self.officer, 0, .archive(.fileSheet(sheet, note: "已登记"))) }
        switch plan.story {
        case .registered: break
        case .redirected:
            try give(Self.officer, 1, .registration(.redirect(unit: "法院", reason: "不属职责")))
        case .closed, .rated:
            try give(Self.officer, 1, .registration(.accept(reason: "属本局职责")))
            try give(Self.officer, 1, .handling(.grade(.three, reason: "事实清楚")))
            try give(
                Self.officer, 2,
                .handling(
                    .assign(
                        Assignment(
                            unit: Self.unit.unit, due: received.adding(.days(20)),
                            items: [
                                Assignment.Item(
                                    text: "查明", unit: Self.unit.unit, due: received.adding(.days(20)))
                            ]))))
            try give(Self.unit, 3, .handling(.receive))
            try give(Self.unit, 7, .handling(.report(reason: "已协商")))
            try give(Self.officer, 8, .handling(.close(reason: "已答复")))
        }
        if case .rated(let rating) = plan.story {
            try give(Self.clerk, 10, .followUp(.followUp(rating, .phone, reason: "问过了")))
        }
        made.append(file)
        let step = try CaseCodec().step(to: file, by: events, from: 0)
        try await store.commit(step.commit(at: file.updatedAt))
        return file
    }

    /// January and February of 2026 and of 2025, with the figures that docs/rules.md gives of the Lixia bureau.
    mutating func golden() async throws {
        var stories: [(Story, VisitKind)] = []
        stories += Array(repeating: (.rated(.satisfied), .first), count: 66)
        stories += Array(repeating: (.rated(.fairlySatisfied), .first), count: 5)
        stories += [(.closed, .first), (.rated(.dissatisfied), .repeat)]
        stories += Array(repeating: (.closed, .repeat), count: 4)
        stories += Array(repeating: (.redirected, .first), count: 45)
        for (index, (story, kind)) in stories.enumerated() {
            let isPaper = index.isMultiple(of: 4) && index < 120
            var plan = Plan(
                channel: isPaper ? (index.isMultiple(of: 8) ? .visit : .letter) : .hotline, kind: kind,
                story: story)
            if index < 23 { plan.sheets += [.lawyerConsultation, .lawyerConsultation] }
            if index < 19 { plan.sheets.append(.lawyerDiscussion) }
            if index < 12 { plan.sheets.append(.jointHandling) }
            if [0, 8, 16].contains(index) { plan.sheets.append(.bypassVisit) }
            try await keep(plan, received: Self.day(2026, index.isMultiple(of: 2) ? 1 : 2, 2 + index % 12))
        }
        for index in 0..<162 {
            var plan = Plan(channel: index < 112 ? .hotline : .letter, story: .redirected)
            if (112..<130).contains(index) { plan.channel = .visit }
            if (112..<121).contains(index) { plan.sheets = [.bypassVisit] }
            try await keep(plan, received: Self.day(2025, index.isMultiple(of: 2) ? 1 : 2, 2 + index % 12))
        }
        // Two of those that were closed as repeated ones are come back to.
        for each in made[73..<75] {
            let plan = Plan(channel: .phone, kind: .repeat, story: .registered, prior: each.id)
            try await keep(plan, received: Self.day(2026, 3, 5))
        }
    }
}
