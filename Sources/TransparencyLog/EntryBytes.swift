internal import Mediation

/// How an entry's parts become bytes: integers big-endian, a text its length in bytes (UInt32) and then its UTF-8, as stored
/// and not normalised.
extension [UInt8] {
    mutating func appendCounted(_ text: String) { appendCounted(text.utf8) }

    mutating func append(_ stream: EntryStream) {
        switch stream {
        case .bureau:
            append(0)
        case .petition(let id):
            append(1)
            appendCounted(id.text)
        case .session(let id, let petition):
            append(2)
            appendCounted(petition.text)
            appendCounted(id.text)
        }
    }
}

/// Reads the parts in their order; nil where the bytes end or hold what no entry has.
struct EntryReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func integer() -> UInt64? { take(8).map { $0.reduce(0) { $0 << 8 | UInt64($1) } } }

    mutating func hash() -> Hash? { take(32).flatMap { Hash($0) } }

    mutating func text() -> String? {
        guard let count = take(4).map({ $0.reduce(0) { $0 << 8 | Int($1) } }), let bytes = take(count) else {
            return nil
        }
        return String(validating: bytes, as: UTF8.self)
    }

    mutating func stream() -> EntryStream? {
        switch take(1)?.first {
        case 0: return .bureau
        case 1: return identifier().map { .petition($0) }
        case 2:
            guard let petition: CaseID = identifier(), let session: SessionID = identifier() else {
                return nil
            }
            return .session(session, of: petition)
        default: return nil
        }
    }

    /// Nil where none can be read; a nil within where the entry cites nothing.
    mutating func citation() -> LogEntry.Citation?? {
        switch take(1)?.first {
        case 0: return .some(nil)
        case 1: return cited().map { .some($0) }
        default: return nil
        }
    }

    mutating func cited() -> LogEntry.Citation? {
        guard let stream = stream(), let count = integer(), let hash = hash() else { return nil }
        return LogEntry.Citation(stream: stream, count: count, hash: hash)
    }

    private mutating func identifier<Name: Identifier>() -> Name? { text().flatMap { Name(checking: $0) } }
}
