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
}
