import Documents
import Testing

@Suite(.timeLimit(.minutes(10))) struct CSVTests {
    private static let cells = [
        "", "周砚", "a,b", "say \"no\"", "一\r\n二", " blank ", "=1+1", "+86 100", "-5", "@SUM(A1)", "\tx", "\rx",
        "\nx",
        "＝1", "＋1", "－1", "＠x", "'", "'x", "'=1", "''=1", "\"", "\u{FEFF}x", "👍🏽", "x=1",
    ]

    @Test func `What is written can be read, and is the same`() throws {
        let rows = [Self.cells, Array(Self.cells.reversed()), ["x"]]
        let read = try CSV.rows(of: CSV.text(rows))
        #expect(read.map(\.cells) == rows)
        // Of several together, in every order of two.
        for first in Self.cells {
            for second in Self.cells where !(first.isEmpty && second.isEmpty) {
                #expect(try CSV.rows(of: CSV.text([[first, second]])).map(\.cells) == [[first, second]])
            }
        }
    }

    @Test func `No cell begins a formula`() {
        for cell in Self.cells {
            let text = CSV.text([["x", cell]]).dropFirst("\u{FEFF}x,".count)
            let shown = text.first == "\"" ? text.dropFirst() : text[...]
            #expect(
                !["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"].contains { shown.hasPrefix($0) }, "\(cell)")
        }
    }

    @Test func `A table begins with the mark of UTF-8, and lines end as RFC 4180 says`() {
        #expect(CSV.text([["甲", "b"], ["c,", "d\""]]) == "\u{FEFF}甲,b\r\n\"c,\",\"d\"\"\"\r\n")
    }

    @Test func `Lines end in any way, empty ones are none, and each is told by its place`() throws {
        let text = "a,b\n\"1\n2\",x\r\r\n,,\r\nlast,"
        let rows = try CSV.rows(of: text)
        #expect(rows.map(\.cells) == [["a", "b"], ["1\n2", "x"], ["last", ""]])
        #expect(rows.map(\.line) == [1, 2, 6])
    }

    @Test(arguments: [("a\n\"b", 2), ("\"a\"b,c", 1), ("x\ny\n\"a\nb\"c", 3)])
    func `A quotation mark without its other half is told by its line`(text: String, line: Int) {
        #expect(throws: CSV.Fault(line: line)) { _ = try CSV.rows(of: text) }
    }
}
