import Mediation

/// One value or more of every kind of a case's events, and the case that they add up to. As `RoomEventSamples`.
enum CaseSamples {
    static let all = CaseEvent.Change.Name.allCases.flatMap(of)

    static func moment(_ hours: Int64) -> Instant {
        Instant(milliseconds: 1_772_416_800_000 + hours * 3_600_000)
    }

    static let officer = StaffReference(id: AccountID("a-G003"), staffNo: "G003", name: "周砚")
    static let liaison = StaffReference(id: AccountID("a-L001"), staffNo: "L001", name: "陆平")
    static let lead = StaffReference(id: AccountID("a-K002"), staffNo: "K002", name: "沈既白")

    /// What happened, without when and by whom.
    private static func changes(_ name: CaseEvent.Change.Name) -> [CaseEvent.Change] {
        switch name {
        case .registration(let name): changes(name).map(CaseEvent.Change.registration)
        case .handling(let name): changes(name).map(CaseEvent.Change.handling)
        case .supervision(let name): changes(name).map(CaseEvent.Change.supervision)
        case .followUp(let name): changes(name).map(CaseEvent.Change.followUp)
        case .archive(let name): changes(name).map(CaseEvent.Change.archive)
        case .dialogue(let name): changes(name).map(CaseEvent.Change.dialogue)
        }
    }

    private static func changes(_ name: CaseRegistration.Event.Name) -> [CaseRegistration.Event] {
        switch name {
        case .registered:
            [
                .registered(
                    id: CaseID("c-1"), caseNo: "青信〔2026〕0087", bureau: .main, registration,
                    firstOfficer: officer,
                    noticeDue: moment(360)),
                .registered(
                    id: CaseID("c-2"), caseNo: "青信〔2026〕0088", bureau: .main, bareRegistration,
                    firstOfficer: nil,
                    noticeDue: moment(361)),
            ]
        case .taken: [.taken]
        case .accepted:
            [
                .accepted(
                    reason: "属于本级职权", notice: notice, handlingDue: moment(1440), countsAsNew: true),
                .accepted(reason: "", notice: nil, handlingDue: moment(1441), countsAsNew: false),
            ]
        case .declined: [.declined(reason: "已有复核意见", notice: notice), .declined(reason: "", notice: nil)]
        case .forwarded:
            [
                .forwarded(unit: "区司法局", reason: "不属于公安职权", notice: notice),
                .forwarded(unit: "", reason: "", notice: nil),
            ]
        case .redirected:
            [
                .redirected(unit: "区法院", reason: "涉诉", notice: notice),
                .redirected(unit: "", reason: "", notice: nil),
            ]
        case .partyAdded: [.partyAdded(lawyer), .partyAdded(bareParty)]
        case .handedOver: [.handedOver(to: lead, reason: "轮岗")]
        case .linked: [.linked(to: CaseID("c-7"))]
        case .identityUnmasked: [.identityUnmasked(PartyID("p-1"), reason: "核对身份")]
        }
    }

    private static func changes(_ name: CaseHandling.Event.Name) -> [CaseHandling.Event] {
        switch name {
        case .graded:
            [
                .graded(.two, reason: "多次来访", localDue: moment(720)),
                .graded(.three, reason: "", localDue: nil),
            ]
        case .endorsed: [.endorsed(reason: "同意")]
        case .assigned:
            [
                .assigned(
                    Assignment(
                        unit: "西苑派出所", due: moment(480),
                        items: [
                            Assignment.Item(text: "一、到场核实\n二、劝停夜间施工", unit: "西苑派出所", due: moment(480))
                        ])),
                .assigned(joint),
            ]
        case .received: [.received(unit: nil), .received(unit: "治安大队")]
        case .objected: [.objected(reason: "不在辖区", unit: nil), .objected(reason: "不在辖区", unit: "治安大队")]
        case .unassigned: [.unassigned(reason: "异议成立")]
        case .reported: [.reported(result: "双方达成一致")]
        case .closingApproved:
            [.closingApproved(.unit, reason: "同意"), .closingApproved(.firstOfficer, reason: "")]
        case .closed:
            [
                .closed(
                    reason: "已履行", notice: Notice(kind: .reply, servedAt: moment(300), isOverdue: false),
                    followUpDue: moment(468))
            ]
        case .returned:
            [.returned(reason: "尚未履行", lacking: []), .returned(reason: "第二项没有依据", lacking: [2])]
        case .noted: [.noted(text: "已电话联系", unit: nil), .noted(text: "余款本周付清", unit: "治安大队")]
        case .progressed: [.progressed(item: 2, text: "等医院盖章")]
        case .itemAnswered: [.answered(item: 1, text: "录像一段，附件 1")]
        case .letterSent:
            [.letterSent(Letter(addressee: "区城管局", text: "占道经营的处理请告知", due: moment(400)))]
        case .letterAnswered: [.letterAnswered(letter: 1, text: "已责令整改")]
        }
    }

