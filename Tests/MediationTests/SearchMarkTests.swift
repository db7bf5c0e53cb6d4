import Testing

@testable import Mediation

/// What is typed and what was registered give the same marks, or none.
@Suite(.timeLimit(.minutes(10))) struct SearchMarkTests {
    private static func phone(_ text: String) -> [String] { SearchMark.marks(ofPhone: text).map(\.text) }
    private static func identity(_ text: String) -> [String] {
        SearchMark.marks(ofIdentity: text).map(\.text)
    }

    @Test(arguments: [
        ("100-0000-2046", ["10000002046"]), ("１００ ００００ ２０４６", ["10000002046"]),
        ("+86 100 0000 2046", ["10000002046"]), ("0086-100-0000-2046", ["10000002046"]),
        ("010-1234 5678 转 801", ["01012345678"]), ("110、100-0000-0110", ["110", "10000000110"]),
        ("86", []), ("8612", ["8612"]), ("", []), ("无", []), ("打 100-0000-2046 找他", ["10000002046"]),
    ])
    func `A telephone is found by its digits, however it is written`(_ text: String, _ marks: [String]) {
        #expect(Self.phone(text) == marks)
    }

    @Test func `An identity number is found by its letters and digits`() {
        #expect(Self.identity("000000 1965 0203 203x") == Self.identity("００００００19650203203X"))
        #expect(Self.identity("") == [] && Self.identity(" - ") == [])
    }

    @Test func `A name is found by its first character and by each two that stand side by side`() {
        let marks = SearchMark.marks(ofName: " 林晚舟 ")
        #expect(marks.map(\.text) == ["林", "林晚", "晚舟"])
        #expect(marks.map(\.kind) == [.nameStart, .namePair, .namePair])
        #expect(SearchMark.marks(ofName: "买买提·艾力") == SearchMark.marks(ofName: "买买提 艾力"))
        #expect(SearchMark.marks(ofName: "Ａｎｎ") == SearchMark.marks(ofName: "ann"))
        #expect(SearchMark.marks(ofName: " · ").isEmpty)
    }

    @Test func `What is typed is a name, a part of one, a telephone or an identity number`() {
        #expect(CaseSearch(typed: "林").alternatives == [[SearchMark(kind: .nameStart, text: "林")]])
        #expect(CaseSearch(typed: "晚舟").alternatives == [[SearchMark(kind: .namePair, text: "晚舟")]])
        #expect(CaseSearch(typed: "林晚舟").alternatives.first?.count == 2)
        let digits = CaseSearch(typed: "100-0000-2046").alternatives
        #expect(digits.flatMap { $0 }.map(\.kind) == [.phone, .identity])
        for nothing in ["", "  ", "·", "12"] {
            let found = CaseSearch(typed: nothing).alternatives
            #expect(found.allSatisfy { $0.allSatisfy { $0.kind != .phone } }, "\(nothing)")
        }
        #expect(CaseSearch(typed: "").alternatives.isEmpty)
        #expect(CaseSearch(typed: String(repeating: "长", count: 5000)).alternatives.first?.count ?? 0 < 50)
    }

    @Test func `A list's line is made of the summary as of the file`() throws {
        let file = try CasePlay.at(.inHandling).file
        for role in Role.allCases {
            for unit in ["信访科", file.registration.form.concernedUnit, ""] {
                let reader = Account(
                    id: AccountID("a-9"), staffNo: "G9", name: "甲", role: role, unit: unit)
                #expect(
                    CaseListItem(file, for: reader) == CaseListItem(file.summary, for: reader))
                #expect(
                    Authority.sight(of: file, for: reader) == Authority.sight(of: file.reach, for: reader))
            }
        }
    }
}
