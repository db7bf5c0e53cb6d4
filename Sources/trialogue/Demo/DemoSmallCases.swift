import Mediation

/// Smaller cases, so that a desk has something overdue, something for today and something for the week.
extension DemoData {
    /// Overdue: the unit has not answered the assignment order.
    static func barbecueNoise(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            64, clock, days: 12, "临街烧烤店夜间噪声与推搡", .visit, unit: "西苑派出所",
            petitioner: ("闻人溪", .female, 34), respondent: ("陶然", .male, 40))
        try script.then(DemoPeople.zhouYan, clock.ago(11, 9), .registration(.accept(reason: "属本局职责。")))
        try script.then(DemoPeople.zhouYan, clock.ago(11, 10), .handling(.grade(.two, reason: "有推搡，需多部门到场。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(9, 9),
            .handling(.assign(DemoPeople.order("西苑派出所", clock.end(in: -2), "夜间到场测噪；核实推搡经过。"))))
        return script.written
    }

    /// Due today: the notice on acceptance, fifteen days after the letter came.
    static func dogBite(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        try small(
            101, clock, days: 15, "宠物犬伤人后赔偿未兑现", .letter, unit: "南圃派出所",
            petitioner: ("南宫禾", .female, 27), respondent: ("池砚秋", .male, 45)
        ).written
    }

    /// Due within the week: the follow-up of a closed case.
    static func parkingSpace(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            49, clock, days: 20, "停车位被占引起的争执", .phone, unit: "东陌派出所",
            petitioner: ("乐正安", .male, 48), respondent: ("柏舟", .male, 39))
        try run(&script, clock, level: .three, unit: DemoPeople.eastPath, accepted: 19, reported: 6)
        try script.then(DemoPeople.zhouYan, clock.ago(5, 10), .handling(.close(reason: "双方换位使用，答复已送达。")))
        return script.written
    }

