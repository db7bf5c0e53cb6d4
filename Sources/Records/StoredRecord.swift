internal import FoundationEssentials

/// What is stored as one piece: the payload of an event, the file of a case, a kept answer. Its members are the format;
/// the domain's types are none of its business, but for the two ways of `Codable` records between them.
///
/// A record is JSON with its members sorted by name, and `v`, its version. Records of before there was a `v` have none
/// and are of version 1. A change of the format adds one step to `upcasts`; golden lines hold what was written before
/// (docs/how-to.md, "A change of what is stored").
package protocol StoredRecord: Codable, Sendable {
    /// What it is, in words for the operator's log.
    static var title: String { get }
    /// How a record of an older version becomes one of the next: the first step makes a 2 of a 1. Never removed.
    static var upcasts: [Upcast] { get }
}

/// One step from a version to the next, on the members as they were stored. Throws `RecordError`.
package typealias Upcast = @Sendable (inout JSONMembers) throws -> Void

extension StoredRecord {
    /// The version that is written: one more than there are steps, so that none can be forgotten.
    package static var version: Int { upcasts.count + 1 }

    /// The bytes to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        do {
            return [UInt8](try encoder.encode(Versioned(record: self)))
        } catch {
            throw .unencodable("\(Self.title) can't be encoded")
        }
    }

    /// Reads what `encoded` made, of this version or an older one. Throws `newer` and `damaged`.
    package init(encoded bytes: [UInt8]) throws(RecordError) {
        do {
            self = try JSONDecoder().decode(Versioned<Self>.self, from: Data(bytes)).record
        } catch let error as RecordError {
            throw error
        } catch {
            throw .damaged("\(Self.title): \(Self.place(of: error))")
        }
    }

    /// Where a record is not what it should be: names of members, never their values.
    private static func place(of error: any Error) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            keys.isEmpty ? "the whole" : keys.map(\.stringValue).joined(separator: ".")
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
        case .valueNotFound(_, let context): return "\(path(context.codingPath)) is null"
        case .typeMismatch(_, let context): return "\(path(context.codingPath)) is of another type"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return "\(path(context.codingPath)) is no value of ours"
        case .dataCorrupted, .none: return "no record"
        @unknown default: return "no record"
        }
    }
}

/// A record with its version beside its own members.
private struct Versioned<Record: StoredRecord>: Codable {
    enum Key: String, CodingKey { case version = "v" }

    let record: Record

    init(record: Record) { self.record = record }

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Record.version, forKey: .version)
    }

    init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: Key.self).decodeIfPresent(Int.self, forKey: .version) ?? 1
        guard stored != Record.version else {
            record = try Record(from: decoder)
            return
        }
        guard stored < Record.version else {
            throw RecordError.newer(
                "\(Record.title) of version \(stored); this program knows \(Record.version)")
        }
        guard stored >= 1 else { throw RecordError.damaged("\(Record.title) of version \(stored)") }
        var members = try decoder.singleValueContainer().decode(JSONMembers.self)
        for upcast in Record.upcasts[(stored - 1)...] { try upcast(&members) }
        let encoded = try JSONEncoder().encode(members)
        record = try JSONDecoder().decode(Record.self, from: encoded)
    }
}
