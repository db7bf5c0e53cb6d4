/// Texts that people type into a case.
enum CaseText {
    static let name = 60
    static let short = 200
    static let title = 120
    static let reason = 500
    static let long = 4000

    /// Refusals: `too_large` beyond `limit` characters (Unicode scalars); `bad_field` for what `WrittenText` takes out, when it has
    /// not; `lacking` when the text is needed and nothing of it can be seen. `field` is its name on the wire.
    static func check(
        _ text: String, _ field: String, _ limit: Int, lacking: Refusal.Code? = nil
    ) throws(Refusal) {
        try WrittenText.check(text, field, limit)
        if let lacking, WrittenText.isBlank(text) { throw Refusal(lacking, field: field) }
    }

    /// A text with something in it, or `reason_needed`.
    static func reason(_ text: String) throws(Refusal) {
        try check(text, "reason", reason, lacking: .reasonNeeded)
    }

    /// The same, for an event that keeps it.
    static func reasoned(_ text: String) throws(Refusal) -> String {
        try reason(text)
        return text
    }

    /// The name of a unit that a matter goes to, and why. Refusals: `missing_field`, `reason_needed`.
    static func checkUnit(_ unit: String, _ reason: String) throws(Refusal) {
        try check(unit, "unit", short, lacking: .missingField)
        try self.reason(reason)
    }

    /// Two texts as one line; an empty one leaves no blank.
    static func joined(_ first: String, _ second: String) -> String {
        first.isEmpty ? second : second.isEmpty ? first : first + " " + second
    }
}
