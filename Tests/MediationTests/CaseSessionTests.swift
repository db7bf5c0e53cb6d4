import Mediation
import Testing

@Suite("Case: dialogues", .timeLimit(.minutes(10))) struct CaseSessionTests {
    private func launch(_ invite: String...) -> CaseCommand {
        .dialogue(.launch(session: SessionID("s-1"), invite: invite.map { PartyID($0) }))
    }

    @Test("Rule 15: a dialogue needs an open case", arguments: CaseStatus.allCases)
    func rule15(_ status: CaseStatus) throws {
        let refusal = try CasePlay.at(status).refusal(launch("p-1", "p-2"), day: 10)
        #expect(refusal == (status.isOpen ? nil : .caseNotOpen))
    }

    @Test("Rule 9: on an accusation no dialogue with the accused, their unit or their lawyer")
    func accusation() throws {
        let lawyer = Cases.lawyer("p-3", for: .respondent)
        let officer = Party(id: PartyID("p-4"), role: .unitRepresentative, name: "北桥派出所")
        let play = try CasePlay(
            Cases.registration(.accusation, parties: [Cases.petitioner, Cases.respondent, lawyer, officer]))
        for invite in [["p-1", "p-2"], ["p-1", "p-3"], ["p-1", "p-4"], ["p-1"]] {
            let command = CaseCommand.dialogue(
                .launch(session: SessionID("s-1"), invite: invite.map { PartyID($0) }))
            #expect(try play.refusal(command) == .accusationCase)
            #expect(try play.refusal(command, by: Cases.otherOfficer) == .accusationCase)
        }
        var accepted = play
        try accepted.give(.registration(.accept(reason: "受理")))
        try accepted.give(.handling(.grade(.three, reason: "定级")))
        let toAccused = CaseCommand.handling(.assign(Cases.order("北桥派出所", due: try Cases.march(20), "查")))
        #expect(try accepted.refusal(toAccused) == .accusationCase)
    }

    @Test("A dialogue needs the petitioner and the other side, of this case, each once, seven at most")
    func whoIsInvited() throws {
        var play = try CasePlay(
            Cases.registration(parties: [
                Cases.petitioner, Cases.respondent, Cases.lawyer("p-3", for: .respondent),
            ]))
        #expect(try play.refusal(launch("p-1")) == .counterpartyMissing)
        #expect(try play.refusal(launch("p-2")) == .counterpartyMissing)
        #expect(try play.refusal(launch("p-1", "p-3")) == .counterpartyMissing)
        #expect(try play.refusal(launch("p-1", "p-2", "p-9")) == .badField)
        #expect(try play.refusal(launch("p-1", "p-2", "p-2")) == .badField)
        for index in 10...15 {
            try play.give(
                .registration(.addParty(Party(id: PartyID("p-\(index)"), role: .witness, name: "见证人"))))
        }
        let eight = ["p-1", "p-2", "p-10", "p-11", "p-12", "p-13", "p-14", "p-15"].map { PartyID($0) }
        #expect(try play.refusal(.dialogue(.launch(session: SessionID("s-1"), invite: eight))) == .seatsFull)
        let alone = try CasePlay(Cases.registration(parties: [Cases.petitioner]))
        #expect(alone.file.launchRefusal?.code == .counterpartyMissing)
    }

    @Test(
        "Rule 28: a lawyer who has not declared is refused at the table, one for both sides already on the case"
    )
    func rule28() throws {
        let silent = Cases.lawyer("p-3", for: .neutral, declared: nil)
        let conflicted = Cases.lawyer("p-4", for: .petitioner, declared: false, licence: "2")
        var play = try CasePlay(
            Cases.registration(parties: [Cases.petitioner, Cases.respondent, silent, conflicted]))
        #expect(try play.refusal(launch("p-1", "p-2", "p-3")) == .conflictOfInterest)
        #expect(try play.refusal(launch("p-1", "p-2", "p-4")) == .conflictOfInterest)
        try play.give(.registration(.addParty(Cases.lawyer("p-5", for: .petitioner, licence: "5"))))
        let turncoat = Cases.lawyer("p-6", for: .respondent, licence: "5", name: "另名")
        #expect(try play.refusal(.registration(.addParty(turncoat))) == .conflictOfInterest)
    }

    @Test("A session is numbered, takes later guests, and its minutes attach to its own case")
    func lifeOfASession() throws {
        var play = try CasePlay.at(.inHandling)
        try play.give(.registration(.addParty(Cases.lawyer("p-3", for: .neutral))))
        try play.give(launch("p-1", "p-2"))
        #expect(play.file.dialogue.openSession?.number == 1)
        #expect(
            try play.refusal(
                .dialogue(.launch(session: SessionID("s-2"), invite: [PartyID("p-1"), PartyID("p-2")])))
                == .wrongState)
        #expect(
            play.file.invitable(to: SessionID("s-1"), seated: [PartyID("p-1"), PartyID("p-2")]).map(\.id) == [
                PartyID("p-3")
            ])
        let invite = CaseCommand.dialogue(.invite(session: SessionID("s-1"), PartyID("p-3")))
        #expect(try play.refusal(invite, by: Cases.otherOfficer) == .notPermitted)
        try play.give(invite)
        #expect(try play.refusal(invite) == .wrongState)
        let minutes = AttachedMinutes(version: 1, digest: "ab")
        let end = try play.file.ending(
            SessionID("s-1"), reason: .agreement, minutes: minutes, by: nil, at: Cases.march(5))
        var file = play.file
        file.apply(end)
        #expect(file.dialogue.sessions.first?.end?.minutes == minutes)
        #expect(file.dialogue.openSession == nil)
        #expect(throws: Refusal(.sessionOver)) {
            try file.ending(SessionID("s-1"), reason: .agreement, minutes: nil, by: nil, at: Cases.march(5))
        }
        #expect(throws: Refusal(.notFound)) {
            try file.ending(SessionID("s-9"), reason: .agreement, minutes: nil, by: nil, at: Cases.march(5))
        }
    }
}
