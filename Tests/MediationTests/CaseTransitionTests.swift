import Mediation
import Testing

@Suite("Case: transitions", .timeLimit(.minutes(10))) struct CaseTransitionTests {
    /// Someone whom the role permits the step and who is not refused for another reason first, and a command of it.
    private func attempt(_ step: CaseStep) throws -> (CaseCommand, Account)? {
        let due = try Cases.march(25)
        switch step {
        case .registration(.accept): return (.registration(.accept(reason: "理由")), Cases.officer)
        case .registration(.decline): return (.registration(.decline(reason: "理由")), Cases.officer)
        case .registration(.forward):
            return (.registration(.forward(unit: "单位", reason: "理由")), Cases.officer)
        case .registration(.redirect):
            return (.registration(.redirect(unit: "单位", reason: "理由")), Cases.officer)
        case .registration(.addParty):
            let witness = Party(id: PartyID("p-9"), role: .witness, name: "见证人")
            return (.registration(.addParty(witness)), Cases.officer)
        case .handling(.grade): return (.handling(.grade(.three, reason: "理由")), Cases.officer)
        case .handling(.endorse): return (.handling(.endorse(reason: "理由")), Cases.leader)
        case .handling(.assign):
            return (.handling(.assign(Cases.order("西苑派出所", due: due, "理由"))), Cases.officer)
        case .handling(.return): return (.handling(.return(reason: "理由")), Cases.officer)
        case .handling(.close): return (.handling(.close(reason: "理由")), Cases.officer)
        case .followUp(.followUp):
            return (.followUp(.followUp(.satisfied, .phone, reason: "理由")), Cases.clerk)
        case .followUp(.promise):
            return (
                .followUp(.promise(who: "贺长风", what: "赔付医疗费", due: try Cases.march(25))), Cases.officer
            )
        // Nothing is promised in these cases.
        case .followUp(.notePerformance): return nil
        case .archive(.signOff): return (.archive(.signOff), Cases.officer)
        // A unit and the archivist don't see the case outside their own states; a launch has a refusal of its own.
        // What was never asked isn't decided, and what was never sent isn't answered, in whatever status: the tests of each.
        case .handling(.receive), .handling(.object), .handling(.report), .handling(.progress),
            .handling(.answer), .handling(.fileReply), .supervision(.decideExtension), .archive(.archive),
            .dialogue(.launch):
            return nil
        case .handling(.sendLetter):
            return (.handling(.sendLetter(to: "区城管局", due: due, reason: "请回函")), Cases.officer)
        case .registration(.handOver):
            return (.registration(.handOver(to: Cases.otherOfficer, reason: "理由")), Cases.lead)
        case .registration(.link): return (.registration(.linkToPending(CaseID("c-9"))), Cases.officer)
        case .registration(.unmaskIdentity):
            return (
                .registration(.unmaskIdentity(Cases.petitioner.id, reason: "理由")), Cases.officer
            )
        case .handling(.note): return (.handling(.note("记录")), Cases.officer)
        case .archive(.fileSheet):
            return (.archive(.fileSheet(.lawyerConsultation, note: "问赔偿标准")), Cases.officer)
        case .supervision(let step):
            return try attempt(step).map { (.supervision($0), supervisor(step)) }
        case .archive(.export): return (.archive(.export(purpose: "用途")), Cases.officer)
        }
    }

    private func attempt(_ step: CaseSupervision.Step) throws -> CaseSupervision.Command? {
        switch step {
        case .requestExtension: .requestExtension(days: 20, reason: "理由", reasonTold: true)
        case .decideExtension: nil
        case .supervise: .supervise(demand: "答复", due: try Cases.march(25))
        case .declareInterest: .declareInterest(reason: "理由")
        case .requestRecusal: .requestRecusal(of: Cases.unit.reference, reason: "理由")
        case .decideRecusal: .decideRecusal(of: Cases.unit.reference, granted: true, reason: "理由")
        case .recordReReview: .recordReReview(opinion: "维持")
        }
    }

    private func supervisor(_ step: CaseSupervision.Step) -> Account {
        switch step {
        case .decideRecusal, .decideExtension: Cases.leader
        case .requestExtension, .supervise, .declareInterest, .requestRecusal, .recordReReview: Cases.officer
        }
    }

    @Test(
        "A step from a status outside the table is refused as transition_not_allowed",
        arguments: CaseStatus.allCases)
    func strangerSteps(_ status: CaseStatus) throws {
        let play = try CasePlay.at(status)
        for step in CaseStep.offered where !step.row.starts.contains(status) {
            guard let (command, account) = try attempt(step) else { continue }
            #expect(
                try play.refusal(command, by: account, day: 10) == .transitionNotAllowed,
                "\(step) from \(status)")
        }
    }

    @Test(
        "The straight way passes every status, and its journal rebuilds the case",
        arguments: CaseStatus.allCases)
    func foldGivesTheCase(_ status: CaseStatus) throws {
        let play = try CasePlay.at(status)
        #expect(play.file.status == status)
        #expect(CaseFile(folding: play.journal) == play.file)
    }

    @Test(
        "Whatever may lists is obeyed or asks for content, and nothing else is",
        arguments: CaseStatus.allCases)
    func mayIsWhatDecideAllows(_ status: CaseStatus) throws {
        let play = try CasePlay.at(status)
        for account in Cases.everyone {
            for step in CaseStep.offered {
                guard let (command, _) = try attempt(step) else { continue }
                let isListed = play.file.steps(openTo: account).contains(step)
                #expect(
                    try (play.refusal(command, by: account, day: 10) == nil) == isListed,
                    "\(step) \(account.role)")
            }
        }
    }

    @Test("A blank reason is refused as reason_needed")
    func blankReason() throws {
        let play = try CasePlay()
        #expect(try play.refusal(.registration(.accept(reason: " \n　"))) == .reasonNeeded)
        #expect(try play.refusal(.registration(.decline(reason: ""))) == .reasonNeeded)
    }

    @Test("Level 1 can't be assigned before a leader of the bureau endorsed it")
    func levelOneNeedsEndorsement() throws {
        var play = try CasePlay.at(.accepted)
        try play.give(.handling(.grade(.one, reason: "人数多")))
        let assign = CaseCommand.handling(.assign(Cases.order("西苑派出所", due: try Cases.march(20), "查明")))
        #expect(try play.refusal(assign) == .transitionNotAllowed)
        try play.give(.handling(.endorse(reason: "同意")), by: Cases.leader)
        #expect(try play.refusal(assign) == nil)
        #expect(
            try play.refusal(.handling(.endorse(reason: "再同意")), by: Cases.leader) == .transitionNotAllowed)
    }

    @Test("Level 1 closes with the leader and the legal section, level 2 with first officer and unit")
    func closingParts() throws {
        var one = try CasePlay.at(.accepted)
        try one.give(.handling(.grade(.one, reason: "人数多")))
        try one.give(.handling(.endorse(reason: "同意")), by: Cases.leader)
        try one.give(.handling(.assign(Cases.order("西苑派出所", due: Cases.march(20), "查明"))))
        try one.give(.handling(.receive), by: Cases.unit)
        try one.give(.handling(.report(reason: "办了")), by: Cases.unit)
        #expect(try one.refusal(.handling(.close(reason: "结"))) == .notPermitted)
        try one.give(.handling(.close(reason: "结")), by: Cases.legal)
        #expect(one.file.status == .pendingClose)
        try one.give(.handling(.close(reason: "结")), by: Cases.leader)
        #expect(one.file.status == .closed)

        var two = try CasePlay()
        try two.walk(to: .pendingClose, level: .two)
        try two.give(.handling(.close(reason: "结")))
        #expect(two.file.status == .pendingClose)
        #expect(try two.refusal(.handling(.close(reason: "结"))) == .transitionNotAllowed)
        try two.give(.handling(.close(reason: "结")), by: Cases.unit)
        #expect(two.file.status == .closed)
    }

    @Test("A unit's objection brings the case back to graded only when the first officer agrees")
    func objection() throws {
        var play = try CasePlay.at(.assigned)
        #expect(try play.refusal(.handling(.return(reason: "同意"))) == .transitionNotAllowed)
        #expect(try play.refusal(.handling(.object(reason: "不归我们")), by: Cases.otherUnit) == .notPermitted)
        try play.give(.handling(.object(reason: "不归我们")), by: Cases.unit)
        #expect(play.file.status == .assigned)
        try play.give(.handling(.return(reason: "同意")))
        #expect(play.file.status == .graded)
        #expect(play.file.responsibleUnit == nil)
    }

    @Test("The handler can't do the follow-up")
    func handlerCantFollowUp() throws {
        var play = try CasePlay.at(.closed)
        #expect(
            try play.refusal(.followUp(.followUp(.satisfied, .phone, reason: "")), by: Cases.unit)
                == .notPermitted)
        #expect(
            try play.refusal(.followUp(.followUp(.dissatisfied, .phone, reason: "")), by: Cases.clerk)
                == .reasonNeeded)
        try play.give(.followUp(.followUp(.dissatisfied, .visit, reason: "没有办")), by: Cases.clerk)
        #expect(try play.refusal(.archive(.signOff)) == .notSatisfied)
        try play.give(.handling(.return(reason: "再办")))
        #expect(play.file.status == .inHandling)
        #expect(play.file.course.due.contains { $0.kind == .handling && $0.doneAt == nil })
    }
}
