/// Texts that people type into a case.
enum CaseText {
    static let name = 60
    static let short = 200
    static let title = 120
    static let reason = 500
    static let long = 4000

    /// Refusals: `too_large` beyond `limit` characters (Unicode scalars); `bad_field` for control characters;
    /// `lacking` when the text is needed and blank. `field` is its name on the wire.
    static func check(
        _ text: String, _ field: String, _ limit: Int, lacking: Refusal.Code? = nil
    ) throws(Refusal) {
        var count = 0
        var hasInk = false
        for scalar in text.unicodeScalars {
            count += 1
            guard count <= limit else { throw Refusal(.tooLarge, field: field) }
            guard !scalar.breaksRecord else { throw Refusal(.badField, field: field) }
            if !scalar.properties.isWhitespace { hasInk = true }
        }
        if let lacking, !hasInk { throw Refusal(lacking, field: field) }
    }

    /// A text with something in it, or `reason_needed`.
    static func reason(_ text: String) throws(Refusal) {
        try check(text, "reason", reason, lacking: .reasonNeeded)
    }
}
