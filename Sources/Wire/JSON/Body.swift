package import FoundationEssentials
package import Mediation

/// A JSON object on its way in: it knows its members, refuses those that it doesn't, and names the one to blame.
package struct Body {
    private let container: KeyedDecodingContainer<Key>

    /// A member's name.
    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Root: Decodable {
        let container: KeyedDecodingContainer<Key>
        init(from decoder: any Decoder) throws { container = try decoder.container(keyedBy: Key.self) }
    }

    /// Decodes one object whose members all stand in `members` and makes a value of it. Refusals: `malformed`, `unknown_field`, `missing_field`,
    /// `bad_field`, and what `make` throws. Costs a decoder's pass (13 us a KiB): never on the path of a signal.
    package static func read<Value>(
        _ data: Data, members: Set<String>, _ make: (Body) throws -> Value
    ) throws(Refusal) -> Value {
        try check(data)
        do {
            return try make(Body(try JSONDecoder().decode(Root.self, from: data).container, members))
        } catch let refusal as Refusal {
            throw refusal
        } catch let error as DecodingError {
            throw Refusal(error)
        } catch {
            throw Refusal(.malformed)
        }
    }

    /// Grammar and depth, before a decoder takes it: Foundation's is lenient where peers could disagree.
    private static func check(_ data: Data) throws(Refusal) {
        let failure = data.withUnsafeBytes { bytes -> Refusal? in
            var scanner = JSONScanner(bytes)
            do throws(Refusal) {
                try scanner.skipValue(depth: 0)
                scanner.skipSpace()
                return scanner.isAtEnd ? nil : Refusal(.malformed)
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private init(_ container: KeyedDecodingContainer<Key>, _ members: Set<String>) throws {
        if let stranger = container.allKeys.first(where: { !members.contains($0.stringValue) }) {
            throw Refusal(.unknownField, field: String(stranger.stringValue.prefix(40)))
        }
        self.container = container
    }

    /// The array of objects of that name, each with no members but these.
    package func objects<Value>(
        _ name: String, members: Set<String>, _ make: (Body) throws -> Value
    ) throws -> [Value] {
        var list = try container.nestedUnkeyedContainer(forKey: Key(stringValue: name))
        var values: [Value] = []
        while !list.isAtEnd {
            let place = "\(name)[\(values.count)]"
            do {
                values.append(try make(Body(try list.nestedContainer(keyedBy: Key.self), members)))
            } catch let refusal as Refusal {
                throw refusal.within(place)
            } catch let error as DecodingError {
                let refusal = Refusal(error)
                // What is no object is the place itself.
                throw refusal.field == name ? Refusal(refusal.code, field: place) : refusal.within(place)
            }
        }
        return values
    }

    /// The member of that name, which must stand and not be null. What people write comes by `text`, a code or a secret by `word`.
    package func value<Value: Decodable>(_ name: String) throws -> Value {
        assert(Value.self != String.self, "\(name): a text by `text`, a word by `word`")
        return try named(name) { try container.decode(Value.self, forKey: Key(stringValue: name)) }
    }

    /// The member of that name, or nil when it is absent or null.
    package func optional<Value: Decodable>(_ name: String) throws -> Value? {
        assert(Value.self != String.self, "\(name): a text by `optionalText`, a word by `optionalWord`")
        return try named(name) { try container.decodeIfPresent(Value.self, forKey: Key(stringValue: name)) }
    }

    /// A number that the type doesn't hold is told by the decoder in an error of its own, without the place.
    private func named<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error where !(error is Refusal || error is DecodingError) {
            throw Refusal(.badField, field: name)
        }
    }

    /// A whole number within bounds, however JSON writes it: `1e3` is 1000, `1.5` and `1e308` are refused.
    package func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int {
        let number: Int = try value(name)
        guard range.contains(number) else { throw Refusal(.badField, field: name) }
        return number
    }

    /// The same, or nil when it is absent or null.
    package func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        let number: Int? = try optional(name)
        if let number, !range.contains(number) { throw Refusal(.badField, field: name) }
        return number
    }

    /// A moment between 1970 and 2100.
    package func instant(_ name: String) throws -> Instant {
        Instant(milliseconds: Int64(try integer(name, in: WireLimits.instants)))
    }

    /// What a person wrote, cleaned by the one rule (`WrittenText`), of at most `limit` characters after that. Refusals: `bad_field` for
    /// a line with a noncharacter or half a surrogate pair, `too_large`.
    package func text(_ name: String, _ form: WrittenText.Form, atMost limit: Int = .max) throws -> String {
        try written(try word(name), name, form, limit)
    }

    /// The same of a member that may be absent or null.
    package func optionalText(
        _ name: String, _ form: WrittenText.Form, atMost limit: Int = .max
    ) throws -> String? {
        try optionalWord(name).map { try written($0, name, form, limit) }
    }

    private func written(_ text: String, _ name: String, _ form: WrittenText.Form, _ limit: Int) throws
        -> String
    {
        guard !WrittenText.isRefused(text, as: form) else { throw Refusal(.badField, field: name) }
        let cleaned = WrittenText.clean(text, as: form)
        guard cleaned.unicodeScalars.count <= limit else { throw Refusal(.tooLarge, field: name) }
        return cleaned
    }

    /// A word of a program's, as it came: a code, a secret, an id that isn't ours. At most `limit` characters.
    package func word(_ name: String, atMost limit: Int = .max) throws -> String {
        let word: String
        do {
            word = try container.decode(String.self, forKey: Key(stringValue: name))
        } catch let error as DecodingError {
            throw error
        } catch {
            // Half of a surrogate pair: an error of the decoder's own, which doesn't say where.
            throw Refusal(.badField, field: name)
        }
        guard word.unicodeScalars.count <= limit else { throw Refusal(.tooLarge, field: name) }
        return word
    }

    /// The same of a member that may be absent or null.
    package func optionalWord(_ name: String) throws -> String? {
        let key = Key(stringValue: name)
        guard container.contains(key), try !container.decodeNil(forKey: key) else { return nil }
        return try word(name)
    }

    /// An identifier with the characters and the length of one.
    package func identifier<Value: Identifier>(_ name: String) throws -> Value {
        try Self.checked(try word(name), name)
    }

    /// An array of identifiers, each with the characters and the length of one.
    package func identifiers<Value: Identifier>(_ name: String) throws -> [Value] {
        try (try value(name) as [String]).map { try Self.checked($0, name) }
    }

    static func checked<Value: Identifier>(_ text: String, _ name: String) throws -> Value {
        guard let identifier = Value(checking: text) else { throw Refusal(.badField, field: name) }
        return identifier
    }
}

extension Refusal {
    /// What a decoder found, as a refusal that names the member.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, _): self.init(.missingField, field: key.stringValue)
        case .valueNotFound(_, let context): self.init(.missingField, field: context.memberName)
        case .typeMismatch(_, let context):
            // With an empty path it is the whole that is no object.
            self.init(context.codingPath.isEmpty ? .malformed : .badField, field: context.memberName)
        case .dataCorrupted(let context):
            self.init(context.codingPath.isEmpty ? .malformed : .badField, field: context.memberName)
        @unknown default: self.init(.malformed)
        }
    }
}

extension DecodingError.Context {
    fileprivate var memberName: String? { codingPath.last { $0.intValue == nil }?.stringValue }
}
