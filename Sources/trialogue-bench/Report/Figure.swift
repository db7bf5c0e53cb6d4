/// One measured number, and what it was to be.
struct Figure: Codable {
    /// What a figure is held against. Timings decide nothing anywhere but here, and here only with `--check`.
    struct Target: Codable {
        var atLeast: Double?
        var atMost: Double?

        static func atLeast(_ bound: Double) -> Target { Target(atLeast: bound) }
        static func atMost(_ bound: Double) -> Target { Target(atMost: bound) }

        func holds(for value: Double) -> Bool {
            value.isFinite && value >= atLeast ?? -.infinity && value <= atMost ?? .infinity
        }

        var words: String {
            if let atLeast { return "at least \(Figure.short(atLeast))" }
            if let atMost { return "at most \(Figure.short(atMost))" }
            return ""
        }
    }

    /// The scenario's letter, "a" to "l", as issue and docs/performance.md have them.
    var scenario: String
    /// What was measured, in words; unique within its scenario.
    let name: String
    let value: Double
    /// "1/s", "us", "KiB", "ratio", …
    let unit: String
    var target: Target?
    /// The conditions that the number can't be read without: processor shares, counts, spreads.
    var note: String?

    init(
        _ scenario: String, _ name: String, _ value: Double, _ unit: String, _ target: Target? = nil,
        note: String? = nil
    ) {
        self.scenario = scenario
        self.name = name
        self.value = value
        self.unit = unit
        self.target = target
        self.note = note
    }

    /// A number as people read it: three digits that count.
    static func short(_ value: Double) -> String {
        guard value.isFinite else { return "—" }
        let magnitude = abs(value)
        let digits = magnitude >= 100 || magnitude == 0 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3
        var text = formatted(value, digits: digits)
        if digits == 0 {
            var grouped = ""
            for (place, character) in text.reversed().enumerated() {
                if place > 0, place.isMultiple(of: 3), character != "-" { grouped.append(",") }
                grouped.append(character)
            }
            text = String(grouped.reversed())
        }
        return text
    }
}
