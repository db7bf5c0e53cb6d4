package import Mediation

/// A row that is written over and that no entry tells of, as the sums take it: its values in an order of its table's, the owner
/// first. Each stands with its type and its length, so that no two rows spell the same, and the same row always does.
package struct KeptRow: Hashable, Sendable {
    package private(set) var table: KeptTable
    package private(set) var bytes: [UInt8] = []

    /// Types and lengths stand before values: a byte, and four but for what is absent.
    private static let typeOfText: UInt8 = 3
    private static let headCount = 5

    /// A row without values yet.
    package init(of table: KeptTable) {
        self.table = table
        begin(table)
    }

    /// Another row without values yet, in the same memory.
    package mutating func begin(_ table: KeptTable) {
        self.table = table
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: table.rawValue.utf8)
        bytes.append(0)
    }

    package mutating func appendNull() { bytes.append(0) }

    package mutating func append(_ number: Int64) { append(1, UInt64(bitPattern: number)) }

    package mutating func append(_ number: Double) { append(2, number.bitPattern) }

    package mutating func append(text: UnsafeRawBufferPointer) { append(Self.typeOfText, text) }

    package mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(Self.typeOfText, UnsafeRawBufferPointer($0)) }
    }

    package mutating func append(blob: UnsafeRawBufferPointer) { append(4, blob) }

    package mutating func append(blob: [UInt8]) { blob.withUnsafeBytes { append(4, $0) } }

    private mutating func append(_ type: UInt8, _ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { append(type, $0) }
    }

    private mutating func append(_ type: UInt8, _ value: UnsafeRawBufferPointer) {
        bytes.append(type)
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value.count).bigEndian) {
            bytes.append(contentsOf: $0)
        }
        bytes.append(contentsOf: value)
    }

    /// Where the first value's text stands; empty when it is none.
    private var owner: ArraySlice<UInt8> {
        let start = table.rawValue.utf8.count + 1
        guard bytes.count >= start + Self.headCount, bytes[start] == Self.typeOfText else { return [] }
        let count = bytes[(start + 1)..<(start + Self.headCount)].reduce(0) { $0 << 8 | Int($1) }
        return bytes[(start + Self.headCount)...].prefix(count)
    }

    package var group: KeptGroup {
        KeptGroup(table: table, owner: String(decoding: owner, as: UTF8.self))
    }

    /// That of its group.
    package var code: UInt32 { table.code(of: owner) }
}
