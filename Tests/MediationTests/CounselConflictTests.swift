import Mediation
import Testing

/// Rule 28: nobody speaks for both sides of one case, however their papers were typed.
@Suite(.timeLimit(.minutes(10))) struct CounselConflictTests {
    private static func counsel(
        _ side: Side, licence: String = "", firm: String = "", name: String = "苏见微",
        role: PartyRole = .lawyer
    ) -> Party {
        Party(
            id: PartyID("p-\(side)-\(licence)-\(role)"), role: role, name: name, actsFor: side, firm: firm,
            licenceNo: licence, conflictDeclared: true, mandate: "代为协商")
    }

    @Test(arguments: ["A-123", "Ａ-123", "a123", "Ａ－１２３", " A 123 ", "A‐123", "A—123", "Ａ．123", "（A）123"])
    func `A licence is the same however it was typed, by rule 28`(typed: String) throws {
        let there = Self.counsel(.petitioner, licence: "A-123", firm: "远岫律师事务所")
        let newcomer = Self.counsel(.respondent, licence: typed, firm: "别的律师事务所", name: "苏 见微")
        let found = try #require(CounselConflict.found(newcomer, beside: [there]))
        #expect(found.conflict == .bothSides && found.other == there)
        #expect(throws: Refusal(.conflictOfInterest, field: "actsFor")) {
            try PartyRules.check(newcomer, joining: [there], on: LocalTime(Instant(milliseconds: 0)).day)
        }
        // For the same side again it is no conflict; as a neutral one it is.
        #expect(CounselConflict.found(Self.counsel(.petitioner, licence: typed), beside: [there]) == nil)
        #expect(
            CounselConflict.found(Self.counsel(.neutral, licence: typed), beside: [there])?.conflict
                == .bothSides)
    }

    @Test func `Where a licence is missing, name and firm tell who it is, by rule 28`() {
        let there = Self.counsel(.petitioner, firm: "远岫律师事务所（虚构）")
        for firm in ["远岫律师事务所(虚构)", "远岫律师事务所 （虚构）"] {
            #expect(CounselConflict.found(Self.counsel(.respondent, firm: firm), beside: [there]) != nil)
        }
        let other = Self.counsel(.respondent, firm: "远山律师事务所", name: "苏见微")
        #expect(CounselConflict.found(other, beside: [there]) == nil)
        let namesake = Self.counsel(.respondent, licence: "B-1", name: "苏见微")
        let licensed = Self.counsel(.petitioner, licence: "A-1", name: "苏见微")
        #expect(CounselConflict.found(namesake, beside: [licensed]) == nil)
    }

    @Test func `Two of one firm don't stand on both sides, by rule 28`() {
        let there = Self.counsel(.petitioner, licence: "A-1", firm: "远岫律师事务所")
        let newcomer = Self.counsel(.respondent, licence: "A-2", firm: "远岫 律师事务所", name: "祁连")
        #expect(CounselConflict.found(newcomer, beside: [there])?.conflict == .sameFirm)
        #expect(throws: Refusal(.conflictOfInterest, field: "firm")) {
            try PartyRules.check(newcomer, joining: [there], on: LocalTime(Instant(milliseconds: 0)).day)
        }
        // On one side, or neutral, they may; and two without a firm have none in common.
        for side in [Side.petitioner, .neutral] {
            let beside = Self.counsel(side, licence: "A-2", firm: "远岫律师事务所", name: "祁连")
            #expect(CounselConflict.found(beside, beside: [there]) == nil)
        }
        let agents = [Side.petitioner, .respondent].map { Self.counsel($0, name: "\($0)", role: .agent) }
        #expect(CounselConflict.found(agents[1], beside: [agents[0]]) == nil)
    }

    @Test func `Who is no counsel has no such conflict`() {
        let witness = Party(id: PartyID("p-w"), role: .witness, name: "苏见微")
        #expect(CounselConflict.found(witness, beside: [Self.counsel(.petitioner)]) == nil)
        #expect(CounselConflict.found(Self.counsel(.petitioner), beside: [witness]) == nil)
    }
}
