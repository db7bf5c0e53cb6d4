/// A value of JSON as a page reads it: enough to follow what the server says. Whole numbers only, as the protocol has them; others are
/// kept as their text.
enum JSON: Hashable, Sendable, CustomStringConvertible {
    case null
    case bool(Bool)
    case number(Int)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    var description: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .number(let number): "\(number)"
        case .text(let text): "\"\(text)\""
        case .list(let list): "[" + list.map(\.description).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",")
                + "}"
        }
    }

    subscript(_ name: String) -> JSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var flag: Bool { if case .bool(true) = self { true } else { false } }
    var list: [JSON] { if case .list(let list) = self { list } else { [] } }
    var isNothing: Bool { self == .null || self == .list([]) || self == .text("") }

    /// Nil when it is no JSON.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let value = reader.value(), reader.isAtEnd else { return nil }
        self = value
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        private mutating func skip() {
            while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D { at += 1 }
        }

        var isAtEnd: Bool { at == bytes.count }

        private mutating func take(_ byte: UInt8) -> Bool {
            skip()
            guard at < bytes.count, bytes[at] == byte else { return false }
            at += 1
            return true
        }

        mutating func value() -> JSON? {
            skip()
            guard at < bytes.count else { return nil }
            switch bytes[at] {
            case UInt8(ascii: "{"): return object()
            case UInt8(ascii: "["): return list()
            case UInt8(ascii: "\""): return string().map { .text($0) }
            case UInt8(ascii: "t"): return word("true", .bool(true))
            case UInt8(ascii: "f"): return word("false", .bool(false))
            case UInt8(ascii: "n"): return word("null", .null)
            default: return number()
            }
        }

        private mutating func word(_ text: StaticString, _ value: JSON) -> JSON? {
            at += text.utf8CodeUnitCount
            return at <= bytes.count ? value : nil
        }

        private mutating func number() -> JSON? {
            let start = at
            while at < bytes.count, "+-.0123456789eE".utf8.contains(bytes[at]) { at += 1 }
            guard at > start else { return nil }
            let text = String(decoding: bytes[start..<at], as: UTF8.self)
            return Int(text).map { .number($0) } ?? .text(text)
        }

        private mutating func list() -> JSON? {
            at += 1
            var values: [JSON] = []
            if take(UInt8(ascii: "]")) { return .list(values) }
            repeat {
                guard let next = value() else { return nil }
                values.append(next)
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "]")) ? .list(values) : nil
        }

        private mutating func object() -> JSON? {
            at += 1
            var members: [String: JSON] = [:]
            if take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                skip()
                guard let name = string(), take(UInt8(ascii: ":")), let next = value() else { return nil }
                members[name] = next
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "}")) ? .object(members) : nil
        }

        private mutating func string() -> String? {
            at += 1
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                if bytes[at] == UInt8(ascii: "\\") { return escaped(from: start) }
                at += 1
            }
            guard at < bytes.count else { return nil }
            at += 1
            return String(decoding: bytes[start..<at - 1], as: UTF8.self)
        }

        private mutating func escaped(from start: Int) -> String? {
            var out = Array(bytes[start..<at])
            while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
                    out += [bytes[at + 1]]
                    at += 2
                } else {
                    out.append(bytes[at])
                    at += 1
                }
            }
            guard at < bytes.count else { return nil }
            at += 1
            return String(decoding: out, as: UTF8.self)
        }
    }
}
