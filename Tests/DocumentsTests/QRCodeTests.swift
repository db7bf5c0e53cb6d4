import Testing

@testable import Documents

@Suite(.timeLimit(.minutes(10))) struct QRCodeTests {
    private let link = "https://127.0.0.1:8443/j#s-1.2.1.AAAAAAAAAAAAAAAAAAAAAA"

    /// Draws the path again, rectangle by rectangle.
    private func drawn(_ svg: String, side: Int) throws -> [[Bool]] {
        var field = [[Bool]](repeating: [Bool](repeating: false, count: side), count: side)
        let start = try #require(svg.range(of: " d=\""))
        let path = svg[start.upperBound...].prefix { $0 != "\"" }
        for run in path.split(separator: "M") {
            let numbers = run.split { !"0123456789".contains($0) }.compactMap { Int($0) }
            let (column, row, width) = (numbers[0], numbers[1], numbers[2])
            try #require(run == "\(column) \(row)h\(width)v1h-\(width)z")
            for step in 0..<width { field[row][column + step] = true }
        }
        return field
    }

    @Test func `The drawing has each dark module of the code, and a white margin of four around`() throws {
        let svg = String(decoding: try QRCode.svg(link), as: UTF8.self)
        let modules = try QRCode.encode(link)
        let side = modules.width + 8
        #expect(svg.contains("viewBox=\"0 0 \(side) \(side)\""))
        let field = try drawn(svg, side: side)
        for row in 0..<side {
            for column in 0..<side {
                let inside = (4..<side - 4).contains(row) && (4..<side - 4).contains(column)
                #expect(field[row][column] == (inside && modules[row - 4, column - 4]))
            }
        }
    }

    @Test func `Three corners hold the finder pattern of ISO 18004, so that a reader finds it`() throws {
        let modules = try QRCode.encode(link)
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
        for (top, left) in [(0, 0), (0, modules.width - 7), (modules.width - 7, 0)] {
            for (row, line) in finder.enumerated() {
                let found = (0..<7).map { modules[top + row, left + $0] ? "1" : "0" }.joined()
                #expect(found == line)
            }
        }
    }

    @Test func `It is one path without style or script, fit for a strict policy`() throws {
        let svg = String(decoding: try QRCode.svg(link), as: UTF8.self)
        #expect(svg.components(of: "<path") == 1)
        #expect(!svg.contains("style") && !svg.contains("script"))
        #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    }

    @Test func `An empty text and one that no code holds are refused; the longest is drawn`() throws {
        #expect(throws: QRCode.Failure.unfitText) { try QRCode.svg("") }
        #expect(throws: QRCode.Failure.unfitText) { try QRCode.svg(String(repeating: "x", count: 2332)) }
        #expect(try QRCode.encode(String(repeating: "x", count: 2331)).width == 177)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        var rest = self[...]
        var count = 0
        while let found = rest.range(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }

    fileprivate func range(of part: String) -> Range<String.Index>? { self[...].range(of: part) }
}

extension Substring {
    fileprivate func range(of part: String) -> Range<String.Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(part) { return index..<self.index(index, offsetBy: part.count) }
            index = self.index(after: index)
        }
        return nil
    }
}
