/// What people type and paste, by one rule (docs/protocol.md, 1.5): cleaned before anything judges or keeps it, so that two texts
/// that look the same are the same, and a record reads in the order of its bytes. The pages keep the same rule in
/// `web-static/js/lib/written-text.js`; the table in the document is the test of both.
///
/// Characters stay as they were typed otherwise: no normalisation (NFC would replace compatibility ideographs that stand in
/// people's names), no change of width or case.
package enum WrittenText {
    /// What a field holds.
    package enum Form: Sendable, Hashable, CaseIterable {
        /// A name, a number, an address: line breaks and every run of blanks become one space, none at either end.
        case line
        /// Lines of text: line breaks of every kind become a line feed, blanks stay.
        case text
    }

    /// The text as it is kept. The same again for what it has made: `clean(clean(x)) == clean(x)`.
    package static func clean(_ text: String, as form: Form) -> String {
        var cleaned = String.UnicodeScalarView()
        cleaned.append(contentsOf: joined(plain(text.unicodeScalars, form)))
        guard form == .line else { return String(cleaned) }
        var line = String.UnicodeScalarView()
        var blankIsDue = false
        for scalar in cleaned {
            if TextCharacters.isBlank(scalar.value) {
                blankIsDue = !line.isEmpty
            } else {
                if blankIsDue { line.append(" ") }
                blankIsDue = false
                line.append(scalar)
            }
        }
        return String(line)
    }

    /// Whether nothing of it can be seen: blanks, and what stands for a blank.
    package static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            TextCharacters.isBlank($0.value) || TextCharacters.fate(of: $0.value) != .kept
        }
    }

    /// Whether a line holds a character that no text can hold: a noncharacter. It is refused by name (`bad_field`), for nobody
    /// can say what was meant; among lines of text U+FFFD stands in its place, so that what was typed around it is kept.
    package static func isRefused(_ text: String, as form: Form) -> Bool {
        form == .line && text.unicodeScalars.contains { TextCharacters.isNoncharacter($0.value) }
    }

    /// The length and the characters of what has been cleaned. Refusals: `too_large` beyond `limit` characters (Unicode scalars);
    /// `bad_field` for a character that breaks a record. `field` is its name on the wire.
    static func check(_ text: String, _ field: String, _ limit: Int) throws(Refusal) {
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            guard count <= limit else { throw Refusal(.tooLarge, field: field) }
            guard !scalar.breaksRecord else { throw Refusal(.badField, field: field) }
        }
    }

    /// Line breaks made one kind, and everything taken out that never stays.
    private static func plain(_ scalars: String.UnicodeScalarView, _ form: Form) -> [Unicode.Scalar] {
        var plain: [Unicode.Scalar] = []
        plain.reserveCapacity(scalars.count)
        var afterReturn = false
        for scalar in scalars {
            defer { afterReturn = scalar == "\r" }
            switch TextCharacters.fate(of: scalar.value) {
            case .kept, .inPlace: plain.append(scalar)
            case .lineBreak:
                if !(afterReturn && scalar == "\n") { plain.append(form == .text ? "\n" : " ") }
            case .removed: break
            case .noncharacter: if form == .text { plain.append("\u{FFFD}") } else { plain.append(scalar) }
            }
        }
        return plain
    }

    /// Joiners and variation selectors stay where they shape what stands beside them, and nowhere else.
    private static func joined(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var joined: [Unicode.Scalar] = []
        joined.reserveCapacity(scalars.count)
        for (index, scalar) in scalars.enumerated() {
            guard TextCharacters.fate(of: scalar.value) == .inPlace else {
                joined.append(scalar)
                continue
            }
            let next = index + 1 < scalars.count ? scalars[index + 1].value : 0
            var before = joined.last?.value ?? 0
            let isAfterSelector = TextCharacters.isSelector(before)
            if isAfterSelector, joined.count >= 2 { before = joined[joined.count - 2].value }
            if TextCharacters.stays(scalar.value, after: before, isAfterSelector: isAfterSelector, next) {
                joined.append(scalar)
            }
        }
        return joined
    }
}

extension Unicode.Scalar {
    /// Whether the character can't stand in a record, wherever it stands: `WrittenText` has taken it out of all that came in.
    var breaksRecord: Bool {
        switch TextCharacters.fate(of: value) {
        case .kept, .inPlace: false
        case .lineBreak: self != "\n"
        case .removed, .noncharacter: true
        }
    }
}
