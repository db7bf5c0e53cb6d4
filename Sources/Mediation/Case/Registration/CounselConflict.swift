/// Why somebody may not speak for a side of a case (rule 28, LS39), whatever way their licence and their firm were typed.
package enum CounselConflict: String, Hashable, Sendable, CaseIterable {
    /// The same lawyer or agent speaks for another side of this case, or is neutral in it.
    case bothSides = "both_sides"
    /// Another of the same firm speaks for the other side.
    case sameFirm = "same_firm"

    /// What keeps `newcomer` from joining `others`, and beside whom; nil when nothing does.
    package static func found(_ newcomer: Party, beside others: [Party]) -> (conflict: Self, other: Party)? {
        guard newcomer.role.isCounsel else { return nil }
        for other in others where isSame(newcomer, other) && other.actsFor != newcomer.actsFor {
            return (.bothSides, other)
        }
        for other in others where other.role.isCounsel && areOpposed(newcomer, other) {
            let firm = spelled(newcomer.firm)
            if !firm.isEmpty && firm == spelled(other.firm) { return (.sameFirm, other) }
        }
        return nil
    }

    /// Refusals: `conflict_of_interest` with `actsFor` for both sides, with `firm` for one firm on both.
    package static func check(_ newcomer: Party, beside others: [Party]) throws(Refusal) {
        switch found(newcomer, beside: others)?.conflict {
        case .bothSides: throw Refusal(.conflictOfInterest, field: "actsFor")
        case .sameFirm: throw Refusal(.conflictOfInterest, field: "firm")
        case nil: return
        }
    }

    /// Whether both are one person: by the licence, or by name and firm where a licence is missing.
    private static func isSame(_ one: Party, _ other: Party) -> Bool {
        guard one.role.isCounsel, other.role.isCounsel else { return false }
        let licences = (spelled(one.licenceNo), spelled(other.licenceNo))
        if !licences.0.isEmpty && !licences.1.isEmpty { return licences.0 == licences.1 }
        return spelled(one.name) == spelled(other.name) && spelled(one.firm) == spelled(other.firm)
    }

    /// One stands with the petitioners, the other with the other side. Who is neutral is opposed to nobody.
    private static func areOpposed(_ one: Party, _ other: Party) -> Bool {
        guard let side = one.side, let opposite = other.side else { return false }
        return side != opposite
    }

    /// What spellings of one licence, name or firm have in common: letters and digits in half width and small letters. Blanks,
    /// hyphens, dots and brackets are how somebody types, so `Ａ-123` is `a 123`.
    package static func spelled(_ typed: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in Typed.halfWidth(typed).lowercased().unicodeScalars where isTold(scalar) {
            text.append(scalar)
        }
        return String(text)
    }

    private static func isTold(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
