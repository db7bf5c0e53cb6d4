import Mediation
import Testing

@Suite("Case: what a reader sees", .timeLimit(.minutes(10))) struct CaseViewTests {
    @Test("Identity numbers and names are masked so that people can still be told apart")
    func masking() {
        #expect(Masking.idNo("00000019650203203X") == "000000********203X")
        #expect(Masking.idNo("12345") == "*****")
        #expect(Masking.name("林晚舟") == "林*舟")
        #expect(Masking.name("简宁") == "简*")
        #expect(Masking.name("舟") == "*")
        #expect(Masking.name("欧阳晚舟") == "欧**舟")
        #expect(Masking.name("MUHAMMADABDULRAHMANALFARSIIBNKHALI") == "M***I")
    }

    @Test("Nobody's view holds a whole identity number")
    func idNoIsMaskedInViews() throws {
        let play = try CasePlay()
        for account in Cases.everyone {
            let view = CaseView(play.file, version: 1, for: account, at: try Cases.march(3))
            #expect(view?.registration.parties.contains { $0.idNo == Cases.petitioner.idNo } != true)
        }
    }

    @Test("An accusation is full for first officer and inspector, nothing for the accused unit, masked else")
    func accusationSight() throws {
        let play = try CasePlay(.accusation)
        let accused = Cases.account("L003", .liaison, "北桥派出所")
        let accusedOfficer = Cases.account("G009", .seniorOfficer, "北桥派出所")
        #expect(Authority.sight(of: play.file, for: Cases.officer) == .full)
        #expect(Authority.sight(of: play.file, for: Cases.inspector) == .full)
        for account in [Cases.otherOfficer, Cases.clerk, Cases.lead, Cases.leader, Cases.legal] {
            #expect(Authority.sight(of: play.file, for: account) == .masked)
        }
        for account in [accused, accusedOfficer, Cases.unit, Cases.administrator, Cases.archivist] {
            #expect(Authority.sight(of: play.file, for: account) == .none)
        }
        #expect(CaseListItem(play.file, for: accused) == nil)
    }

    @Test("A masked case shows number, stage and dates, and neither names nor words")
    func maskedView() throws {
        let play = try CasePlay(.accusation)
        let view = try #require(CaseView(play.file, version: 3, for: Cases.otherOfficer, at: Cases.march(3)))
        #expect(
            view.head.masked && view.registration.title == nil && view.registration.claims == nil
                && view.registration.facts == nil
                && view.registration.parties.isEmpty)
        #expect(view.head.may.isEmpty && view.dialogue.launchRefused == .accusationCase)
        #expect(view.head.timeline.allSatisfy { $0.text == nil && $0.by == nil })
        let item = try #require(CaseListItem(play.file, for: Cases.otherOfficer))
        #expect(item.masked && item.title == nil && item.petitioner == nil && item.respondent == nil)
    }

    @Test("A liaison reads the cases of the own unit once they are assigned, and no others")
    func liaisonSight() throws {
        #expect(Authority.sight(of: try CasePlay.at(.graded).file, for: Cases.unit) == .none)
        #expect(Authority.sight(of: try CasePlay.at(.assigned).file, for: Cases.unit) == .full)
        #expect(Authority.sight(of: try CasePlay.at(.assigned).file, for: Cases.otherUnit) == .none)
    }

    @Test("The line of the desk names both sides, the unit and what is due next")
    func listItem() throws {
        let item = try #require(CaseListItem(CasePlay.at(.assigned).file, for: Cases.officer))
        #expect(item.petitioner == "林晚舟" && item.respondent == "贺长风" && item.unit == "西苑派出所")
        #expect(item.due?.kind == .local)
        #expect(item.officer?.staffNo == "G003")
    }

    @Test("The view tells what its reader may do, and why a launch is refused")
    func mayAndLaunchRefused() throws {
        let now = try Cases.march(10)
        let owner = try #require(
            CaseView(CasePlay.at(.inHandling).file, version: 1, for: Cases.officer, at: now))
        let beside = [
            "unmask_identity", "note", "send_letter", "supervise", "request_extension", "declare_interest",
            "request_recusal", "promise",
            "export", "file_sheet",
        ]
        #expect(
            owner.head.may == ["launch", "add_party"] + beside && owner.dialogue.launchRefused == nil)
        let clerk = try #require(CaseView(CasePlay.at(.closed).file, version: 1, for: Cases.clerk, at: now))
        #expect(
            clerk.head.may == [
                "add_party", "note", "request_recusal", "record_re_review", "follow_up", "file_sheet",
            ]
                && clerk.dialogue.launchRefused == .notPermitted)
        let over = try #require(
            CaseView(CasePlay.at(.archived).file, version: 1, for: Cases.officer, at: now))
        // Nothing of an archived case changes any more: what leaves it, and what was said above it, is noted.
        #expect(
            over.head.may == ["unmask_identity", "record_re_review", "export"]
                && over.dialogue.launchRefused == .caseNotOpen)
    }

    @Test("Someone is a minor until the day of the eighteenth birthday")
    func minors() throws {
        let born = try #require(CivilDay(text: "2008-03-12"))
        let child = Party(id: PartyID("p"), role: .petitioner, name: "甲", birthDate: born)
        #expect(child.isMinor(on: try #require(CivilDay(text: "2026-03-11"))))
        #expect(!child.isMinor(on: try #require(CivilDay(text: "2026-03-12"))))
        let leap = try #require(CivilDay(text: "2008-02-29"))
        #expect(leap.years(until: try #require(CivilDay(text: "2026-02-28"))) == 17)
        #expect(leap.years(until: try #require(CivilDay(text: "2026-03-01"))) == 18)
    }
}