    /// Waits for the first officer to close it.
    static func corridorThings(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            90, clock, days: 10, "楼道堆物堵门纠纷", .online, unit: "南圃派出所",
            petitioner: ("项晚晴", .female, 66), respondent: ("牧之", .male, 58))
        try run(&script, clock, level: .three, unit: DemoPeople.southField, accepted: 9, reported: 2)
        return script.written
    }

    /// Three units and a department outside at work on it together, with a lawyer of the petitioner's.
    static func repairDebt(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            84, clock, days: 16, "修车欠款引发的堵门", .visit, unit: "治安大队",
            petitioner: ("欧阳柘", .male, 52), respondent: ("萧疏影", .female, 37))
        try script.then(
            DemoPeople.zhouYan, clock.ago(15, 9),
            .registration(.addParty(DemoPeople.petitionersLawyer("p-84-3"))))
        try script.then(DemoPeople.zhouYan, clock.ago(14, 9), .registration(.accept(reason: "属本局职责，已送达告知书。")))
        try script.then(DemoPeople.zhouYan, clock.ago(14, 10), .handling(.grade(.two, reason: "要几个单位一起办。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(14, 11),
            .handling(
                .assign(
                    Assignment(
                        unit: DemoPeople.publicOrder.unit, due: clock.end(in: 4),
                        items: [
                            DemoPeople.item("约双方当面谈一次，问清欠款和扣车经过", DemoPeople.publicOrder, clock.end(in: 4)),
                            DemoPeople.item("查被扣车辆的登记和停放地点", DemoPeople.traffic, clock.end(in: 1)),
                            DemoPeople.item("到修车铺看现场，调门口录像", DemoPeople.westGarden, clock.end(in: -3)),
                        ], requirements: "依法文明，不扩大矛盾。每项办好当天记进展。"))))
        for unit in [DemoPeople.publicOrder, DemoPeople.traffic, DemoPeople.westGarden] {
            try script.then(unit, clock.ago(13, 9), .handling(.receive))
        }
        try script.then(
            DemoPeople.westGarden, clock.ago(5, 16), .handling(.answer(item: 3, reason: "现场看过，录像调到一段，附件 1。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(4, 10),
            .handling(
                .sendLetter(
                    to: "区市场监督管理局", due: clock.end(in: 6), reason: "请书面告知该修车铺的登记情况和收费公示要求。")))
        try script.then(
            DemoPeople.traffic, clock.ago(2, 10), .handling(.progress(item: 2, reason: "登记查到了，停放地点在核。")))
        return script.written
    }

    /// Registered by the clerk; whoever takes it up is first officer.
    static func squareDance(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        try small(
            105, clock, days: 2, "广场舞音量过大", .hotline, unit: "北桥派出所", petitioner: ("容与", .female, 31),
            respondent: ("金缕", .female, 63), by: DemoPeople.clerk
        ).written
    }

    /// Not for the police to decide: forwarded.
    static func lostLicence(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            77, clock, days: 14, "营业执照变更被拖延", .letter, unit: "", petitioner: ("山海", .male, 44),
            respondent: ("办照窗口", .female, 30), by: DemoPeople.luWangchuan)
        try script.then(
            DemoPeople.luWangchuan, clock.ago(12, 9),
            .registration(.forward(unit: "区市场监管局", reason: "不属公安机关职责，转有权机关。")))
        return script.written
    }

    /// Another officer's: the unit asks for more time, and the leader has not decided.
    static func landDispute(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            82, clock, days: 11, "宅基地边界上的口角", .visit, unit: "南圃派出所", petitioner: ("田园", .male, 60),
            respondent: ("农桑", .male, 59), by: DemoPeople.qinZhaoye)
        try run(&script, clock, level: .two, unit: DemoPeople.southField, accepted: 10, reported: nil)
        try script.then(
            DemoPeople.southField, clock.ago(1, 16),
            .supervision(
                .requestExtension(days: 20, reason: "等测绘结果，理由已当面告知信访人。", reasonTold: true)))
        return script.written
    }

    /// Archived; the repeat visit refers to it.
    static func olderParking(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            12, clock, days: 100, "院内停车位归属争执", .visit, unit: "东陌派出所", petitioner: ("虞山", .male, 57),
            respondent: ("岑参差", .male, 41), by: DemoPeople.jiangYubai)
        try run(&script, clock, level: .three, unit: DemoPeople.eastPath, accepted: 99, reported: 92)
        try script.then(DemoPeople.jiangYubai, clock.ago(91, 9), .handling(.close(reason: "车位已划线，答复已送达。")))
        try script.then(
            DemoPeople.clerk, clock.ago(86, 15), .followUp(.followUp(.satisfied, .phone, reason: "")))
        try script.then(DemoPeople.jiangYubai, clock.ago(85, 9), .archive(.signOff))
        try script.then(DemoPeople.lead, clock.ago(85, 11), .archive(.signOff))
        try script.then(DemoPeople.archivist, clock.ago(80, 10), .archive(.archive))
        return script.written
    }

    /// Accepted, graded, assigned and received on the days that follow `accepted`; reported, if it was.
    private static func run(
        _ script: inout DemoScript, _ clock: DemoClock, level: CaseLevel, unit: Account, accepted: Int,
        reported: Int?
    ) throws(Refusal) {
        guard
            let officer = DemoPeople.all.first(where: { $0.id == script.file.registration.firstOfficer?.id })
        else {
            throw Refusal(.fault)
        }
        try assign(
            &script, clock, by: officer, level, unit, accepted: accepted, at: clock.ago(accepted, 11),
            due: clock.end(in: reported == nil ? 4 : 12 - accepted))
        try script.then(unit, clock.ago(accepted - 1, 9), .handling(.receive))
        guard let reported else { return }
        try script.then(unit, clock.ago(reported, 16), .handling(.report(reason: "双方意见已听取，处理办法已说明。")))
    }

    /// Accepted and graded, endorsed where it is level 1, and put to the unit.
    static func assign(
        _ script: inout DemoScript, _ clock: DemoClock, by officer: Account, _ level: CaseLevel,
        _ unit: Account, accepted: Int, at assigned: Instant, due: Instant
    ) throws(Refusal) {
        try script.then(officer, clock.ago(accepted, 9), .registration(.accept(reason: "属本局职责，已送达告知书。")))
        try script.then(officer, clock.ago(accepted, 10), .handling(.grade(level, reason: "按人数、伤情和影响定级。")))
        if level == .one {
            try script.then(
                DemoPeople.leader, clock.ago(accepted, 15), .handling(.endorse(reason: "同意一级，法制大队参与。")))
        }
        try script.then(
            officer, assigned,
            .handling(.assign(DemoPeople.order(unit.unit, due, "查明经过，听取双方意见，提出处理办法。"))))
    }

    static func small(
        _ number: Int, _ clock: DemoClock, days: Int, _ title: String, _ channel: Channel, unit: String,
        petitioner: (name: String, sex: Sex, age: Int), respondent: (name: String, sex: Sex, age: Int),
        by account: Account = DemoPeople.zhouYan
    ) throws(Refusal) -> DemoScript {
        try DemoScript(
            number, by: account, at: clock.ago(days, 9, 30), year: clock.year,
            Registration(
                title: title, channel: channel, visitKind: .first, contentClass: .appealRequest,
                claims: "请查明经过，依法处理，并给一个书面答复。", facts: "双方因“\(title)”发生争执，说法不一，各自提交了材料。",
                issueLocation: unit.isEmpty ? "青禾区" : "\(unit)辖区", concernedUnit: unit, headCount: 1,
                parties: [
                    DemoPeople.person(
                        "p-\(number)-1", .petitioner, petitioner.name, petitioner.sex,
                        born: clock.birth(age: petitioner.age, month: 1, day: 8),
                        serial: "0\(number % 90 + 10)",
                        phone: "4\(number % 900 + 100)", address: "青禾区（虚构）\(number) 号"),
                    DemoPeople.person(
                        "p-\(number)-2", .respondent, respondent.name, respondent.sex,
                        born: clock.birth(age: respondent.age, month: 1, day: 8),
                        serial: "1\(number % 90 + 10)",
                        phone: "5\(number % 900 + 100)", address: "青禾区（虚构）\(number + 1) 号"),
                ], receivedAt: clock.ago(days, 9)))
    }
}
