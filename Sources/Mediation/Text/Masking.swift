/// How personal data is shown to whom it isn't meant in full (domain rule 44).
package enum Masking {
    /// `000000********203X`: the region and the last four stay, so that two people can be told apart. A number too
    /// short for that shows nothing but its length.
    package static func idNo(_ number: String) -> String {
        let scalars = Array(number.unicodeScalars)
        guard scalars.count > 10 else { return String(repeating: "*", count: scalars.count) }
        var masked = String.UnicodeScalarView()
        masked.append(contentsOf: scalars.prefix(6))
        masked.append(contentsOf: repeatElement("*" as Unicode.Scalar, count: scalars.count - 10))
        masked.append(contentsOf: scalars.suffix(4))
        return String(masked)
    }

    /// `林*舟`: the first and the last character stay; of two, the first; of one, nothing. Three signs stand for all that are more: how
    /// long a name is tells it apart too.
    package static func name(_ name: String) -> String {
        let characters = Array(name)
        switch characters.count {
        case 0, 1: return String(repeating: "*", count: characters.count)
        case 2: return String(characters[0]) + "*"
        default:
            return String(characters[0]) + String(repeating: "*", count: min(3, characters.count - 2))
                + String(characters[characters.count - 1])
        }
    }
}
