/// The figures of a month, reckoned of totals by month: it looks at no case.
package struct MonthReport: Hashable, Sendable {
    /// A figure in one span.
    package struct Count: Hashable, Sendable, Encodable {
        package let top: Int
        /// Nil for a count.
        package let base: Int?
        /// In tenths of a percent; nil for a count, and where `base` is 0.
        package let tenths: Int?

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(top, forKey: .top)
            try container.encode(base, forKey: .base)
            try container.encode(tenths, forKey: .tenths)
        }

        private enum CodingKeys: String, CodingKey { case top, base, tenths }
    }

    /// A figure with its comparison.
    package struct Line: Hashable, Sendable {
        package let figure: Figure
        package let counts: [MonthSpan: Count]

        /// 同比 of a count, in tenths of a percent: of the month alone or of the year to date. Nil for a share, and where there was
        /// nothing the year before.
        package func change(ofYear: Bool) -> Int? {
            guard figure.base == nil, let now = counts[ofYear ? .year : .month],
                let before = counts[ofYear ? .yearBefore : .monthBefore]
            else { return nil }
            return Percent.change(now.top, from: before.top)
        }
    }

    /// Letters and visits of one unit, by month: `seriesLength` months, the last is the page's.
    package struct Series: Hashable, Sendable, Encodable {
        package let unit: String
        package let months: [Int]
    }

    package static let seriesLength = 24

    package let month: CivilMonth
    package let lines: [Line]
    /// By unit.
    package let series: [Series]

    /// The months whose totals it needs.
    package static func needed(for month: CivilMonth) -> ClosedRange<CivilMonth> {
        month.adding(months: 1 - seriesLength)...month
    }

    /// - Parameters:
    ///   - totals: those of `needed(for:)`; of other months they are passed over.
    ///   - revisits: how many cases of each span were revisited.
    package init(
        of month: CivilMonth, totals: some Sequence<MonthTotal>,
        revisits: (Revisit, MonthSpan) -> Int
    ) {
        self.month = month
        var sums: [MonthSpan: [Tally: (cases: Int, number: Int)]] = [:]
        var byUnit: [String: [Int]] = [:]
        let first = Self.needed(for: month).lowerBound
        for total in totals {
            for span in MonthSpan.allCases where span.months(of: month).contains(total.month) {
                var sum = sums[span, default: [:]][total.tally, default: (0, 0)]
                sum.cases += total.cases
                // A year counts a case once, a month knows of no other.
                if span == .year || span == .yearBefore { sum.cases -= total.again }
                sum.number += total.number
                sums[span, default: [:]][total.tally] = sum
            }
            let place = total.month.serial - first.serial
            if total.tally == .lettersAndVisits, (0..<Self.seriesLength).contains(place), !total.unit.isEmpty
            {
                byUnit[total.unit, default: Array(repeating: 0, count: Self.seriesLength)][place] +=
                    total.cases
            }
        }
        lines = Figure.allCases.map { figure in
            var counts: [MonthSpan: Count] = [:]
            for span in MonthSpan.allCases {
                func sum(_ tallies: [Tally]) -> Int {
                    tallies.reduce(0) { all, tally in
                        let sum = sums[span]?[tally] ?? (0, 0)
                        return all + (figure.isOfNumbers ? sum.number : sum.cases)
                    }
                }
                var top = sum(figure.top)
                if let revisit = figure.revisit {
                    let count = revisits(revisit, span)
                    top = revisit == .untilEnd ? top - count : count
                }
                let base = figure.base.map { sum([$0]) }
                counts[span] = Count(
                    top: top, base: base, tenths: base.flatMap { Percent.tenths(top, of: $0) })
            }
            return Line(figure: figure, counts: counts)
        }
        series = byUnit.map { Series(unit: $0.key, months: $0.value) }.sorted { $0.unit < $1.unit }
    }
}
