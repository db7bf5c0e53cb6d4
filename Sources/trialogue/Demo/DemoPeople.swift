import Mediation

/// The bureau's people and the petitioners' side, all invented.
enum DemoPeople {
    static let petitionOffice = "信访科"
    static let stations = ["西苑派出所", "东陌派出所", "北桥派出所", "南圃派出所"]
    static let brigades = ["治安大队", "刑侦大队", "交警大队", "户政大队"]
    static let legal = "法制大队"

    /// All units of the bureau with their kinds; the last brigade has no liaison yet, so that the page says so.
    static let units: [(name: String, kind: BureauUnit.Kind)] =
        stations.map { ($0, .station) } + brigades.map { ($0, .brigade) } + [
            ("网安大队", .brigade), (legal, .legalSection),
        ]
        + [petitionOffice, "分局领导", "督察大队", "档案室", "科信科"].map { ($0, .office) }

    /// The registry: one on duty, one of a station, one whom a petitioner brought.
    static func lawyers() throws(Refusal) -> [LawyerForm] {
        [
            try LawyerForm(
                licenceNo: "00000000000000001", name: "苏见微", firm: "青禾区法律援助值班站", capacity: .duty,
                phone: "100-0000-3358"),
            try LawyerForm(
                licenceNo: "00000000000000002", name: "闻笛", firm: "东陌派出所驻所律师室", capacity: .station,
                station: stations[1], phone: "100-0000-3359"),
            try LawyerForm(
                licenceNo: "00000000000000003", name: "祁连", firm: "远岫律师事务所（虚构）", capacity: .agent,
                phone: "100-0000-3360"),
        ]
    }

    static let luWangchuan = officer("G001", "陆望川", "经济纠纷、交通事故")
    static let shenQingyan = officer("G002", "沈青岩", "执法监督、涉法涉诉")
    static let zhouYan = officer("G003", "周砚", "邻里纠纷、治安调解")
    static let jiangYubai = officer("G004", "江予白", "噪声扰民、物业纠纷")
    static let guNanxing = officer("G005", "顾南星", "家庭纠纷、妇女权益")
    static let fangRuoshui = officer("G006", "方若水", "户籍、未成年人")
    static let songTinglan = officer("G007", "宋听澜", "电信诈骗、刑事案件进展")
    static let qinZhaoye = officer("G008", "秦照野", "拆迁征地、集体来访")

    static let clerk = post("K001", "叶知秋", .clerk, petitionOffice)
    static let lead = post("K002", "许既明", .officeLead, petitionOffice)
    static let leader = post("D001", "程远山", .bureauLeader, "分局领导")
    static let lawyerOfBureau = post("F001", "凌子衿", .legalSection, legal)
    static let inspector = post("J001", "穆清", .inspector, "督察大队")
    static let archivist = post("A001", "白露", .archivist, "档案室")
    static let administrator = post("S001", "康宁", .administrator, "科信科")

    static let westGarden = post("L001", "覃远", .liaison, stations[0])
    static let eastPath = post("L002", "石泉", .liaison, stations[1])
    static let northBridge = post("L003", "殷实", .liaison, stations[2])
    static let southField = post("L004", "鲁原", .liaison, stations[3])
    static let publicOrder = post("L005", "管仲平", .liaison, brigades[0])
    static let criminal = post("L006", "卓然", .liaison, brigades[1])
    static let traffic = post("L007", "路遥川", .liaison, brigades[2])
    static let households = post("L008", "文静姝", .liaison, brigades[3])

    static let all = [
        luWangchuan, shenQingyan, zhouYan, jiangYubai, guNanxing, fangRuoshui, songTinglan, qinZhaoye, clerk,
        lead,
        leader, lawyerOfBureau, inspector, archivist, administrator, westGarden, eastPath, northBridge,
        southField,
        publicOrder, criminal, traffic, households,
    ]

    private static func officer(_ staffNo: String, _ name: String, _ fields: String) -> Account {
        Account(
            id: AccountID("a-" + staffNo), staffNo: staffNo, name: name, role: .seniorOfficer,
            unit: petitionOffice, rank: "三级警监", phone: "100-0000-" + "40" + staffNo.suffix(2),
            fields: fields)
    }

    private static func post(_ staffNo: String, _ name: String, _ role: Role, _ unit: String) -> Account {
        Account(
            id: AccountID("a-" + staffNo), staffNo: staffNo, name: name, role: role, unit: unit,
            phone: "100-0000-4" + String(staffNo.utf8.first ?? 0) + staffNo.suffix(1))
    }

    /// An order for one thing to one unit.
    static func order(_ unit: String, _ due: Instant, _ text: String) -> Assignment {
        Assignment(unit: unit, due: due, items: [Assignment.Item(text: text, unit: unit, due: due)])
    }

    static func item(_ text: String, _ liaison: Account, _ due: Instant) -> Assignment.Item {
        Assignment.Item(text: text, unit: liaison.unit, due: due)
    }

    /// The lawyer on duty: neutral, declared free of conflict.
    static func dutyLawyer(_ id: String) -> Party {
        lawyer(id, "苏见微", .neutral, firm: "青禾区法律援助值班站", licence: "00000000000000001", phone: "3358")
    }

    /// A station's own lawyer.
    static func stationLawyer(_ id: String) -> Party {
        lawyer(id, "闻笛", .neutral, firm: "东陌派出所驻所律师室", licence: "00000000000000002", phone: "3359")
    }

    /// A lawyer whom a petitioner brought.
    static func petitionersLawyer(_ id: String) -> Party {
        lawyer(id, "祁连", .petitioner, firm: "远岫律师事务所（虚构）", licence: "00000000000000003", phone: "3360")
    }

    private static func lawyer(
        _ id: String, _ name: String, _ side: Side, firm: String, licence: String, phone: String
    ) -> Party {
        Party(
            id: PartyID(id), role: .lawyer, name: name, phone: "100-0000-" + phone, actsFor: side, firm: firm,
            licenceNo: licence, conflictDeclared: true)
    }

    /// Somebody with an identity number of the region that doesn't exist and a wrong check digit.
    static func person(
        _ id: String, _ role: PartyRole, _ name: String, _ sex: Sex, born: CivilDay, serial: String,
        phone: String,
        address: String = "", needs: String = ""
    ) -> Party {
        Party(
            id: PartyID(id), role: role, name: name, sex: sex, birthDate: born, idType: "resident_id",
            idNo: identityNumber(born: born, serial: serial), phone: "100-0000-" + phone, address: address,
            accessNeeds: needs)
    }

    /// GB 11643 with region 000000 and a check digit that can't be right: `X`, or `0` where `X` would be right.
    static func identityNumber(born: CivilDay, serial: String) -> String {
        let date = born.date
        let body = "000000" + padded(date.year, 4) + padded(date.month, 2) + padded(date.day, 2) + serial
        return body + (checkDigit(of: body) == "X" ? "0" : "X")
    }

    /// The right check digit of the first 17 (ISO 7064, MOD 11-2).
    static func checkDigit(of body: String) -> String {
        var sum = 0
        for byte in body.utf8 { sum = (sum + Int(byte &- 0x30)) * 2 % 11 }
        let digit = (12 - sum) % 11
        return digit == 10 ? "X" : String(digit)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