    private static func changes(_ name: CaseSupervision.Event.Name) -> [CaseSupervision.Event] {
        switch name {
        case .extended:
            [.extended(Extension(days: 30, reason: "等待鉴定", approver: lead, newDue: moment(2160)))]
        case .extensionRequested: [.extensionRequested(days: 20, reason: "等待鉴定")]
        case .extensionDecided:
            [
                .extensionDecided(granted: true, reason: "同意"),
                .extensionDecided(granted: false, reason: "不同意"),
            ]
        case .supervised:
            [
                .supervised(demand: "三日内答复", due: moment(200), unit: nil),
                .supervised(demand: "请答复", due: moment(201), unit: "治安大队"),
            ]
        case .interestDeclared: [.interestDeclared(reason: "亲属")]
        case .recusalRequested:
            [.recusalRequested(of: officer, reason: "相识", due: moment(48))]
        case .recusalDecided: [.recusalDecided(of: officer, granted: true, reason: "理由成立")]
        case .reReviewed: [.reReviewed(opinion: "维持")]
        case .deadlineMissed: [.deadlineMissed(.supervision, term: moment(200))]
        case .deadlineNear: [.deadlineNear(.handling, term: moment(1440))]
        case .termMoved: [.termMoved(.handling, from: moment(1440), to: moment(1464))]
        }
    }

    private static func changes(_ name: CaseFollowUp.Event.Name) -> [CaseFollowUp.Event] {
        switch name {
        case .followedUp: [.followedUp(followUp)]
        case .promised: [.promised(promise)]
        case .performanceNoted: [.performanceNoted(number: 1, finding)]
        }
    }

    static let promise = Promise(number: 1, who: "贺长风", what: "赔付医疗费 1,500 元", due: moment(200))
    static let finding = Promise.Finding(performance: .part, at: moment(210), by: lead, note: "付了一半")

    private static func changes(_ name: CaseArchive.Event.Name) -> [CaseArchive.Event] {
        switch name {
        case .signOffProposed: [.signOffProposed]
        case .signedOff: [.signedOff]
        case .archived: [.archived]
        case .exported: [.exported(purpose: "复核调卷")]
        case .consultationFiled: [.sheetFiled(.lawyerConsultation, note: "苏见微解答赔偿标准")]
        case .discussionFiled: [.sheetFiled(.lawyerDiscussion, note: "与法制大队会商")]
        case .jointHandlingFiled: [.sheetFiled(.jointHandling, note: "派出所、治安大队到场")]
        case .bypassFiled: [.sheetFiled(.bypassVisit, note: "到市局走访后转回")]
        }
    }

    private static func changes(_ name: CaseDialogue.Event.Name) -> [CaseDialogue.Event] {
        switch name {
        case .sessionLaunched:
            [.sessionLaunched(id: SessionID("s-1"), number: 1, invited: [PartyID("p-1"), PartyID("p-2")])]
        case .sessionInvited: [.sessionInvited(id: SessionID("s-1"), PartyID("p-3"))]
        case .sessionEnded:
            [
                .sessionEnded(
                    id: SessionID("s-1"), reason: .agreement,
                    minutes: AttachedMinutes(version: 2, digest: "00ff", label: "unsigned")),
                .sessionEnded(id: SessionID("s-1"), reason: .hostAbsent, minutes: nil),
            ]
        }
    }

    /// Every event has its moment; the server's own have nobody who did them.
    static func of(_ name: CaseEvent.Change.Name) -> [CaseEvent] {
        changes(name).enumerated().map { index, change in
            CaseEvent(at: moment(Int64(index)), by: index == 0 ? officer : nil, change: change)
        }
    }

    static let joint = Assignment(
        unit: "西苑派出所", due: moment(480),
        items: [
            Assignment.Item(
                text: "到场核实", unit: "西苑派出所", due: moment(480),
                progress: [Assignment.Remark(by: liaison, at: moment(100), text: "到过一次")]),
            Assignment.Item(
                text: "劝停夜间施工", unit: "治安大队", due: moment(240),
                result: Assignment.Remark(by: nil, at: moment(110), text: "已停")),
        ], requirements: "依法文明",
        receipts: [Assignment.Receipt(unit: "西苑派出所", by: liaison, at: moment(90))],
        objections: [Assignment.Objection(unit: "治安大队", reason: "不在辖区")])

