/// Every word that the program itself puts into minutes. The record's language is Chinese whatever the reader's
/// pages speak, and a word changed here changes the bytes of documents made from then on, never of older ones.
enum MinutesWords {
    static let unreadable = "（本节原有文字的存储已损坏，无法读出。）"

    static func title(of kind: RoomFounding.Kind) -> String {
        switch kind {
        case .petitionTalk: "接谈笔录"
        case .securityMediation: "调解笔录"
        }
    }

    static func heading(of section: MinutesSection) -> String {
        switch section {
        case .identity: "一、身份核验"
        case .presence: "二、到场情况和利害关系"
        case .rights: "三、权利义务告知"
        case .videoConsent: "四、是否同意以视频方式进行"
        case .petitioner: "五、信访人陈述"
        case .respondent: "六、对方当事人陈述"
        case .lawyer: "七、律师意见"
        case .undisputedFacts: "八、无争议事实"
        case .proposals: "九、协商方案"
        case .result: "十、结果"
        case .interruptions: "十一、中断情况"
        }
    }

    static func label(of key: MinutesDocument.HeaderKey) -> String {
        switch key {
        case .time: "时间"
        case .medium: "方式"
        case .matter: "事项"
        case .host: "主持人"
        case .participant: "参加人"
        case .recording: "录音录像"
        case .interruptions: "线路中断"
        case .version: "版本"
        }
    }

    static func role(_ role: SeatRole) -> String {
        switch role {
        case .host: "主持人"
        case .petitioner: "信访人"
        case .petitionRepresentative: "信访代表"
        case .respondent: "对方当事人"
        case .unitRepresentative: "单位代表"
        case .lawyer: "律师"
        case .agent: "代理人"
        case .guardian: "监护人"
        case .interpreter: "翻译"
        case .signInterpreter: "手语翻译"
        case .witness: "见证人"
        }
    }

    static func identity(_ method: IdentityCheck.Method?) -> String {
        switch method {
        case nil: "身份未核验"
        case .contact: "仅凭链接核实联系方式"
        case .document: "已查看身份证件"
        case .knownInPerson: "主持人本人认识"
        case .licence: "已查看律师执业证"
        case .station: "由派出所现场核验"
        }
    }

    static let medium = "视频对话"
    static let recorded = "全程录音录像"
    static let unrecorded = "未录音录像"
    static let noInterruption = "无"
    static let nobody = "无"
    static let empty = "（无记录）"
    static let stillRunning = "（未结束）"
    static let notStarted = "未开始（无人进入对话）"
    static let unsigned = "未签名"
    static let tail = "签名状态：未签名。本笔录由系统按主持人记录生成，各方尚未签名，附卷后不再改动。"

    static func session(_ id: SessionID) -> String { "会话号 \(id)" }
    static func number(_ number: Int) -> String { "第 \(number) 次" }
    static func version(_ version: Int) -> String { "第 \(version) 版" }
    static func host(_ name: String, _ staffNo: String) -> String { "\(name)，工号 \(staffNo)" }
    static func times(from: String, to: String) -> String { "\(from) 至 \(to)" }
    static func interruption(_ name: String, at time: String, seconds: Int) -> String {
        seconds > 0 ? "\(time) \(name)中断 \(seconds) 秒" : "\(time) \(name)中断不到 1 秒"
    }
    static func moreInterruptions(_ name: String, times: Int, seconds: Int) -> String {
        "\(name)另有 \(times) 次中断，共 \(seconds) 秒"
    }
    /// Two ideographic spaces, as a paragraph of Chinese begins.
    static let indent = "\u{3000}\u{3000}"
    static let comma = "，"
    static let semicolon = "；"
    static let colon = "："
}
