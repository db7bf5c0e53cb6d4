import Mediation

extension FuzzTarget {
    static let texts = [
        FuzzTarget(name: "link", run: link), FuzzTarget(name: "text", run: text),
        FuzzTarget(name: "telephone", run: telephone),
    ]

    /// The link that is found in a text is found in itself.
    private static func link(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let found = LinkText(pasted: String(decoding: bytes, as: UTF8.self)) else { return nil }
        let spelled = "\(found.session.text).\(found.seat.rawValue).\(found.generation).\(found.secret)"
        return LinkText(pasted: spelled) == found && found.secret.utf8.count == LinkText.secretLength
            ? nil : "a link that is another in its own spelling"
    }

    /// What is clean stays as it is, and grows no longer than it was.
    private static func text(_ bytes: UnsafeRawBufferPointer) -> String? {
        let typed = String(decoding: bytes, as: UTF8.self)
        for form in WrittenText.Form.allCases where !WrittenText.isRefused(typed, as: form) {
            let clean = WrittenText.clean(typed, as: form)
            if WrittenText.clean(clean, as: form) != clean {
                return "a clean text is cleaned again (\(form))"
            }
            if WrittenText.isRefused(clean, as: form) { return "a clean text is refused (\(form))" }
        }
        return nil
    }

    private static func telephone(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let number = Telephone(typed: String(decoding: bytes, as: UTF8.self)) else { return nil }
        return Telephone(typed: number.text) == number ? nil : "a number that is another in its own spelling"
    }
}
