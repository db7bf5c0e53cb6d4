import Foundation
import Mediation
import Records
import Storage
import TestKit
import Testing
import Transport

@testable import Coordinator

/// The answer of the list is written by hand: here the encoder says what it should be.
@Suite(.timeLimit(.minutes(10))) struct CaseListTextTests {
    private struct Body: Encodable {
        let cases: [CaseListItem]
        let unreadable: [CaseListText.Unreadable]
        let next: String?
    }

    private static let texts = [
        "", "林晚舟", "a\"b\\c/d", "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}", "👩‍👩‍👧 \u{2028}\u{2029}",
        "é e\u{301}", "</script>",
    ]

    private static func item(_ number: Int, _ reader: Account) -> CaseListItem? {
        func text(_ shift: Int) -> String { texts[(number / (shift + 1) + shift) % texts.count] }
        func any<Value>(_ values: [Value], _ shift: Int) -> Value { values[(number + shift) % values.count] }
        let isBare = number % 3 == 0
        let summary = CaseSummary(
            id: CaseID("c-\(number)"), caseNo: "青信〔2026〕\(number)", title: text(0),
            channel: any(Channel.allCases, 0), petitioner: isBare ? nil : text(1),
            respondent: number % 4 == 0 ? nil : text(2),
            officer: isBare ? nil : StaffReference(id: AccountID("a-1"), staffNo: text(3), name: text(4)),
            due: number % 5 == 0
                ? nil
                : CaseSummary.Due(
                    kind: any(DueKind.allCases, 1), at: Instant(milliseconds: Int64(number) * 1_000_000_007)),
            updatedAt: Instant(milliseconds: Int64(number)),
            session: number % 7 < 4
                ? nil
                : CaseSummary.OpenSession(
                    id: SessionID("s-\(number)"), number: number, createdAt: Instant(milliseconds: 5)),
            contentClass: any(ContentClass.allCases, number / 9),
            reach: CaseReach(
                bureau: .main, status: any(CaseStatus.allCases, 2),
                level: isBare ? nil : any(CaseLevel.allCases, 0),
                isAccusation: number % 2 == 0, firstOfficer: nil,
                responsibleUnit: number % 6 == 0 ? nil : text(5), concernedUnit: ""))
        var item = CaseListItem(summary, for: reader)
        item?.session?.phase = any(Room.Phase.allCases, 0)
        return item
    }

    @Test func `The list is written as the encoder writes it, byte by byte`() throws {
        let reader = Account(id: AccountID("a-2"), staffNo: "G", name: "甲", role: .seniorOfficer, unit: "信访科")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let items = (0..<400).compactMap { Self.item($0, reader) }
        #expect(items.contains { $0.masked } && items.contains { !$0.masked && $0.session != nil })
        let rows = [
            CaseListText.Unreadable(id: "c-1", caseNo: "青信\""), .init(id: nil, caseNo: nil),
            .init(id: "c-2", caseNo: nil),
        ]
        for (cases, unreadable, next) in [
            (items, rows, "5~c-1"), ([], [], nil), ([items[0]], [rows[1]], nil), (items, [], nil),
        ] as [([CaseListItem], [CaseListText.Unreadable], String?)] {
            let expected = try encoder.encode(Body(cases: cases, unreadable: unreadable, next: next))
            let text = CaseListText(cases.map(CaseListText.line), unreadable: unreadable, next: next).bytes
            #expect(text == [UInt8](expected))
        }
        for item in items {
            let expected = try encoder.encode(Body(cases: [item], unreadable: [], next: nil))
            let text = CaseListText([CaseListText.line(item)], unreadable: [], next: nil).bytes
            #expect(String(decoding: text, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
        }
    }
}
