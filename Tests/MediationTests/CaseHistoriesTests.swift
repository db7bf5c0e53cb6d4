import Foundation
import Mediation
import TestKit
import Testing

/// Cases that are worked at random, judged by the rules of docs/rules.md written down once more.
@Suite(.timeLimit(.minutes(10))) struct CaseHistoriesTests {
    private static let steps = 60

    /// docs/rules.md, "Steps of a case", from the left to the right.
    private static let exits: [CaseStatus: Set<CaseStatus>] = [
        .registered: [.accepted, .declined, .forwarded, .redirected], .accepted: [.graded],
        .graded: [.assigned], .assigned: [.inHandling, .graded], .inHandling: [.pendingClose],
        .pendingClose: [.closed, .inHandling], .closed: [.followedUp],
        .followedUp: [.signedOff, .inHandling],
        .signedOff: [.archived],
    ]

    private struct Met {
        var signedOff = 0
        var archived = 0
        var statuses: Set<CaseStatus> = []
        var taken: Set<CaseEvent.Change.Name> = []
    }

    /// `CASE_HISTORIES=100000 swift test --filter CaseHistoriesTests` plays more, in half an hour.
    private static let count =
        ProcessInfo.processInfo.environment["CASE_HISTORIES"].flatMap { Int($0) } ?? 500

    @Test("Rules 1, 2 and 9: no random history breaks them")
    func histories() throws {
        var met = Met()
        for seed in 0..<Self.count {
            guard var play = RandomCase(seed: UInt64(seed)) else {
                Issue.record("\(seed) could not be registered")
                continue
            }
            for _ in 0..<Self.steps { Self.judge(&play, seed, &met) }
            #expect(CaseFile(folding: play.events) == play.file, "\(seed)")
            if seed % 20 == 0 { try Self.judgeReaders(of: play, seed) }
        }
        // What is never reached proves nothing.
        #expect(met.signedOff > 40)
        #expect(met.archived > 20)
        #expect(met.statuses == Set(CaseStatus.allCases))
        let unmet = CaseEvent.Change.Name.allCases.filter { Self.isOfAStep($0) && !met.taken.contains($0) }
        #expect(unmet.isEmpty)
        print("\(Self.count) cases: \(met.signedOff) signed off, \(met.archived) archived")
    }

    /// All but the beginning, the server's own, and the invitation, which no step of the table is.
    private static func isOfAStep(_ name: CaseEvent.Change.Name) -> Bool {
        name != .registration(.registered) && name != .supervision(.deadlineMissed)
            && name != .supervision(.deadlineNear) && name != .supervision(.termMoved)
            && name != .dialogue(.sessionInvited)
    }

    private static func judge(_ play: inout RandomCase, _ seed: Int, _ met: inout Met) {
        let before = play.file
        guard case .taken(let account, let events) = play.next() else {
            if play.file != before { Issue.record("\(seed): a refused step changed the case") }
            return
        }
        let after = play.file
        met.taken.formUnion(events.map(\.change.name))
        met.statuses.insert(before.status)
        met.statuses.insert(after.status)
        if after.status != before.status, exits[before.status]?.contains(after.status) != true {
            Issue.record("\(seed): from \(before.status) to \(after.status)")
        }
        if Authority.sight(of: before, for: account) != .full, events.contains(where: { $0.by != nil }) {
            Issue.record("\(seed): \(account.staffNo) worked on what is not shown to them")
        }
        if after.status == .signedOff, before.status != .signedOff {
            met.signedOff += 1
            let last = after.followUp.followUps.last
            if last?.rating != .satisfied || last?.owesPerformance != false {
                Issue.record("\(seed): signed off without a satisfied follow-up")
            }
            if !after.course.stages.contains(where: { $0.stage == .closed }) {
                Issue.record("\(seed): signed off and never closed")
            }
            if let asked = last?.by.id, before.handling.handlers.contains(asked) {
                Issue.record("\(seed): whoever handled it asked about it")
            }
        }
        if after.status == .archived, before.status != .archived {
            met.archived += 1
            if before.status != .signedOff || before.dialogue.openSession != nil {
                Issue.record("\(seed): archived too early")
            }
        }
    }

    /// Rule 9: who sees an accusation, said in other words than the code's.
    private static func judgeReaders(of play: RandomCase, _ seed: Int) throws {
        let file = play.file
        guard file.registration.form.contentClass == .accusation else { return }
        for reader in RandomCase.people {
            guard let view = CaseView(file, version: 1, for: reader, at: file.updatedAt) else { continue }
            if reader.unit == RandomCase.accused { Issue.record("\(seed): \(reader.staffNo) knows of it") }
            let told = String(decoding: try JSONEncoder().encode(view), as: UTF8.self)
            let isTheirs =
                file.registration.firstOfficer?.id == reader.id || reader.role == .inspector
                || reader.role == .liaison && file.assignment?.units.contains(reader.unit) == true
                || file.handling.level == .one && [.bureauLeader, .legalSection].contains(reader.role)
            if !isTheirs, RandomCase.secrets.contains(where: told.contains) {
                Issue.record("\(seed): \(reader.staffNo) is told what the accusation is about")
            }
        }
    }
}
