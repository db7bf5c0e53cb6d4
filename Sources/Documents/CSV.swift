/// Tables as text (RFC 4180) that a spreadsheet opens and hands back.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front of it, and loses it when it is read: what is
/// written can be read again and gives the same.
package enum CSV {
    /// A line of a table.
    package struct Row: Hashable, Sendable {
        /// Where it begins in the text, from 1.
        package let line: Int
        package let cells: [String]

        package init(line: Int, cells: [String]) {
            self.line = line
            self.cells = cells
        }
    }

    /// A quotation mark that is never closed, or text behind one that is.
    package struct Fault: Error, Hashable, Sendable {
        /// The line on which the cell begins.
        package let line: Int

        package init(line: Int) { self.line = line }
    }

    /// The mark by which Excel knows UTF-8.
    package static let mark: Character = "\u{FEFF}"

    /// What makes a formula of a cell, in half and full width.
    private static let formulas: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]

    /// With the mark of UTF-8 at its beginning; lines end with CR LF.
    package static func text(_ rows: [[String]]) -> String {
        var text = String(mark)
        for row in rows { text += row.map { quoted(guarded($0)) }.joined(separator: ",") + "\r\n" }
        return text
    }

    /// The rows in their order, without those of which every cell is empty. Lines may end in any way.
    package static func rows(of text: String) throws(Fault) -> [Row] {
        var reader = Reader(text)
        return try reader.rows()
    }

    private static func guarded(_ cell: String) -> String { isGuardable(cell[...]) ? "'" + cell : cell }

    private static func unguarded(_ cell: String) -> String {
        cell.first == "'" && isGuardable(cell.dropFirst()) ? String(cell.dropFirst()) : cell
    }

    /// Whether an apostrophe belongs in front: of a formula, and of a cell that begins as one that has got its apostrophe.
    private static func isGuardable(_ cell: Substring) -> Bool {
        cell.unicodeScalars.first { $0 != "'" }.map(formulas.contains) ?? false
    }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.unicodeScalars.contains { ["\"", ",", "\r", "\n"].contains($0) }
        guard needsQuotes || cell.first == " " || cell.last == " " else { return cell }
        var text = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { text += "\"" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }

    /// Reads scalars, for `Character` makes one of CR and LF.
    private struct Reader {
        private let scalars: [Unicode.Scalar]
        private var place = 0
        private var line = 1

        init(_ text: String) {
            scalars = Array(text.unicodeScalars)
            if scalars.first == "\u{FEFF}" { place = 1 }
        }

        mutating func rows() throws(Fault) -> [Row] {
            var rows: [Row] = []
            while place < scalars.count {
                let start = line
                var cells: [String] = []
                var goesOn = true
                while goesOn {
                    cells.append(unguarded(try cell()))
                    goesOn = place < scalars.count && scalars[place] == ","
                    if goesOn { place += 1 }
                }
                endLine()
                if cells.contains(where: { !$0.isEmpty }) { rows.append(Row(line: start, cells: cells)) }
            }
            return rows
        }

        private var isAtEndOfCell: Bool {
            place >= scalars.count || [",", "\r", "\n"].contains(scalars[place])
        }

        private mutating func cell() throws(Fault) -> String {
            var text = String.UnicodeScalarView()
            guard place < scalars.count, scalars[place] == "\"" else {
                while !isAtEndOfCell {
                    text.append(scalars[place])
                    place += 1
                }
                return String(text)
            }
            let start = line
            place += 1
            while true {
                guard place < scalars.count else { throw Fault(line: start) }
                let scalar = scalars[place]
                place += 1
                if scalar == "\"" {
                    guard place < scalars.count, scalars[place] == "\"" else { break }
                    place += 1
                } else if scalar == "\n"
                    || (scalar == "\r" && (place >= scalars.count || scalars[place] != "\n"))
                {
                    line += 1
                }
                text.append(scalar)
            }
            guard isAtEndOfCell else { throw Fault(line: start) }
            return String(text)
        }

        private mutating func endLine() {
            guard place < scalars.count else { return }
            let isCarriage = scalars[place] == "\r"
            place += 1
            if isCarriage, place < scalars.count, scalars[place] == "\n" { place += 1 }
            line += 1
        }
    }
}
