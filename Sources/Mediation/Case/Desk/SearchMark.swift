/// One thing by which a case is found: a piece of a person's name, a telephone, an identity number. Normalised, so that what
/// is typed and what was registered give the same mark. Stores keep keyed digests of marks and never the marks.
package struct SearchMark: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The first character of a name.
        case nameStart = "name start"
        /// Two characters of a name that stand side by side.
        case namePair = "name pair"
        /// All digits of a telephone.
        case phone
        case identity
    }

    package let kind: Kind
    package let text: String

    package init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }
}

extension SearchMark {
    /// What a name is found by: its first character, and each two that stand side by side. Of a single character inside a name no
    /// mark is kept: how often each is met would tell which it is (docs/threat-model.md).
    package static func marks(ofName name: String) -> [SearchMark] {
        let letters = nameLetters(name)
        guard let first = letters.first else { return [] }
        return [SearchMark(kind: .nameStart, text: String(first))]
            + zip(letters, letters.dropFirst()).map { SearchMark(kind: .namePair, text: "\($0)\($1)") }
    }

    /// What a telephone is found by, each number of it without its extension. One that is no telephone by the office's rule is found by
    /// its digits, if there are three or more.
    package static func marks(ofPhone phone: String) -> [SearchMark] {
        let parts = Telephone(typed: phone)?.numbers.map(\.digits) ?? [Typed.halfWidth(phone)]
        return parts.map(national).filter { $0.utf8.count >= 3 }.map { SearchMark(kind: .phone, text: $0) }
    }

    /// What an identity number is found by: its letters, as capitals, and digits.
    package static func marks(ofIdentity number: String) -> [SearchMark] {
        let text = Typed.halfWidth(number).uppercased().filter { $0.isLetter || $0.isNumber }
        return text.isEmpty ? [] : [SearchMark(kind: .identity, text: text)]
    }

    /// The characters of a name that count: no blanks, no dots between the parts of a name, no difference of capitals.
    private static func nameLetters(_ name: String) -> [Character] {
        Typed.halfWidth(name).lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Digits alone, without China's own prefix: `+86 138 0000 0000` and `13800000000` are one.
    private static func national(_ number: String) -> String {
        let digits = String(number.filter { $0.isASCII && $0.isNumber })
        for prefix in ["0086", "86"]
        where digits.hasPrefix(prefix) && digits.utf8.count >= prefix.utf8.count + 10 {
            return String(digits.dropFirst(prefix.utf8.count))
        }
        return digits
    }
}

extension CaseFile {
    /// What the case is found by: the names, telephones and identity numbers of its people.
    package var searchMarks: Set<SearchMark> {
        Set(
            registration.parties.flatMap { party in
                SearchMark.marks(ofName: party.name) + SearchMark.marks(ofPhone: party.phone)
                    + SearchMark.marks(ofIdentity: party.idNo ?? "")
            })
    }
}

/// What somebody looks for, as marks: a case is found when it has all marks of one of the alternatives.
package struct CaseSearch: Hashable, Sendable {
    package let alternatives: [[SearchMark]]

    /// Marks of one alternative, and characters of what is typed: the rest of a longer one is not looked at.
    package static let longest = 40

    /// Digits are a telephone or an identity number, whole; anything else is a name, or two characters and more of one, or its
    /// first. Nothing is found by nothing.
    package init(typed: String) {
        let text = String(Typed.halfWidth(typed).prefix(Self.longest))
        let digits = text.count(where: \.isNumber)
        guard digits < 3 else {
            alternatives = [SearchMark.marks(ofPhone: text), SearchMark.marks(ofIdentity: text)]
                .filter { !$0.isEmpty }
            return
        }
        let marks = SearchMark.marks(ofName: text)
        // One character is how a name begins; of more only what stands side by side: they may be the middle of one.
        let wanted = marks.count == 1 ? marks : marks.filter { $0.kind == .namePair }
        alternatives = wanted.isEmpty ? [] : [wanted]
    }
}
