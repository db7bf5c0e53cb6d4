/// A telephone number as an office writes it, or two of them: `010-1234 5678 转 801`, `110、100-0000-0110`. Pages make
/// links of it by the same rule (web-static/js/lib/telephone.js; the table of docs/protocol.md, section 6, holds for both).
package struct Telephone: Hashable, Sendable {
    /// One number.
    package struct Number: Hashable, Sendable {
        /// As it is shown.
        package let text: String
        /// Digits, with a leading `+` where one was written.
        package let digits: String
        /// Digits; nil when none was written.
        package let `extension`: String?

        /// The address of a link that calls it (RFC 3966).
        package var link: String { "tel:" + digits + (self.extension.map { ";ext=" + $0 } ?? "") }
    }

    /// In half width, as it is shown.
    package let text: String
    /// One or two.
    package let numbers: [Number]

    /// Characters of the whole.
    package static let lengths = 3...60
    /// Digits of a number: the shortest are like 110, the longest E.164's.
    package static let digits = 3...15
    package static let extensionDigits = 1...6
    package static let most = 2

    /// Words that stand between a number and its extension, the longer before the shorter.
    private static let markers = ["转分机", "转接", "分机", "轉", "转", ";ext=", "ext.", "ext", "x", "#"]

    /// Nil when it is no telephone number, or more than two.
    package init?(typed: String) {
        let text = Typed.halfWidth(typed)
        guard Self.lengths.contains(text.unicodeScalars.count) else { return nil }
        let parts = Self.parts(of: text)
        guard (1...Self.most).contains(parts.count) else { return nil }
        var numbers: [Number] = []
        for part in parts {
            guard let number = Self.number(part) else { return nil }
            numbers.append(number)
        }
        self.text = text
        self.numbers = numbers
    }

    /// The numbers apart, each without blanks at its ends. The semicolon of `;ext=` parts nothing.
    private static func parts(of text: String) -> [String] {
        var parts: [String] = [""]
        var rest = Substring(text)
        while let first = rest.first {
            let isExtension = rest.lowercased().hasPrefix(";ext=")
            if "/、,;或|".contains(first) && !isExtension {
                parts.append("")
            } else {
                parts[parts.count - 1].append(first)
            }
            rest.removeFirst()
        }
        return parts.map(Typed.halfWidth)
    }

    private static func number(_ part: String) -> Number? {
        var main = Substring(part)
        var `extension`: String?
        let small = part.lowercased()
        // A lower-case ASCII or Chinese text has as many characters as it had before.
        guard small.count == part.count else { return nil }
        for marker in markers {
            guard let at = small.firstRange(of: marker) else { continue }
            let distance = small.distance(from: small.startIndex, to: at.lowerBound)
            main = part.prefix(distance)
            guard let found = plain(part.dropFirst(distance + marker.count), isExtension: true),
                extensionDigits.contains(found.count)
            else { return nil }
            `extension` = found
            break
        }
        guard let digits = plain(main, isExtension: false),
            Self.digits.contains(digits.first == "+" ? digits.count - 1 : digits.count)
        else { return nil }
        return Number(text: part, digits: digits, extension: `extension`)
    }

    /// The digits alone; nil when there is anything but digits and what parts them.
    private static func plain(_ text: Substring, isExtension: Bool) -> String? {
        var digits = ""
        for character in text {
            switch character {
            case "0"..."9": digits.append(character)
            case " ", "-", ".", ":": continue
            case "(", ")": if isExtension { return nil }
            case "+": if isExtension || !digits.isEmpty { return nil } else { digits.append(character) }
            default: return nil
            }
        }
        return digits
    }
}

extension String {
    /// Where `part` stands first.
    fileprivate func firstRange(of part: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) {
                return start..<index(start, offsetBy: part.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
