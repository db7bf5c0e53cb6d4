import Mediation
import Testing

@Suite("Minutes", .timeLimit(.minutes(10))) struct MinutesTests {
    private func facts(
        end: Bool = true, note: String = "在家中参加", more: [MinutesHeaderFacts.Interruption] = []
    ) throws -> MinutesHeaderFacts {
        let day = try #require(CivilDay(year: 2026, month: 3, day: 12))
        return MinutesHeaderFacts(
            office: "青禾区公安分局", sessionID: SessionID("s-1"), caseNo: "青信〔2026〕0087", title: "电梯施工\n推搡纠纷",
            number: 2,
            kind: .petitionTalk, version: 1,
            startedAt: LocalTime.moment(day, hour: 10, minute: 30, second: 59),
            endedAt: end ? LocalTime.moment(day, hour: 11, minute: 34) : nil, hostName: "周砚",
            hostStaffNo: "G003",
            participants: [
                .init(role: .petitioner, name: "林晚舟", identity: .document, note: note),
                .init(role: .respondent, name: "贺长风", identity: .contact),
            ], isRecorded: false,
            interruptions: [
                .init(name: "贺长风", from: LocalTime.moment(day, hour: 10, minute: 41), seconds: 12),
                .init(name: "林晚舟", from: LocalTime.moment(day, hour: 10, minute: 42), seconds: 0),
            ] + more)
    }

    @Test func aLineThatFlapsIsToldByItsSum() throws {
        let start = try #require(try facts().startedAt)
        let cuts = (0..<817).map {
            MinutesHeaderFacts.Interruption(name: "贺长风", from: start.adding(.seconds(Int64($0))), seconds: 2)
        }
        let one = MinutesHeaderFacts.Interruption(name: "林晚舟", from: start, seconds: 5)
        let document = MinutesDocument(facts: try facts(more: cuts + [one]), draft: MinutesDraft())
        let line = document.header.first { $0.key == .interruptions }?.value
        let sentences = try #require(line).split(separator: "；")
        #expect(sentences.count == 8 + 2 + 1)
        #expect(sentences.contains("贺长风另有 810 次中断，共 1620 秒"))
    }

    @Test("The document is this text and no other")
    func golden() throws {
        var draft = MinutesDraft()
        _ = try draft.edit(.petitioner, text: "问：谁推的？\n\n答：没看清。", base: 0, isFrozen: false)
        let expected = """
            青禾区公安分局
            接谈笔录
            青信〔2026〕0087 第 2 次，未签名

            时间：2026年3月12日 10:30 至 11:34
            方式：视频对话，会话号 s-1
            事项：青信〔2026〕0087 电梯施工 推搡纠纷
            主持人：周砚，工号 G003
            参加人：信访人，林晚舟，已查看身份证件，在家中参加
            参加人：对方当事人，贺长风，仅凭链接核实联系方式
            录音录像：未录音录像
            线路中断：10:41 贺长风中断 12 秒；10:42 林晚舟中断不到 1 秒
            版本：第 1 版

            一、身份核验
            （无记录）

            二、到场情况和利害关系
            （无记录）

            三、权利义务告知
            （无记录）

            四、是否同意以视频方式进行
            （无记录）

            五、信访人陈述
            　　问：谁推的？
            　　
            　　答：没看清。

            六、对方当事人陈述
            （无记录）

            七、律师意见
            （无记录）

            八、无争议事实
            （无记录）

            九、协商方案
            （无记录）

            十、结果
            （无记录）

            十一、中断情况
            （无记录）

            签名状态：未签名。本笔录由系统按主持人记录生成，各方尚未签名，附卷后不再改动。

            """
        #expect(try MinutesDocument(facts: facts(), draft: draft).text == expected)
    }

    @Test(
        "What people wrote is found again, whatever they wrote",
        arguments: [
            "六、对方当事人陈述\n（无记录）", "", "\n", "\n\n", "（无记录）", "\u{301}开头是变音符", "　　缩进过的\n\t制表",
            "é 与 e\u{301} 不合并", "签名状态：未签名。", "时间：今天",
        ])
    func parsesBack(_ text: String) throws {
        var draft = MinutesDraft()
        _ = try draft.edit(.petitioner, text: text, base: 0, isFrozen: false)
        _ = try draft.edit(.interruptions, text: text, base: 0, isFrozen: false)
        let document = try MinutesDocument(facts: facts(note: "甲\n乙"), draft: draft)
        let again = try #require(MinutesDocument(parsing: document.text))
        #expect(again.header == document.header)
        #expect(again.sections.map { Array($0.text.utf8) } == document.sections.map { Array($0.text.utf8) })
        #expect(Array(again.text.utf8) == Array(document.text.utf8))
    }

    @Test("What isn't such a document is told apart")
    func foreignText() throws {
        let text = try MinutesDocument(facts: facts(), draft: MinutesDraft()).text
        #expect(MinutesDocument(parsing: "") == nil)
        #expect(MinutesDocument(parsing: String(text.dropLast(200))) == nil)
    }

    @Test(
        "An edit from a stale revision, of a frozen version, too long or with a control character is refused")
    func refusals() throws {
        var draft = MinutesDraft()
        #expect(try draft.edit(.result, text: "一", base: 0, isFrozen: false) == 1)
        let before = draft
        #expect(throws: Refusal(.staleRevision, field: "base")) {
            try draft.edit(.result, text: "二", base: 0, isFrozen: false)
        }
        #expect(throws: Refusal(.minutesFrozen)) {
            try draft.edit(.result, text: "二", base: 1, isFrozen: true)
        }
        let long = String(repeating: "字", count: 8001)
        #expect(throws: Refusal(.tooLarge, field: "text")) {
            try draft.edit(.result, text: long, base: 1, isFrozen: false)
        }
        for bad in ["\u{0}", "\r", "\u{7F}", "\u{85}", "\u{2028}", "\u{202E}"] {
            #expect(throws: Refusal(.badField, field: "text")) {
                try draft.edit(.result, text: bad, base: 1, isFrozen: false)
            }
        }
        #expect(draft == before)
        #expect(try draft.edit(.result, text: String(long.dropLast()), base: 1, isFrozen: false) == 2)
        #expect(throws: Refusal(.unknownSection, field: "section")) { try MinutesSection(key: "title") }
    }

    @Test("The sections stand in the protocol's order")
    func order() {
        #expect(
            MinutesSection.allCases.map(\.rawValue) == [
                "identity", "presence", "rights", "video_consent", "petitioner", "respondent", "lawyer",
                "undisputed_facts", "proposals", "result", "interruptions",
            ])
    }
}
