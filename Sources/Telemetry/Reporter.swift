package import CoreMetrics

/// The values of all instruments at one moment, read from whoever counts. Each function switches over its whole list, so that an
/// instrument without a source doesn't compile.
package protocol Readings {
    func total(_ total: Total) -> Int64
    func level(_ level: Level) -> Int64
    /// By code; a code that is absent has not been counted yet.
    func coded(_ coded: Coded) -> [String: Int64]
}

/// Hands what was counted to a metrics factory, which an exporter brings (swift-metrics).
///
/// Nothing is counted here: who does something adds to a number of its own, and a report reads all of them. So what happens a
/// thousand times in a report costs a thousand additions, and one call of the factory.
package struct Reporter {
    private let totals: [Total: Counter]
    private let levels: [Level: Meter]
    private let coded: [Coded: [String: Counter]]
    private var told: [Total: Int64] = [:]
    private var toldCoded: [Coded: [String: Int64]] = [:]

    /// Makes every instrument at once, so that an exporter shows what has not happened as nought.
    package init(to factory: any MetricsFactory) {
        totals = Dictionary(
            uniqueKeysWithValues: Total.allCases.map { ($0, Counter(label: $0.name, factory: factory)) })
        levels = Dictionary(
            uniqueKeysWithValues: Level.allCases.map { ($0, Meter(label: $0.name, factory: factory)) })
        coded = Dictionary(
            uniqueKeysWithValues: Coded.allCases.map { each in
                let counters = each.codes.map {
                    ($0, Counter(label: each.name, dimensions: [(Coded.label, $0)], factory: factory))
                }
                return (each, Dictionary(uniqueKeysWithValues: counters))
            })
    }

    /// Tells the factory what was added since the last report, and how things stand.
    package mutating func report(_ readings: some Readings) {
        for (total, counter) in totals {
            let value = readings.total(total)
            counter.increment(by: max(0, value - told[total, default: 0]))
            told[total] = value
        }
        for (level, meter) in levels { meter.set(readings.level(level)) }
        for (each, counters) in coded {
            for (code, value) in readings.coded(each) {
                counters[code]?.increment(by: max(0, value - toldCoded[each, default: [:]][code, default: 0]))
                toldCoded[each, default: [:]][code] = value
            }
        }
    }
}
