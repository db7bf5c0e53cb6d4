/// A public security bureau (公安分局) with a petition desk of its own: whose accounts, cases and case numbers these are. A
/// store holds one, `BureauID.main`, until another is added.
package struct Bureau: Hashable, Sendable {
    package let id: BureauID
    /// As pages and minutes show it; at most `longestName` characters.
    package var name: String
    /// The number that a stranded person calls, as `Telephone` spells it.
    package var phone: String
    /// 机关代字: what its case numbers begin with; 1 to `longestMark` characters, no other bureau's.
    package var mark: String

    package static let longestName = 60
    package static let longestMark = 8

    package init(id: BureauID, name: String, phone: String, mark: String) {
        self.id = id
        self.name = name
        self.phone = phone
        self.mark = mark
    }

    /// What a new store begins with; `serve --office` and `--phone` give it its own.
    package static let first = Bureau(
        id: .main, name: "青禾区公安分局", phone: "100-0000-0110", mark: "青信")

    /// The 信访编号 of the year's case of this number, as 青信〔2026〕0087.
    package func caseNo(year: Int, number: Int) -> String {
        let digits = String(number)
        return "\(mark)〔\(year)〕\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    /// Whether `text` can be a mark: letters and ideographs alone, so that it reads as the number's first part.
    package static func isMark(_ text: String) -> Bool {
        (1...longestMark).contains(text.count) && text.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
    }
}

extension BureauID {
    /// The one that a store begins with, and whose everything is that was stored before there could be another.
    package static let main = BureauID("main")
}
