import Mediation
import Testing

@Suite("Accounts: authority", .timeLimit(.minutes(10))) struct AccountsAuthorityTests {
    @Test("An administrator sees and does nothing of a case's content")
    func administrators() throws {
        #expect(Authority.acts(of: .administrator) == [.manageAccounts, .verifyJournal])
        for status in CaseStatus.allCases {
            let play = try CasePlay.at(status)
            #expect(Authority.sight(of: play.file, for: Cases.administrator) == .none)
            #expect(CaseView(play.file, version: 1, for: Cases.administrator, at: try Cases.march(9)) == nil)
        }
    }

    @Test("Only administrators manage accounts, only senior officers launch and host")
    func singleHanded() {
        #expect(Role.allCases.filter { Authority.permits($0, .manageAccounts) } == [.administrator])
        #expect(Role.allCases.filter { Authority.permits($0, .launchSession) } == [.seniorOfficer])
        #expect(Role.allCases.filter { Authority.permits($0, .hostSession) } == [.seniorOfficer])
    }

    @Test("Every act is permitted to somebody", arguments: Act.allCases)
    func noDeadActs(_ act: Act) { #expect(Role.allCases.contains { Authority.permits($0, act) }) }

    @Test("An inspector reads and changes nothing of the loop")
    func inspectors() {
        // To see a number in full and to export leave a trace and no change.
        let traces: [CaseStep] = [.registration(.unmaskIdentity), .archive(.export)]
        for step in CaseStep.offered where !traces.contains(step) {
            #expect(step.row.acts.allSatisfy { !Authority.permits(.inspector, $0) })
        }
    }

    @Test("Roles keep their raw values")
    func rawValues() {
        #expect(
            Role.allCases.map(\.rawValue) == [
                "senior_officer", "clerk", "liaison", "bureau_leader", "legal_section", "office_lead",
                "inspector",
                "archivist", "administrator",
            ])
    }
}
