import Mediation
import Testing

/// What the core takes, whatever way it comes in by.
@Suite(.timeLimit(.minutes(10))) struct BoundsTests {
    private static func born(_ text: String) throws -> Party {
        Party(
            id: PartyID("p-1"), role: .petitioner, name: "林晚舟", birthDate: try #require(CivilDay(text: text)))
    }

    @Test func `Somebody is born between 1900 and the day of the office`() throws {
        let day = try LocalTime(Cases.march(1)).day
        #expect(CivilDay(text: "1900-01-01") == .firstBirth)
        for text in ["1900-01-01", "1980-02-29", "2026-03-01"] {
            try Self.born(text).check(on: day)
        }
        for text in ["0012-05-06", "1899-12-31", "2026-03-02", "2030-01-01", "9999-12-31"] {
            #expect(throws: Refusal(.badField, field: "birthDate"), "\(text)") {
                try Self.born(text).check(on: day)
            }
        }
        #expect(CivilDay(text: "2026-02-29") == nil && CivilDay(text: "1900-02-29") == nil)
    }

    @Test func `A person's fault is told with the person's place, at the register and alone`() throws {
        let child = try Self.born("2030-01-01")
        #expect(throws: Refusal(.badField, field: "parties[1].birthDate")) {
            try Self.register(try Cases.registration(parties: [Cases.respondent, child]))
        }
        var play = try CasePlay.at(.inHandling)
        let witness = Party(id: PartyID("p-9"), role: .witness, name: "证人", birthDate: child.birthDate)
        #expect(try play.refusal(.registration(.addParty(witness))) == .badField)
        try play.give(.handling(.note("还在")))
    }

    @Test(arguments: [
        (0, false), (1, true), (100_000, true), (100_001, false), (-1, false), (Int.max, false),
    ])
    func `A petition is of one to a hundred thousand people`(count: Int, isTaken: Bool) throws {
        let base = try Cases.registration(parties: [Cases.petitioner, Cases.respondent])
        let registration = Registration(
            title: base.title, channel: base.channel, visitKind: base.visitKind,
            contentClass: base.contentClass,
            claims: base.claims, facts: base.facts, issueLocation: base.issueLocation,
            concernedUnit: base.concernedUnit, headCount: count, parties: base.parties,
            receivedAt: base.receivedAt)
        if isTaken {
            _ = try Self.register(registration)
        } else {
            #expect(throws: Refusal(.badField, field: "headCount")) { try Self.register(registration) }
        }
    }

    @Test func `A unit's term ends later than now and within a year`() throws {
        let now = try Cases.march(20)
        for (due, isTaken) in [
            (now, false), (now.adding(.seconds(1)), true), (now.adding(.days(366)), true),
            (now.adding(.days(366)).adding(.seconds(1)), false), (Instant(milliseconds: .max), false),
            (Instant(milliseconds: .min), false), (Instant(milliseconds: 0), false),
        ] {
            let play = try CasePlay.at(.graded)
            let command = CaseCommand.handling(.assign(Cases.order("西苑派出所", due: due, "查清经过")))
            var code: Refusal.Code?
            do throws(Refusal) {
                _ = try play.file.decide(command, by: Cases.officer, at: now)
            } catch {
                code = error.code
            }
            #expect(code == (isTaken ? nil : .badField), "\(due.milliseconds)")
        }
    }

    private static func register(_ registration: Registration) throws -> [CaseEvent] {
        try CaseFile.register(
            registration, id: CaseID("c-1"), caseNo: "青信〔2026〕0001", by: Cases.officer,
            at: try Cases.march(2))
    }
}
