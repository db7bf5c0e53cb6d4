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
            values.append(try make(Body(try list.nestedContainer(keyedBy: Key.self), members)))
        }
        return values
    }

    /// The member of that name, which must stand and not be null.
    package func value<Value: Decodable>(_ name: String) throws -> Value {
        try container.decode(Value.self, forKey: Key(stringValue: name))
    }

    /// The member of that name, or nil when it is absent or null.
    package func optional<Value: Decodable>(_ name: String) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: Key(stringValue: name))
    }

    /// A text of at most `limit` characters.
    package func text(_ name: String, atMost limit: Int) throws -> String {
        let text: String = try value(name)
        guard text.unicodeScalars.count <= limit else { throw Refusal(.tooLarge, field: name) }
        return text
    }

    /// An identifier with the characters and the length of one.
    package func identifier<Value: Identifier>(_ name: String) throws -> Value {
        try Self.checked(try value(name), name)
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
