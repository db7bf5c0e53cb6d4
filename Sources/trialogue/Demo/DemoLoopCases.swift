import Mediation

/// A case for each place of the loop at which somebody's decision is awaited, so that every desk has something on it.
extension DemoData {
    /// Accepted, and not graded yet.
    static func parcelLocker(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            107, clock, days: 4, "快递柜占住消防通道", .online, unit: "北桥派出所",
            petitioner: ("凌霄", .female, 35), respondent: ("管城", .male, 42))
        try script.then(DemoPeople.zhouYan, clock.ago(3, 9), .registration(.accept(reason: "属本局职责。")))
        return script.written
    }

    /// Level 1, and the leader has not endorsed it yet.
    static func unpaidWages(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            108, clock, days: 3, "工地欠薪引发的堵路", .visit, unit: "治安大队",
            petitioner: ("江上青", .male, 47), respondent: ("卫城", .male, 50), by: DemoPeople.qinZhaoye)
        try script.then(
            DemoPeople.qinZhaoye, clock.ago(2, 9), .registration(.accept(reason: "属本局职责，当日受理。")))
        try script.then(
            DemoPeople.qinZhaoye, clock.ago(1, 15),
            .handling(.grade(.one, reason: "三十八人，推选代表五人；两人中暑送医。请批示是否同意一级。")))
        return script.written
    }

    /// The unit objects to the assignment; the first officer has not decided.
    static func floodedGarage(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            97, clock, days: 9, "地下车库积水起争执", .phone, unit: "东陌派出所",
            petitioner: ("温如言", .male, 39), respondent: ("桑落", .female, 44))
        try assign(&script, clock, .two, DemoPeople.eastPath, accepted: 8)
        try script.then(
            DemoPeople.eastPath, clock.ago(6, 10), .handling(.object(reason: "车库在南圃辖区，不在本所辖区。")))
        return script.written
    }

    /// Level 1: the legal section has agreed to close it, the leader has not.
    static func nurseryGate(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            88, clock, days: 18, "幼儿园门口停车伤人", .visit, unit: "西苑派出所",
            petitioner: ("柳如眉", .female, 33), respondent: ("石敢", .male, 29))
        try assign(&script, clock, .one, DemoPeople.westGarden, accepted: 17)
        try script.then(DemoPeople.westGarden, clock.ago(15, 9), .handling(.receive))
        try script.then(
            DemoPeople.westGarden, clock.ago(3, 16), .handling(.report(reason: "双方达成书面协议，医药费已付清。")))
        try script.then(
            DemoPeople.lawyerOfBureau, clock.ago(1, 10), .handling(.close(reason: "程序和证据没有问题，同意办结。")))
        return script.written
    }

    /// Asked after the closing: part of what was promised is owed, so that it can't be signed off.
    static func removalFirm(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            58, clock, days: 30, "搬家公司加价引发的扣车", .visit, unit: "治安大队",
            petitioner: ("阮星河", .male, 36), respondent: ("褚行", .male, 45))
        try close(&script, clock, DemoPeople.publicOrder, accepted: 29, closed: 8)
        try script.then(
            DemoPeople.clerk, clock.ago(1, 15),
            .followUp(
                .followUp(.fairlySatisfied, .phone, reason: "钱退了一大半，人也客气，就差三百。", performance: .part)))
        return script.written
    }

    /// The first officer has proposed the sign-off; the office's lead has not approved it.
    static func chessRoom(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        try signOffProposed(33, clock, "楼下棋牌室夜间噪声", ("杜若", .female, 51), ("祝余", .male, 60)).written
    }

    /// Signed off, and not archived yet.
    static func bicycleShed(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try signOffProposed(23, clock, "车棚被占引起的口角", ("苏木", .male, 55), ("白芷", .female, 48))
        try script.then(DemoPeople.lead, clock.ago(6, 11), .archive(.signOff))
        return script.written
    }

    /// Not accepted: the same facts and reasons had their opinion already.
    static func oldQuarrel(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            104, clock, days: 6, "旧事重提要求重新处理", .letter, unit: "南圃派出所",
            petitioner: ("司南", .male, 68), respondent: ("司北", .male, 64))
        try script.then(
            DemoPeople.zhouYan, clock.ago(5, 10), .registration(.decline(reason: "已有复核意见，事实和理由相同。")))
        return script.written
    }

    /// Belongs to a court.
    static func rentDispute(_ clock: DemoClock) throws(Refusal) -> DemoCase {
        var script = try small(
            94, clock, days: 8, "租金押金不退的纠纷", .hotline, unit: "北桥派出所",
            petitioner: ("云起", .female, 26), respondent: ("屋主", .male, 57))
        try script.then(
            DemoPeople.zhouYan, clock.ago(7, 10),
            .registration(.redirect(unit: "区人民法院", reason: "属民事合同纠纷，已告知起诉办法。")))
        return script.written
    }

    private static func signOffProposed(
        _ number: Int, _ clock: DemoClock, _ title: String, _ petitioner: (String, Sex, Int),
        _ respondent: (String, Sex, Int)
    ) throws(Refusal) -> DemoScript {
        var script = try small(
            number, clock, days: 45, title, .visit, unit: "西苑派出所", petitioner: petitioner,
            respondent: respondent)
        try close(&script, clock, DemoPeople.westGarden, accepted: 44, closed: 20)
        try script.then(
            DemoPeople.clerk, clock.ago(14, 15),
            .followUp(.followUp(.satisfied, .visit, reason: "晚上安静了。", performance: .whole)))
        try script.then(DemoPeople.zhouYan, clock.ago(7, 9), .archive(.signOff))
        return script
    }

    private static func close(
        _ script: inout DemoScript, _ clock: DemoClock, _ unit: Account, accepted: Int, closed: Int
    ) throws(Refusal) {
        try assign(&script, clock, .three, unit, accepted: accepted)
        try script.then(unit, clock.ago(accepted - 2, 9), .handling(.receive))
        try script.then(unit, clock.ago(closed + 1, 16), .handling(.report(reason: "双方意见已听取，已有协议。")))
        try script.then(DemoPeople.zhouYan, clock.ago(closed, 10), .handling(.close(reason: "答复已当面送达。")))
    }

    /// Put to the unit on the morning after it was accepted.
    private static func assign(
        _ script: inout DemoScript, _ clock: DemoClock, _ level: CaseLevel, _ unit: Account, accepted: Int
    ) throws(Refusal) {
        try assign(
            &script, clock, by: DemoPeople.zhouYan, level, unit, accepted: accepted,
            at: clock.ago(accepted - 1, 9), due: clock.end(in: 14 - accepted))
    }
}
