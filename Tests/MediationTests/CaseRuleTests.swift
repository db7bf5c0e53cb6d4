import Mediation
import Testing

@Suite("Case: rules of the domain", .timeLimit(.minutes(10))) struct CaseRuleTests {
    @Test(
        "Rule 1: without a satisfied last follow-up there is no sign-off; fairly satisfied counts only if configured"
    )
    func rule1() throws {
        for rating in [Rating.dissatisfied, .fairlySatisfied] {
            var play = try CasePlay()
            try play.walk(to: .followedUp, rating: rating)
            #expect(try play.refusal(.archive(.signOff), day: 8) == .notSatisfied)
        }
        var fairly = try CasePlay()
        try fairly.walk(to: .followedUp, rating: .fairlySatisfied)
        let generous = CaseRules(policy: CasePolicy(fairlySatisfiedCounts: true))
        try fairly.give(.archive(.signOff), day: 8, rules: generous)
        #expect(try fairly.refusal(.archive(.signOff), day: 8, rules: generous) == .transitionNotAllowed)
        try fairly.give(.archive(.signOff), by: Cases.lead, day: 8, rules: generous)
        #expect(fairly.file.status == .signedOff)

        var owed = try CasePlay.at(.closed)
        try owed.give(
            .followUp(.followUp(.satisfied, .phone, reason: "", performance: .part)), by: Cases.clerk, day: 7)
        #expect(try owed.refusal(.archive(.signOff), day: 8) == .notSatisfied)
        #expect(try owed.refusal(.handling(.return(reason: "没有履行")), day: 8) == nil)
    }

    @Test(
        "Rule 37: what was promised and is not kept keeps a case from its sign-off, and after its day sends it back"
    )
    func rule37() throws {
        var play = try CasePlay.at(.pendingClose)
        let day = try Cases.march(9)
        try play.give(.followUp(.promise(who: "贺长风", what: "付 1,500 元", due: day)), by: Cases.unit, day: 5)
        try play.give(.followUp(.promise(who: "物业", what: "书面答复", due: day)), by: Cases.officer, day: 5)
        #expect(play.file.followUp.promises.map(\.number) == [1, 2])
        try play.give(.handling(.close(reason: "答复已送达")), day: 6)
        try play.give(.followUp(.followUp(.satisfied, .phone, reason: "")), by: Cases.clerk, day: 7)
        // Neither is noted as kept, though the petitioner is satisfied.
        #expect(try play.refusal(.archive(.signOff), day: 8) == .notSatisfied)
        func note(_ number: Int, _ performance: Performance, _ reason: String = "看过凭证") -> CaseCommand {
            .followUp(.notePerformance(number: number, performance, reason: reason))
        }
        try play.give(note(1, .whole, ""), by: Cases.clerk, day: 8)
        #expect(try play.refusal(note(1, .none), by: Cases.clerk, day: 8) == .transitionNotAllowed)
        #expect(try play.refusal(note(3, .whole), day: 8) == .badField)
        #expect(try play.refusal(note(2, .nothingPromised), day: 8) == .badField)
        #expect(try play.refusal(note(2, .none, ""), day: 8) == .reasonNeeded)
        // Before its day it may still be done.
        var early = play
        try early.give(note(2, .part), day: 8)
        #expect(try early.refusal(.handling(.return(reason: "没有答复")), day: 8) == .transitionNotAllowed)
        #expect(try early.refusal(.archive(.signOff), day: 8) == .notSatisfied)
        var broken = play
        try broken.give(note(2, .none), day: 10)
        #expect(try broken.refusal(.archive(.signOff), day: 10) == .notSatisfied)
        try broken.give(.handling(.return(reason: "没有答复")), day: 10)
        #expect(broken.file.status == .inHandling)
        var kept = play
        try kept.give(note(2, .whole), day: 10)
        #expect(try kept.refusal(.archive(.signOff), day: 10) == nil)
        #expect(CaseFile(folding: kept.journal) == kept.file)
    }

    @Test("Rule 2: a case is archived when signed off and complete, and not with a session left open")
    func rule2() throws {
        var play = try CasePlay.at(.followedUp)
        #expect(try play.refusal(.archive(.archive), by: Cases.archivist) == .notPermitted)
        try play.give(
            .dialogue(.launch(session: SessionID("s-1"), invite: [PartyID("p-1"), PartyID("p-2")])), day: 8)
        try play.give(.archive(.signOff), day: 8)
        try play.give(.archive(.signOff), by: Cases.lead, day: 8)
        #expect(try play.refusal(.archive(.archive), by: Cases.archivist) == .fileIncomplete)
    }

    @Test("Rule 2: the index says what the file holds, what lacks, and how long it is kept")
    func rule2Index() throws {
        func view(_ play: CasePlay) throws -> CaseArchive.View {
            try #require(CaseView(play.file, version: 1, for: Cases.officer, at: try Cases.march(20))).archive
        }
        let early = try view(try CasePlay.at(.accepted))
        #expect(
            early.index.filter { $0.papers == 0 }.map(\.item) == [
                .assignmentOrder, .reply, .followUp, .signOff,
            ])
        #expect(early.retention == nil)
        let whole = try view(try CasePlay.at(.archived))
        #expect(whole.index.allSatisfy { $0.papers > 0 } && whole.index.map(\.item).contains(.grading))
        // Level 3: ten years after that of the archiving.
        #expect(whole.retention?.years == 10)
        #expect(whole.retention?.until.map { LocalTime($0).day.date.year } == 2036)
        #expect(try view(try CasePlay.at(.signedOff)).retention == nil)
    }

    @Test(
        "Rule 3: whoever receives first is first officer, changed only by an approved handover that is logged"
    )
    func rule3() throws {
        var play = try CasePlay(Cases.registration(), by: Cases.clerk)
        #expect(play.file.registration.firstOfficer == nil)
        try play.give(.registration(.accept(reason: "受理")), by: Cases.otherOfficer)
        #expect(play.file.registration.firstOfficer?.id == Cases.otherOfficer.id)
        #expect(try play.refusal(.handling(.grade(.three, reason: "定级"))) == .notPermitted)
        let handOver = CaseCommand.registration(.handOver(to: Cases.officer, reason: "休假"))
        #expect(try play.refusal(handOver, by: Cases.otherOfficer) == .notPermitted)
        try play.give(handOver, by: Cases.lead)
        #expect(play.file.registration.firstOfficer?.id == Cases.officer.id)
        #expect(play.file.timeline.last?.kind == .registration(.handedOver))
    }

    @Test("Rule 4: a notice later than 15 days is kept and flagged overdue")
    func rule4() throws {
        var late = try CasePlay()
        try late.give(.registration(.accept(reason: "受理")), day: 18)
        #expect(late.file.registration.notices.last?.isOverdue == true)
        var timely = try CasePlay()
        try timely.give(.registration(.accept(reason: "受理")), day: 17)
        #expect(timely.file.registration.notices.last?.isOverdue == false)
        let homeless = Party(id: PartyID("p-1"), role: .petitioner, name: "林晚舟")
        var unclear = try CasePlay(Cases.registration(parties: [homeless, Cases.respondent]))
        try unclear.give(.registration(.accept(reason: "受理")), day: 18)
        #expect(unclear.file.registration.notices.isEmpty)
    }

    @Test(
        "Rule 5: a second extension, one over 30 days, one without approver or without the reason told is refused"
    )
    func rule5() throws {
        var play = try CasePlay.at(.inHandling)
        func ask(_ days: Int, told: Bool = true, _ reason: String = "等待鉴定") -> CaseCommand {
            .supervision(.requestExtension(days: days, reason: reason, reasonTold: told))
        }
        func decide(_ isGranted: Bool) -> CaseCommand {
            .supervision(.decideExtension(granted: isGranted, reason: "批示"))
        }
        func handlingDue(_ play: CasePlay) -> Instant? {
            play.file.course.due.first { $0.kind == .handling }?.at
        }
        #expect(try play.refusal(ask(31)) == .extensionNotAllowed)
        #expect(try play.refusal(ask(0)) == .extensionNotAllowed)
        #expect(try play.refusal(ask(20, told: false)) == .extensionNotAllowed)
        #expect(try play.refusal(ask(20, " ")) == .reasonNeeded)
        // Nobody grants what nobody asked for, and a unit that has nothing to do with it asks for nothing.
        #expect(try play.refusal(decide(true), by: Cases.leader) == .transitionNotAllowed)
        #expect(try play.refusal(ask(20), by: Cases.otherUnit) == .notPermitted)

        let before = try #require(handlingDue(play))
        try play.give(ask(30), by: Cases.unit, day: 5)
        #expect(handlingDue(play) == before)
        #expect(try play.refusal(ask(20)) == .extensionNotAllowed)
        for other in [Cases.officer, Cases.unit, Cases.lead, Cases.legal, Cases.inspector] {
            #expect(try play.refusal(decide(true), by: other) == .notPermitted, "\(other.role)")
        }
        #expect(play.file.steps(waitingFor: Cases.leader).map(\.rawValue) == ["decide_extension"])
        try play.give(decide(false), by: Cases.leader, day: 6)
        #expect(handlingDue(play) == before && play.file.supervision.extensionRequests.last?.granted == false)

        // What was refused may be asked again; what was granted was the only one.
        try play.give(ask(30), day: 7)
        try play.give(decide(true), by: Cases.leader, day: 8)
        let granted = try #require(play.file.supervision.extensions.first)
        #expect(granted.approver == Cases.leader.reference && granted.reason == "等待鉴定")
        #expect(handlingDue(play) == granted.newDue && granted.newDue > before)
        #expect(try play.refusal(ask(1), day: 9) == .extensionNotAllowed)
        #expect(CaseFile(folding: play.journal) == play.file)
    }

    @Test(
        "Rule 6: a sixth representative, a third agent of a side and an agent without a mandate are refused")
    func rule6() throws {
        var play = try CasePlay()
        for index in 1...5 {
            try play.give(
                .registration(
                    .addParty(Party(id: PartyID("r\(index)"), role: .petitionRepresentative, name: "代表"))))
        }
        let sixth = Party(id: PartyID("r6"), role: .petitionRepresentative, name: "代表")
        #expect(try play.refusal(.registration(.addParty(sixth))) == .tooManyRepresentatives)
        func agent(_ id: String, _ side: Side, mandate: String = "一般代理") -> Party {
            Party(id: PartyID(id), role: .agent, name: id, actsFor: side, mandate: mandate)
        }
        #expect(
            try play.refusal(.registration(.addParty(agent("a1", .petitioner, mandate: " "))))
                == .mandateNeeded)
        try play.give(.registration(.addParty(agent("a1", .petitioner))))
        try play.give(.registration(.addParty(agent("a2", .petitioner))))
        #expect(try play.refusal(.registration(.addParty(agent("a3", .petitioner)))) == .tooManyAgents)
        #expect(try play.refusal(.registration(.addParty(agent("a4", .respondent)))) == nil)
    }

    @Test("Rule 7: a petition on a pending matter is linked and its acceptance isn't counted")
    func rule7() throws {
        var play = try CasePlay()
        try play.give(.registration(.linkToPending(CaseID("c-0"))))
        try play.give(.registration(.accept(reason: "并案")))
        #expect(play.file.registration.acceptance?.countsAsNew == false)
        #expect(try CasePlay.at(.accepted).file.registration.acceptance?.countsAsNew == true)
    }

    @Test("Rule 8: only a visit above the next level over the competent organ is a bypass")
    func rule8() {
        #expect(OrganLevel.isBypass(.visit, received: .city, competent: .station))
        #expect(!OrganLevel.isBypass(.visit, received: .county, competent: .station))
        #expect(!OrganLevel.isBypass(.letter, received: .nation, competent: .station))
        #expect(!OrganLevel.isBypass(.visit, received: .station, competent: .county))
    }

    @Test("Rule 10: who declared an interest can't handle; a recusal request opens a two-day task")
    func rule10() throws {
        var play = try CasePlay.at(.assigned)
        try play.give(.supervision(.declareInterest(reason: "亲属")), by: Cases.unit)
        #expect(try play.refusal(.handling(.receive), by: Cases.unit) == .conflictOfInterest)
        try play.give(
            .supervision(.requestRecusal(of: Cases.officer.reference, reason: "认识对方")), by: Cases.clerk,
            day: 3)
        let due = try #require(play.file.course.due.first { $0.kind == .recusal })
        #expect(due.at == LocalTime.end(of: LocalTime(try Cases.march(5)).day))
        let decide = CaseCommand.supervision(
            .decideRecusal(of: Cases.officer.reference, granted: true, reason: "应当回避"))
        try play.give(decide, by: Cases.leader, day: 4)
        #expect(play.file.course.due.first { $0.kind == .recusal }?.doneAt != nil)
        let launch = CaseCommand.dialogue(
            .launch(session: SessionID("s-1"), invite: [PartyID("p-1"), PartyID("p-2")]))
        #expect(try play.refusal(launch, day: 5) == .conflictOfInterest)
    }

    @Test("Rule 11: an export needs a role and a purpose, and leaves a line")
    func rule11() throws {
        var play = try CasePlay.at(.closed)
        #expect(try play.refusal(.archive(.export(purpose: "复核")), by: Cases.clerk) == .notPermitted)
        #expect(try play.refusal(.archive(.export(purpose: "复核")), by: Cases.otherOfficer) == .notPermitted)
        #expect(try play.refusal(.archive(.export(purpose: "")), by: Cases.inspector) == .reasonNeeded)
        try play.give(.archive(.export(purpose: "复核")), by: Cases.inspector)
        #expect(play.journal.last?.change.name == .archive(.exported))
    }

    @Test("Rule 13: every missed deadline stands once on the supervisor's list")
    func rule13() throws {
        let play = try CasePlay.at(.assigned)
        #expect(CaseFile.missedDeadlines(of: [play.file], at: try Cases.march(20)).map(\.kind) == [.local])
        let later = CaseFile.missedDeadlines(of: [play.file], at: try Cases.march(21))
        #expect(later.map(\.kind) == [.local, .assignment])
    }

    @Test("Rule 14: after a re-review opinion the same facts and reasons are no longer accepted")
    func rule14() throws {
        let prior = PriorMatter(caseID: CaseID("c-0"), hasReReviewOpinion: true, sameFactsAndReasons: true)
        let barred = try CasePlay(Cases.registration(prior: prior))
        #expect(try barred.refusal(.registration(.accept(reason: "受理"))) == .transitionNotAllowed)
        #expect(try barred.refusal(.registration(.decline(reason: "不再受理"))) == nil)
        let fresh = PriorMatter(caseID: CaseID("c-0"), hasReReviewOpinion: true, sameFactsAndReasons: false)
        #expect(
            try CasePlay(Cases.registration(prior: fresh)).refusal(.registration(.accept(reason: "受理")))
                == nil)
    }
}
