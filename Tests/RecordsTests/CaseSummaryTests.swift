import Mediation
import Testing

@testable import Records

/// The summary of a case as it is stored.
@Suite(.timeLimit(.minutes(10))) struct CaseSummaryTests {
    private static var summaries: [CaseSummary] {
        get throws {
            [
                try #require(CaseSamples.file).summary, try #require(CaseSamples.bareFile).summary,
                try #require(CaseSamples.jointFile).summary,
            ]
        }
    }

    @Test func `A summary comes back as it was stored`() throws {
        for summary in try Self.summaries {
            #expect(try CaseSummary(encoded: try summary.encoded()) == summary)
        }
        let folded = CaseSamples.all
        for count in 1...folded.count {
            guard let file = CaseFile(folding: folded.prefix(count)) else { continue }
            #expect(try CaseSummary(encoded: try file.summary.encoded()) == file.summary)
        }
    }

    @Test func `A summary that is cut, has more, or is of a newer version is refused as what it is`() throws {
        for summary in try Self.summaries {
            let whole = try summary.encoded()
            for count in 0..<whole.count {
                #expect(throws: RecordError.self) { try CaseSummary(encoded: Array(whole.prefix(count))) }
            }
            #expect(throws: RecordError.self) { try CaseSummary(encoded: whole + [0]) }
        }
        let whole = try #require(try Self.summaries.first).encoded()
        do {
            _ = try CaseSummary(encoded: [3] + whole.dropFirst())
            Issue.record("a newer summary was read")
        } catch {
            guard case .newer = error as? RecordError else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `A text that is too long for a summary fails and is not cut`() {
        let long = String(repeating: "长", count: 30_000)
        let summary = CaseSummary(
            id: CaseID("c-1"), caseNo: "1", title: long, channel: .visit, petitioner: nil, respondent: nil,
            officer: nil, due: nil, updatedAt: Instant(milliseconds: 1), session: nil,
            contentClass: .suggestion,
            reach: CaseReach(
                bureau: .main, status: .registered, level: nil, isAccusation: false, firstOfficer: nil,
                responsibleUnit: nil, concernedUnit: ""))
        #expect(throws: RecordError.self) { try summary.encoded() }
    }
}