    static let registration = Registration(
        title: "楼上楼下夜间噪声", channel: .visit, visitKind: .repeat, contentClass: .appealRequest,
        claims: "夜里十点后停止装修。", facts: "每晚十一点仍有电钻声。", issueLocation: "西苑小区 3 号楼",
        concernedUnit: "北桥派出所", headCount: 3, parties: [petitioner, bareParty], receivedAt: moment(-1),
        prior: PriorMatter(caseID: CaseID("c-0"), hasReReviewOpinion: false, sameFactsAndReasons: true))
    static let bareRegistration = Registration(
        title: "", channel: .hotline, visitKind: .first, contentClass: .suggestion, claims: "", facts: "",
        issueLocation: "", concernedUnit: "", headCount: 1, parties: [], receivedAt: moment(0), prior: nil)

    static let petitioner = Party(
        id: PartyID("p-1"), role: .petitioner, name: "林晚舟", sex: .female,
        birthDate: CivilDay(serial: -1793), idType: "resident_id", idNo: "00000019650203203X",
        phone: "100-0000-2046", address: "西苑小区 3 号楼 502", accessNeeds: "慢一点说", isSuspect: false)
    static let lawyer = Party(
        id: PartyID("p-3"), role: .lawyer, name: "苏见微", sex: .male, birthDate: nil, idType: nil, idNo: nil,
        phone: "100-0000-3001", address: "", accessNeeds: "", isSuspect: true, actsFor: .petitioner,
        firm: "某所", licenceNo: "L-1", conflictDeclared: true, mandate: "一般代理")
    static let bareParty = Party(id: PartyID("p-2"), role: .respondent, name: "贺长风")

    static let notice = Notice(kind: .acceptance, servedAt: moment(20), isOverdue: true)
    static let followUp = FollowUp(
        at: moment(400), by: lead, rating: .fairlySatisfied, method: .phone, note: "再看一周", performance: .part)

    /// A case's life, by the first sample of each.
    static let story: [CaseEvent.Change.Name] = [
        .registration(.registered), .registration(.taken), .registration(.linked), .registration(.accepted),
        .handling(.graded), .handling(.endorsed), .handling(.assigned), .handling(.objected),
        .handling(.unassigned),
        .handling(.assigned), .handling(.received), .registration(.partyAdded), .dialogue(.sessionLaunched),
        .dialogue(.sessionInvited), .dialogue(.sessionEnded), .supervision(.extended),
        .supervision(.supervised), .handling(.noted), .supervision(.interestDeclared),
        .supervision(.recusalRequested), .supervision(.recusalDecided), .registration(.handedOver),
        .supervision(.reReviewed), .handling(.reported), .handling(.closingApproved), .handling(.closed),
        .followUp(.followedUp), .handling(.objected), .archive(.signOffProposed),
    ]
    static let lastOfStory = CaseEvent(
        at: moment(999), by: nil,
        change: .supervision(.recusalRequested(of: liaison, reason: "同乡", due: moment(1047))))

    /// A case of which every part holds something.
    static var file: CaseFile? { CaseFile(folding: story.compactMap { of($0).first } + [lastOfStory]) }

    /// The same case when one of its terms has passed.
    static var lateFile: CaseFile? {
        CaseFile(
            folding: story.compactMap { of($0).first } + [lastOfStory] + of(.supervision(.deadlineMissed)))
    }

    /// The same case with something that was promised.
    static var promisedFile: CaseFile? {
        CaseFile(
            folding: story.compactMap { of($0).first } + [lastOfStory] + of(.followUp(.promised))
                + of(.followUp(.performanceNoted)) + of(.archive(.signOffProposed)))
    }

    /// A case that two units work on, with a letter, and more time asked for.
    static var jointFile: CaseFile? {
        let opening: [CaseEvent.Change.Name] = [
            .registration(.registered), .registration(.accepted), .handling(.graded),
        ]
        let changes: [CaseEvent.Change] = [
            .handling(.assigned(joint)), .handling(.received(unit: "西苑派出所")),
            .handling(.received(unit: "治安大队")), .handling(.progressed(item: 2, text: "等医院盖章")),
            .handling(.answered(item: 2, text: "已停")),
            .handling(.letterSent(Letter(addressee: "区城管局", text: "请告知", due: moment(400)))),
            .handling(.letterAnswered(letter: 1, text: "已责令整改")),
            .supervision(.supervised(demand: "请答复", due: moment(201), unit: "治安大队")),
            .supervision(.extensionRequested(days: 20, reason: "等待鉴定")),
            .supervision(.deadlineNear(.handling, term: moment(1440))),
        ]
        return CaseFile(
            folding: opening.compactMap { of($0).first }
                + changes.enumerated().map { index, change in
                    CaseEvent(at: moment(120 + Int64(index)), by: liaison, change: change)
                })
    }

    /// A case on the day on which it is registered.
    static var bareFile: CaseFile? { CaseFile(folding: of(.registration(.registered)).suffix(1)) }
}
