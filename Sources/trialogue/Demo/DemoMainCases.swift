import Mediation

/// The six cases that show the product's range (docs/rules.md, "Invented data").
extension DemoData {
    /// 1. Level 1: many people, an injury, an extension; the agreement was performed in part, so the case came back
    /// and can't be signed off.
    static func liftInOldBuilding(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try DemoScript(
            87, by: DemoPeople.zhouYan, at: clock.ago(42, 9, 10), year: clock.year,
            Registration(
                title: "西苑小区 3 号楼加装电梯施工推搡纠纷", channel: .visit, visitKind: .first,
                contentClass: .appealRequest,
                claims: "追究施工当日推搡责任，赔偿医疗费 2,360 元；由派出所主持三方谈清电梯施工的时间和通道。",
                facts: "施工队进场时与一层住户在单元门口发生推搡，林晚舟右腕擦伤，门诊诊断为软组织挫伤。双方对谁先动手说法不一。",
                issueLocation: "西苑小区 3 号楼", concernedUnit: "西苑派出所", headCount: 12,
                parties: [
                    DemoPeople.person(
                        "p-87-1", .petitioner, "林晚舟", .female, born: clock.birth(age: 61, month: 2, day: 3),
                        serial: "203", phone: "2046", address: "西苑小区 3 号楼 502", needs: "听力弱，用大字"),
                    DemoPeople.person(
                        "p-87-2", .respondent, "贺长风", .male, born: clock.birth(age: 54, month: 1, day: 18),
                        serial: "881", phone: "7719", address: "西苑小区 3 号楼 101"),
                    DemoPeople.dutyLawyer("p-87-3"),
                ], receivedAt: clock.ago(42, 9)))
        let representatives = ["梅雨时", "丁香山", "卫平川", "童话", "时雨"]
        for (index, name) in representatives.enumerated() {
            try script.then(
                DemoPeople.zhouYan, clock.ago(42, 9, 20 + index),
                .registration(
                    .addParty(
                        DemoPeople.person(
                            "p-87-\(index + 4)", .petitionRepresentative, name,
                            index % 2 == 0 ? .female : .male,
                            born: clock.birth(age: 40 + index * 5, month: 1, day: 7), serial: "10\(index)",
                            phone: "205\(index)", address: "西苑小区 3 号楼"))))
        }
        try script.then(
            DemoPeople.zhouYan, clock.ago(41, 10), .registration(.accept(reason: "属本局职责，当场受理并送达告知书。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(40, 9, 30), .handling(.grade(.one, reason: "人数多，有人受伤。")))
        try script.then(DemoPeople.leader, clock.ago(40, 15), .handling(.endorse(reason: "同意定为一级，法制大队参与。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(39, 9),
            .handling(
                .assign(
                    Assignment(
                        unit: "西苑派出所", due: clock.end(in: -24),
                        items: [
                            Assignment.Item(text: "调取楼道录像", unit: "西苑派出所", due: clock.end(in: -34)),
                            Assignment.Item(text: "询问施工负责人", unit: "西苑派出所", due: clock.end(in: -34)),
                            Assignment.Item(text: "核实医疗费票据", unit: "治安大队", due: clock.end(in: -30)),
                            Assignment.Item(text: "组织双方商量施工时间", unit: "西苑派出所", due: clock.end(in: -24)),
                        ], requirements: "依法文明，不扩大矛盾。每项办好当天记进展。"))))
        try script.then(DemoPeople.westGarden, clock.ago(39, 14, 20), .handling(.receive))
        try script.then(DemoPeople.publicOrder, clock.ago(38, 9, 5), .handling(.receive))
        try script.then(
            DemoPeople.westGarden, clock.ago(36, 11),
            .handling(.answer(item: 1, reason: "调取楼道录像一段，4 分 12 秒，附件 1。")))
        try script.then(
            DemoPeople.westGarden, clock.ago(36, 15),
            .handling(.answer(item: 2, reason: "询问施工负责人一人，笔录 2 页，附件 2。")))
        try script.then(
            DemoPeople.publicOrder, clock.ago(35, 10), .handling(.progress(item: 3, reason: "票据已收，等医院盖章。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(35, 11),
            .handling(
                .sendLetter(
                    to: "区住房和城乡建设局", due: clock.end(in: -20),
                    reason: "西苑小区 3 号楼加装电梯的施工许可和采光检测结论，请贵局书面告知。")))
        try script.then(
            DemoPeople.publicOrder, clock.ago(31, 16),
            .handling(.answer(item: 3, reason: "票据 6 张，合计 2,360 元，与病历相符，附件 3。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(33, 16), .handling(.note("在接访室当面谈了一次，没有谈成：双方对医疗费和施工时间分歧大。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(32, 9),
            .supervision(
                .requestExtension(days: 20, reason: "等待采光检测意见，已当面告知信访人。", reasonTold: true)))
        try script.then(
            DemoPeople.leader, clock.ago(31, 15),
            .supervision(.decideExtension(granted: true, reason: "同意延期 20 天，抓紧催检测意见。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(28, 17), .handling(.note("当面谈第二次，达成协议：补偿 1,500 元，避开午休施工。")))
        for (who, what, days) in [
            ("贺长风", "付给林晚舟补偿 1,500 元", 22), ("西苑物业", "书面答复一层采光问题", 21), ("施工队", "12 时至 14 时不施工", 14),
        ] {
            try script.then(
                DemoPeople.westGarden, clock.ago(28, 17, 30),
                .followUp(.promise(who: who, what: what, due: clock.end(in: -days))))
        }
        try script.then(
            DemoPeople.zhouYan, clock.ago(29, 10),
            .handling(.fileReply(letter: 1, reason: "施工许可齐全；采光检测结论已出具，符合标准，附检测报告。")))
        try script.then(
            DemoPeople.westGarden, clock.ago(28, 18),
            .handling(.answer(item: 4, reason: "当面谈了两次，商定避开午休施工，写进协议。")))
        try script.then(
            DemoPeople.westGarden, clock.ago(27, 10), .handling(.report(reason: "双方达成书面协议，附协议书和证据清单。")))
        try script.then(
            DemoPeople.lawyerOfBureau, clock.ago(26, 11), .handling(.close(reason: "程序和证据没有问题，同意办结。")))
        try script.then(DemoPeople.leader, clock.ago(26, 16), .handling(.close(reason: "答复已送达，同意办结。")))
        try script.then(
            DemoPeople.clerk, clock.ago(19, 15),
            .followUp(.followUp(.dissatisfied, .visit, reason: "补偿款付了一半，物业没有答复采光问题。", performance: .part)))
        for (number, performance, note) in [
            (1, Performance.part, "付了 750 元，转账凭证看过。"), (2, .none, "物业说图纸在设计院。"),
        ] {
            try script.then(
                DemoPeople.clerk, clock.ago(19, 16),
                .followUp(.notePerformance(number: number, performance, reason: note)))
        }
        try script.then(
            DemoPeople.zhouYan, clock.ago(17, 9), .handling(.return(reason: "协议只履行了一部分，退回办理，再约三方谈一次。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(3, 10),
            .supervision(.supervise(demand: "余款 750 元何时付清，物业何时答复，请书面回复。", due: clock.end(in: 0))))
        return script.written
    }

    /// 2. Level 2: a deaf petitioner with a sign interpreter; satisfied, signed off, archived.
    static func neighboursNoise(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try DemoScript(
            71, by: DemoPeople.zhouYan, at: clock.ago(58, 9), year: clock.year,
            Registration(
                title: "楼上楼下噪声和推搡纠纷", channel: .visit, visitKind: .first, contentClass: .appealRequest,
                claims: "请对方夜里十点后不再拖动家具，并为推搡道歉。", facts: "去年年底起每晚有拖动家具声，上门沟通时被推了一把。",
                issueLocation: "西苑小区 2 号楼", concernedUnit: "西苑派出所", headCount: 1,
                parties: [
                    DemoPeople.person(
                        "p-71-1", .petitioner, "霍星野", .male, born: clock.birth(age: 45, month: 1, day: 9),
                        serial: "013",
                        phone: "3301", address: "西苑小区 2 号楼 401", needs: "听障，需手语翻译到场"),
                    DemoPeople.person(
                        "p-71-2", .respondent, "简宁", .female, born: clock.birth(age: 38, month: 1, day: 21),
                        serial: "024", phone: "3302", address: "西苑小区 2 号楼 501"),
                    DemoPeople.person(
                        "p-71-3", .signInterpreter, "安言", .female,
                        born: clock.birth(age: 33, month: 1, day: 4),
                        serial: "025", phone: "3303"),
                ], receivedAt: clock.ago(58, 9)))
        try script.then(DemoPeople.zhouYan, clock.ago(58, 10), .registration(.accept(reason: "邻里纠纷，属本局职责。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(57, 9), .handling(.grade(.two, reason: "双方要求当面谈，需要手语翻译。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(57, 10),
            .handling(.assign(DemoPeople.order("西苑派出所", clock.end(in: -45), "核实推搡经过；配合治安调解。"))))
        try script.then(DemoPeople.westGarden, clock.ago(57, 15), .handling(.receive))
        try script.then(DemoPeople.zhouYan, clock.ago(54, 16), .handling(.note("第一次调解没有成，录像编号已登记。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(46, 16), .handling(.note("第二次调解，在第 6 个工作日，达成协议，全程同步录像。")))
        try script.then(DemoPeople.westGarden, clock.ago(45, 10), .handling(.report(reason: "调解协议已签，双方无异议。")))
        try script.then(DemoPeople.westGarden, clock.ago(44, 9), .handling(.close(reason: "同意办结。")))
        try script.then(DemoPeople.zhouYan, clock.ago(44, 11), .handling(.close(reason: "答复已当面送达。")))
        try script.then(
            DemoPeople.clerk, clock.ago(38, 15),
            .followUp(.followUp(.satisfied, .visit, reason: "噪声没有了。", performance: .whole)))
        try script.then(DemoPeople.zhouYan, clock.ago(37, 9), .archive(.signOff))
        try script.then(DemoPeople.lead, clock.ago(37, 14), .archive(.signOff))
        try script.then(DemoPeople.archivist, clock.ago(30, 10), .archive(.archive))
        return script.written
    }

    /// 3. Level 2: a fight at school; the 15-year-old's guardian did not come, so the talk was put off.
    static func schoolFight(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try DemoScript(
            79, by: DemoPeople.clerk, picked: DemoPeople.fangRuoshui, at: clock.ago(13, 14), year: clock.year,
            Registration(
                title: "校门口同学打架后的医药费纠纷", channel: .online, visitKind: .first, contentClass: .appealRequest,
                claims: "对方承担医药费并道歉，学校加强放学时段看护。", facts: "放学后两名同学在校门口动手，段青临之子鼻部受伤。",
                issueLocation: "青禾三中东门", concernedUnit: "东陌派出所", headCount: 1,
                parties: [
                    DemoPeople.person(
                        "p-79-1", .petitioner, "段青临", .male, born: clock.birth(age: 43, month: 1, day: 15),
                        serial: "031",
                        phone: "3311", address: "东陌路 18 号"),
                    DemoPeople.person(
                        "p-79-2", .respondent, "夏知微", .female, born: clock.birth(age: 15, month: 1, day: 11),
                        serial: "042", phone: "3312", address: "东陌路 22 号"),
                    DemoPeople.person(
                        "p-79-3", .guardian, "夏远", .male, born: clock.birth(age: 44, month: 1, day: 2),
                        serial: "043",
                        phone: "3313", address: "东陌路 22 号"),
                    DemoPeople.stationLawyer("p-79-4"),
                ], receivedAt: clock.ago(13, 13)))
        try script.then(
            DemoPeople.fangRuoshui, clock.ago(12, 9), .registration(.accept(reason: "涉及未成年人，当日受理。")))
        try script.then(
            DemoPeople.fangRuoshui, clock.ago(12, 10), .handling(.grade(.two, reason: "当事人未满十八岁。")))
        try script.then(
            DemoPeople.fangRuoshui, clock.ago(12, 11),
            .handling(.assign(DemoPeople.order("东陌派出所", clock.end(in: 3), "调取校门口录像；通知双方监护人。"))))
        try script.then(DemoPeople.eastPath, clock.ago(11, 9), .handling(.receive))
        try script.then(
            DemoPeople.fangRuoshui, clock.ago(4, 16), .handling(.note("约好的对话没有开始：夏知微的监护人没有到场，改约。")))
        return script.written
    }

    /// 4. Level 3, from the hotline: closed on day 6, the first follow-up was dissatisfied, returned, then satisfied.
    static func householdRegistration(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try DemoScript(
            92, by: DemoPeople.zhouYan, at: clock.ago(26, 9), year: clock.year,
            Registration(
                title: "落户材料搁置三周", channel: .hotline, visitKind: .first, contentClass: .appealRequest,
                claims: "尽快办理落户，说明搁置原因。", facts: "三周前递交全部材料，窗口一直说在审，没有书面答复。",
                issueLocation: "户政大厅 4 号窗口", concernedUnit: "户政大队", headCount: 1,
                parties: [
                    DemoPeople.person(
                        "p-92-1", .petitioner, "季青梧", .female, born: clock.birth(age: 29, month: 1, day: 30),
                        serial: "052", phone: "3321", address: "南圃巷 6 号"),
                    DemoPeople.person(
                        "p-92-2", .unitRepresentative, "户政窗口 邹鲁", .male,
                        born: clock.birth(age: 36, month: 1, day: 12),
                        serial: "053", phone: "3322"),
                ], receivedAt: clock.ago(26, 8, 40)))
        try script.then(
            DemoPeople.zhouYan, clock.ago(26, 10), .registration(.accept(reason: "12345 转办，当日受理。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(25, 9), .handling(.grade(.three, reason: "事实清楚，单位可以直接办。")))
        try script.then(
            DemoPeople.zhouYan, clock.ago(25, 10),
            .handling(.assign(DemoPeople.order("户政大队", clock.end(in: -18), "查明材料在哪一环节；一次告知。"))))
        try script.then(DemoPeople.households, clock.ago(25, 14), .handling(.receive))
        try script.then(
            DemoPeople.households, clock.ago(21, 10), .handling(.report(reason: "材料已审，缺一份证明，已电话告知。")))
        try script.then(DemoPeople.zhouYan, clock.ago(20, 9), .handling(.close(reason: "办理结果已答复信访人。")))
        try script.then(
            DemoPeople.clerk, clock.ago(15, 9, 10),
            .followUp(.followUp(.dissatisfied, .phone, reason: "没有人说清缺哪一份证明。")))
        try script.then(DemoPeople.zhouYan, clock.ago(15, 11), .handling(.return(reason: "请书面写明所缺材料，一次说清。")))
        try script.then(
            DemoPeople.households, clock.ago(12, 10), .handling(.report(reason: "书面一次告知，材料补齐，户口已落。")))
        try script.then(DemoPeople.zhouYan, clock.ago(11, 9), .handling(.close(reason: "书面答复已送达。")))
        try script.then(
            DemoPeople.clerk, clock.ago(2, 15), .followUp(.followUp(.satisfied, .phone, reason: "已经落户。")))
        return script.written
    }

    /// 5. An accusation: masked for all but its first officer and the inspector; no dialogue with the accused.
    static func accusation(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try DemoScript(
            95, by: DemoPeople.shenQingyan, at: clock.ago(6, 10), year: clock.year,
            Registration(
                title: "反映民警处警时态度粗暴", channel: .letter, visitKind: .first, contentClass: .accusation,
                claims: "查明处警经过，依规处理。", facts: "信中反映北桥派出所一名民警处警时言语粗暴、拒绝出示证件。",
                issueLocation: "北桥街", concernedUnit: "北桥派出所", headCount: 1,
                parties: [
                    DemoPeople.person(
                        "p-95-1", .petitioner, "纪云深", .male, born: clock.birth(age: 50, month: 1, day: 6),
                        serial: "061",
                        phone: "3331", address: "北桥街 9 号"),
                    DemoPeople.person(
                        "p-95-2", .respondent, "某民警", .male, born: clock.birth(age: 35, month: 1, day: 6),
                        serial: "063",
                        phone: "3332"),
                ], receivedAt: clock.ago(6, 9)))
        try script.then(
            DemoPeople.shenQingyan, clock.ago(5, 9), .registration(.accept(reason: "检举控告类，由执法监督方向办理。")))
        return script.written
    }

    /// 6. A repeat visit, linked to the older case below.
    static func repeatVisit(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try DemoScript(
            103, by: DemoPeople.zhouYan, at: clock.ago(4, 15), year: clock.year,
            Registration(
                title: "停车位划线再次被占", channel: .visit, visitKind: .repeat, contentClass: .appealRequest,
                claims: "请再次协调，明确车位归属。", facts: "去年调解后好了一阵，上月起车位又被占。", issueLocation: "东陌路 40 号院",
                concernedUnit: "东陌派出所", headCount: 1,
                parties: [
                    DemoPeople.person(
                        "p-103-1", .petitioner, "虞山", .male, born: clock.birth(age: 57, month: 1, day: 25),
                        serial: "071",
                        phone: "3341", address: "东陌路 40 号院 2 栋"),
                    DemoPeople.person(
                        "p-103-2", .respondent, "岑参差", .male, born: clock.birth(age: 41, month: 1, day: 19),
                        serial: "073", phone: "3342", address: "东陌路 40 号院 5 栋"),
                ], receivedAt: clock.ago(4, 14, 30),
                prior: PriorMatter(
                    caseID: CaseID("c-12"), hasReReviewOpinion: false, sameFactsAndReasons: true)))
        try script.then(
            DemoPeople.zhouYan, clock.ago(3, 9), .registration(.accept(reason: "新的占位事实，作为重复信访受理。")))
        return script.written
    }
}
