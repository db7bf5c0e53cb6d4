/// A "no" that a person or a peer brought about: a value with a stable code, never a trap. The text for people
/// stands in the text tables under `refused.<code>`; equality looks at code and field alone.
package struct Refusal: Error, Hashable, Sendable {
    /// What was refused and why, stable for ever (docs/protocol.md, "Refusals").
    package let code: Code
    /// The field that must be mended, where one is to blame; its name on the wire.
    package let field: String?

    package init(_ code: Code, field: String? = nil) {
        self.code = code
        self.field = field
    }

    /// The same, of a part of something larger: `birthDate` within `parties[1]` is `parties[1].birthDate`.
    package func within(_ place: String) -> Refusal {
        Refusal(code, field: field.map { "\(place).\($0)" } ?? place)
    }
}
