import Mediation
import Testing

/// People and cases that the tests of the loop share.
enum Cases {
    static let officer = account("G003", .seniorOfficer, "信访科")
    static let otherOfficer = account("G006", .seniorOfficer, "信访科")
    static let clerk = account("K001", .clerk, "信访科")
    static let lead = account("K002", .officeLead, "信访科")
    static let leader = account("D001", .bureauLeader, "分局领导")
    static let legal = account("F001", .legalSection, "法制大队")
    static let inspector = account("J001", .inspector, "督察大队")
    static let archivist = account("A001", .archivist, "档案室")
    static let administrator = account("S001", .administrator, "科信科")
    static let unit = account("L001", .liaison, "西苑派出所")
    static let otherUnit = account("L002", .liaison, "东陌派出所")
    static let everyone = [
        officer, otherOfficer, clerk, lead, leader, legal, inspector, archivist, administrator, unit,
        otherUnit,
    ]

    static func account(_ staffNo: String, _ role: Role, _ unit: String) -> Account {
        Account(id: AccountID("a-" + staffNo), staffNo: staffNo, name: staffNo, role: role, unit: unit)
    }

    /// 10:00 in Shanghai on that day of March 2026, counted on beyond its end.
    static func march(_ day: Int, hour: Int = 10) throws -> Instant {
        let first = try #require(CivilDay(year: 2026, month: 3, day: 1))
        return LocalTime.moment(first.adding(days: day - 1), hour: hour)
    }

    static let petitioner = Party(
        id: PartyID("p-1"), role: .petitioner, name: "林晚舟", idType: "resident_id", idNo: "00000019650203203X",
        phone: "100-0000-2046", address: "西苑小区 3 号楼 502")
    static let respondent = Party(id: PartyID("p-2"), role: .respondent, name: "贺长风")

    /// An order for one thing to one unit.
    static func order(_ unit: String, due: Instant, _ text: String) -> Assignment {
        Assignment(unit: unit, due: due, items: [Assignment.Item(text: text, unit: unit, due: due)])
    }

    static func lawyer(
        _ id: String, for side: Side, declared: Bool? = true, licence: String = "1", name: String = "苏见微"
    ) -> Party {
        Party(
            id: PartyID(id), role: .lawyer, name: name, actsFor: side, firm: "某所", licenceNo: licence,
            conflictDeclared: declared)
    }

    static func registration(
        _ content: ContentClass = .appealRequest, parties: [Party] = [petitioner, respondent],
        prior: PriorMatter? = nil, channel: Channel = .visit
    ) throws -> Registration {
        Registration(
            title: "楼上楼下夜间噪声", channel: channel, visitKind: .first, contentClass: content, claims: "停止装修",
            facts: "每晚有电钻声", issueLocation: "西苑小区", concernedUnit: "北桥派出所", headCount: 1, parties: parties,
            receivedAt: try march(2), prior: prior)
    }
}

/// A case and its journal, so that a test can give commands one after another.
struct CasePlay {
    private(set) var file: CaseFile
    private(set) var journal: [CaseEvent]

    init(_ registration: Registration, by account: Account = Cases.officer) throws {
        journal = try CaseFile.register(
            registration, id: CaseID("c-1"), caseNo: "青信〔2026〕0001", by: account, at: Cases.march(2))
        file = try #require(CaseFile(folding: journal))
    }

    init(_ content: ContentClass = .appealRequest) throws { try self.init(Cases.registration(content)) }

    mutating func give(
        _ command: CaseCommand, by account: Account = Cases.officer, day: Int = 3,
        rules: CaseRules = .standard
    ) throws {
        let events = try file.decide(command, by: account, at: Cases.march(day), rules: rules)
        for event in events { file.apply(event) }
        journal += events
    }

    /// An event that nobody asked for.
    mutating func note(_ event: CaseEvent) {
        file.apply(event)
        journal.append(event)
    }

    /// The code of the refusal; nil when the command is obeyed. The case stays as it is.
    func refusal(
        _ command: CaseCommand, by account: Account = Cases.officer, day: Int = 3,
        rules: CaseRules = .standard
    ) throws -> Refusal.Code? {
        let now = try Cases.march(day)
        do throws(Refusal) {
            _ = try file.decide(command, by: account, at: now, rules: rules)
            return nil
        } catch {
            return error.code
        }
    }

    /// Brings a level 3 case to `status` the straight way.
    static func at(_ status: CaseStatus) throws -> CasePlay {
        var play = try CasePlay()
        switch status {
        case .declined: try play.give(.registration(.decline(reason: "不属职责")))
        case .forwarded: try play.give(.registration(.forward(unit: "区市场监管局", reason: "转有权机关")))
        case .redirected: try play.give(.registration(.redirect(unit: "人民法院", reason: "已立案")))
        default: try play.walk(to: status)
        }
        return play
    }

    mutating func walk(to status: CaseStatus, level: CaseLevel = .three, rating: Rating = .satisfied) throws {
        if status == .registered { return }
        try give(.registration(.accept(reason: "属本局职责")))
        if status == .accepted { return }
        try give(.handling(.grade(level, reason: "事实清楚")))
        if status == .graded { return }
        try give(.handling(.assign(Cases.order("西苑派出所", due: Cases.march(20), "查明经过"))))
        if status == .assigned { return }
        try give(.handling(.receive), by: Cases.unit, day: 4)
        if status == .inHandling { return }
        try give(.handling(.report(reason: "已协商一致")), by: Cases.unit, day: 5)
        if status == .pendingClose { return }
        try give(.handling(.close(reason: "答复已送达")), day: 6)
        if status == .closed { return }
        try give(.followUp(.followUp(rating, .phone, reason: "问过了")), by: Cases.clerk, day: 7)
        if status == .followedUp { return }
        try give(.archive(.signOff), day: 8)
        try give(.archive(.signOff), by: Cases.lead, day: 8)
        if status == .signedOff { return }
        try give(.archive(.archive), by: Cases.archivist, day: 9)
    }
}
