package import Storage

/// A row that is not what the events give, in words, with where it stands.
package struct RowFault: Hashable, Sendable, CustomStringConvertible {
    package let table: String
    /// The row's identifiers.
    package let row: String
    package let column: String?
    package let words: String
    /// Whether `trialogue rebuild` can make it good: it is made of events that can be read.
    package let isRebuilt: Bool

    package init(table: String, row: String, column: String? = nil, isRebuilt: Bool, words: String) {
        self.table = table
        self.row = row
        self.column = column
        self.isRebuilt = isRebuilt
        self.words = words
    }

    package init(_ row: UnreadableRow, isRebuilt: Bool = false) {
        self.init(
            table: row.table, row: row.id, column: row.column, isRebuilt: isRebuilt,
            words: "a value can't be read" + (row.why.map { ": \($0)" } ?? ""))
    }

    package init(_ stray: StrayRow) {
        self.init(
            table: stray.table, row: stray.id,
            isRebuilt: stray.table != "answered_request" && stray.table != "sign_in",
            words: "a row that no history gives: \(stray.why)")
    }

    /// Nil where the rows are what was written last.
    package init?(_ finding: KeptFinding) {
        func sums(_ words: String) -> RowFault {
            RowFault(table: "kept_sum", row: "1", isRebuilt: false, words: words)
        }
        switch finding {
        case .asWritten: return nil
        case .missing:
            self = sums("the sums of the rows that are written over are missing: these rows can't be proven")
        case .closed:
            self = sums("the sums of the rows that are written over do not open: they were altered")
        case .ofAnotherLog(let entries):
            self = sums(
                "the sums of the rows that are written over were kept with another end of the record, of \(entries) entries: they or it were put back or made anew"
            )
        case .differ(let surplus, nil):
            self = sums(
                "rows that are written over are not what was written last, of more than one owner: they were altered, deleted, put in or put back"
                    + Self.count(surplus))
        case .differ(let surplus, let group?):
            self.init(
                table: group.table.rawValue, row: group.owner, isRebuilt: false,
                words:
                    "what is written over is not what was written last: a row was altered, deleted, put in or put back"
                    + Self.count(surplus))
        }
    }

    private static func count(_ surplus: Int) -> String {
        switch surplus {
        case 0: ""
        case 1...: "; too many: \(surplus)"
        default: "; missing: \(-surplus)"
        }
    }

    package var description: String {
        "\(words) (\(table) \(row)\(column.map { ", " + $0 } ?? ""))"
    }
}

/// A value that stands in the open, as a fault shows it.
package struct OpenValue: Equatable, CustomStringConvertible {
    private let text: String?

    package init(_ text: String?) { self.text = text }
    package init(_ number: Int) { text = String(number) }

    /// What somebody put there may be anything: it is shown with its signs spelled out, and not at length: 80 of them.
    package var description: String {
        guard let text else { return "nothing" }
        let spelled = text.unicodeScalars.prefix(80).map { $0.escaped(asASCII: false) }.joined()
        return "\"\(spelled)\(text.unicodeScalars.count > 80 ? "…" : "")\""
    }
}
