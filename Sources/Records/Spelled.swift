/// A closed set of the domain whose values are stored by a word. The words stand here and are fixed for ever: the
/// domain may rename a value, its word stays. Where it is written is what the compiler asks for when a value is new.
package protocol Spelled: CaseIterable, Sendable {
    /// How the value is stored.
    var word: String { get }
}

extension Spelled {
    /// The value of a stored word. Throws `newer` for a word that this program doesn't know: none was ever taken away.
    package init(word: String) throws(RecordError) {
        guard let value = Self.allCases.first(where: { $0.word == word }) else {
            throw .newer("a value of \(Self.self) that this program doesn't know")
        }
        self = value
    }
}

extension Optional where Wrapped: Spelled {
    /// The value of a stored word, if there is one. Throws as `Spelled.init(word:)` does.
    static func stored(_ word: String?) throws(RecordError) -> Wrapped? {
        guard let word else { return nil }
        return try Wrapped(word: word)
    }
}
