package import Mediation

/// A case that is worked at random: steps by whoever may take them, mostly, and now and then by somebody else or out of turn.
package struct RandomCase {
    /// Somebody of each post, two who could be taken for each other, and who belongs to the unit that an accusation is about.
    package static let people: [Account] = [
        account("G003", .seniorOfficer, "信访科"), account("G006", .seniorOfficer, "信访科"),
        account("G009", .seniorOfficer, accused), account("K001", .clerk, "信访科"),
        account("K002", .officeLead, "信访科"), account("K003", .officeLead, "信访科"),
        account("D001", .bureauLeader, "分局领导"), account("F001", .legalSection, "法制大队"),
        account("J001", .inspector, "督察大队"), account("A001", .archivist, "档案室"),
        account("S001", .administrator, "科信科"), account("L001", .liaison, "西苑派出所"),
        account("L002", .liaison, "东陌派出所"), account("L003", .liaison, accused),
    ]

    /// The unit that the petition is about.
    package static let accused = "北桥派出所"

    /// Words of the matter, which who sees it masked is never told.
    package static let secrets = ["楼上楼下夜间噪声", "停止装修", "每晚有电钻声", "林晚舟", "贺长风"]

    package private(set) var file: CaseFile
    package private(set) var events: [CaseEvent]
    private var now: Instant
    private var random: SeededGenerator

    private static func account(_ staffNo: String, _ role: Role, _ unit: String) -> Account {
        Account(id: AccountID("a-" + staffNo), staffNo: staffNo, name: staffNo, role: role, unit: unit)
    }

    /// A case of one of the classes, registered by a senior officer or a clerk.
    package init?(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let content = ContentClass.allCases.randomElement(using: &random) ?? .appealRequest
        let start = Instant(milliseconds: 1_772_400_000_000)
        let clerk = Self.people[[0, 1, 3].randomElement(using: &random) ?? 0]
        let form = Registration(
            title: Self.secrets[0], channel: Channel.allCases.randomElement(using: &random) ?? .visit,
            visitKind: .first, contentClass: content, claims: Self.secrets[1], facts: Self.secrets[2],
            issueLocation: "西苑小区", concernedUnit: Self.accused, headCount: 1,
            parties: [
                Party(id: PartyID("p-1"), role: .petitioner, name: Self.secrets[3]),
                Party(id: PartyID("p-2"), role: .respondent, name: Self.secrets[4]),
            ], receivedAt: start)
        guard
            let events = try? CaseFile.register(
                form, id: CaseID("c-1"), caseNo: "青信〔2026〕0001", by: clerk, at: start),
            let file = CaseFile(folding: events)
        else { return nil }
        self.file = file
        self.events = events
        self.random = random
        now = start
    }

    /// What one step came to.
    package enum Outcome {
        /// The events that it brought about, by whom.
        case taken(by: Account, [CaseEvent])
        case refused(Refusal)
    }

    /// One step more, some hours later.
    package mutating func next() -> Outcome {
        now = now.adding(.hours(Int64.random(in: 1...40, using: &random)))
        if let open = file.dialogue.openSession, Bool.random(using: &random) { return end(open.id) }
        let (step, account) = drawn()
        do throws(Refusal) {
            let events = try file.decide(command(step), by: account, at: now)
            take(events)
            return .taken(by: account, events)
        } catch {
            return .refused(error)
        }
    }

    private mutating func take(_ taken: [CaseEvent]) {
        for event in taken { file.apply(event) }
        events += taken
    }

    private mutating func end(_ session: SessionID) -> Outcome {
        do throws(Refusal) {
            let event = try file.ending(session, reason: .agreement, minutes: nil, by: nil, at: now)
            take([event])
            return .taken(by: Self.people[0], [event])
        } catch {
            return .refused(error)
        }
    }

    /// Mostly a step that moves the case on, by somebody who may take it.
    private mutating func drawn() -> (CaseStep, Account) {
        let account = Self.people.randomElement(using: &random) ?? Self.people[0]
        if file.status == .registered, Int.random(in: 0..<8, using: &random) == 0 {
            let exits: [CaseRegistration.Step] = [.decline, .forward, .redirect]
            return (.registration(exits.randomElement(using: &random) ?? .decline), Self.people[0])
        }
        if Int.random(in: 0..<3, using: &random) > 0 {
            let moves = Self.people.flatMap { person in
                file.steps(openTo: person).filter(Self.moving.contains).map { ($0, person) }
            }
            if let move = moves.randomElement(using: &random) { return move }
        }
        if Int.random(in: 0..<3, using: &random) > 0,
            let step = file.steps(openTo: account).randomElement(using: &random)
        {
            return (step, account)
        }
        return (CaseStep.allCases.randomElement(using: &random) ?? .handling(.note), account)
    }

    private static let moving: Set<CaseStep> = [
        .registration(.accept), .handling(.grade), .handling(.endorse), .handling(.assign),
        .handling(.receive), .handling(.answer), .handling(.report), .handling(.close), .handling(.return),
        .followUp(.followUp),
        .archive(.signOff), .archive(.archive),
    ]

    /// A command of each step: whoever adds a step is told here by the compiler.
    private mutating func command(_ step: CaseStep) -> CaseCommand {
        switch step {
        case .dialogue(let step): .dialogue(command(step))
        case .registration(let step): .registration(command(step))
        case .handling(let step): .handling(command(step))
        case .supervision(let step): .supervision(command(step))
        case .followUp(let step): .followUp(command(step))
        case .archive(let step): .archive(command(step))
        }
    }

    private mutating func command(_ step: CaseDialogue.Step) -> CaseDialogue.Command {
        switch step {
        case .launch:
            .launch(
                session: SessionID("s-\(file.dialogue.sessions.count + 1)"),
                invite: [PartyID("p-1"), PartyID("p-2")])
        }
    }

    private mutating func command(_ step: CaseRegistration.Step) -> CaseRegistration.Command {
        switch step {
        case .accept: .accept(reason: "属本局职责")
        case .decline: .decline(reason: "不属职责")
        case .forward: .forward(unit: "区市场监管局", reason: "转有权机关")
        case .redirect: .redirect(unit: "人民法院", reason: "已立案")
        case .addParty:
            .addParty(Party(id: PartyID("p-\(events.count)"), role: .witness, name: "路人\(events.count)"))
        case .handOver: .handOver(to: somebody(), reason: "轮岗")
        case .link: .linkToPending(CaseID("c-0"))
        case .unmaskIdentity: .unmaskIdentity(PartyID("p-1"), reason: "核对身份")
        }
    }

    private mutating func command(_ step: CaseHandling.Step) -> CaseHandling.Command {
        let units = ["西苑派出所", "东陌派出所", Self.accused]
        switch step {
        case .grade:
            return .grade(CaseLevel.allCases.randomElement(using: &random) ?? .three, reason: "事实清楚")
        case .endorse: return .endorse(reason: "同意")
        case .assign:
            let due = now.adding(.days(15))
            let chosen = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                units.randomElement(using: &random) ?? units[0]
            }
            return .assign(
                Assignment(
                    unit: chosen[0], due: due,
                    items: chosen.map { Assignment.Item(text: "查明经过", unit: $0, due: due) }))
        case .receive: return .receive
        case .object: return .object(reason: "不属本所管辖")
        case .report: return .report(reason: "已协商一致")
        case .close: return .close(reason: "答复已送达")
        case .return: return .return(reason: "请补正")
        case .note: return .note("记一笔")
        case .progress: return .progress(item: item(), reason: "已走访")
        case .answer: return .answer(item: item(), reason: "已查明")
        case .sendLetter:
            return .sendLetter(to: "区住建局", due: now.adding(.days(10)), reason: "请提供审批材料")
        case .fileReply: return .fileReply(letter: 1, reason: "已函复")
        }
    }

    private mutating func command(_ step: CaseSupervision.Step) -> CaseSupervision.Command {
        switch step {
        case .requestExtension: return .requestExtension(days: 20, reason: "待鉴定", reasonTold: true)
        case .decideExtension:
            return .decideExtension(granted: Bool.random(using: &random), reason: "情况属实")
        case .supervise: return .supervise(demand: "尽快", due: now.adding(.days(5)))
        case .declareInterest: return .declareInterest(reason: "系亲属")
        case .requestRecusal: return .requestRecusal(of: somebody().reference, reason: "系亲属")
        case .decideRecusal:
            let granted = Bool.random(using: &random)
            return .decideRecusal(of: somebody().reference, granted: granted, reason: "已查明")
        case .recordReReview: return .recordReReview(opinion: "维持")
        }
    }

    private mutating func command(_ step: CaseFollowUp.Step) -> CaseFollowUp.Command {
        switch step {
        case .followUp:
            .followUp(
                Int.random(in: 0..<2, using: &random) > 0
                    ? .satisfied : Rating.allCases.randomElement(using: &random) ?? .satisfied,
                .phone, reason: "问过了",
                performance: Int.random(in: 0..<3, using: &random) > 0
                    ? .whole : Performance.allCases.randomElement(using: &random) ?? .nothingPromised)
        case .promise: .promise(who: "贺长风", what: "停止夜间施工", due: now.adding(.days(5)))
        case .notePerformance:
            .notePerformance(
                number: Int.random(in: 1...max(1, file.followUp.promises.count), using: &random),
                Int.random(in: 0..<3, using: &random) > 0
                    ? .whole : Performance.allCases.randomElement(using: &random) ?? .whole,
                reason: "看过了")
        }
    }

    private mutating func command(_ step: CaseArchive.Step) -> CaseArchive.Command {
        switch step {
        case .signOff: .signOff
        case .archive: .archive
        case .export: .export(purpose: "上级调卷")
        case .fileSheet:
            .fileSheet(
                FiledSheet.allCases.randomElement(using: &random) ?? .lawyerConsultation, note: "问了诉讼时效")
        }
    }

    /// One of the order's, mostly one that still waits for its answer.
    private mutating func item() -> Int {
        let items = file.assignment?.items ?? []
        let open = items.indices.filter { items[$0].result == nil }
        return (open.randomElement(using: &random) ?? 0) + 1
    }

    private mutating func somebody() -> Account {
        Self.people.randomElement(using: &random) ?? Self.people[0]
    }
}
