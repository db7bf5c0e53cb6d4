package import Mediation

/// Tables whose rows are written over, and what of them no entry tells.
package enum KeptTable: String, CaseIterable, Sendable {
    case draft
    case commandResult = "command_result"
    case answeredRequest = "answered_request"
    /// Its version; of an erased case all that is left.
    case caseFile = "case_file"
    case caseNumber = "case_number"
    case signIn = "sign_in"
    case storeValue = "store_value"
}

/// Rows of one table that have one owner: what a fault among them is named by.
package struct KeptGroup: Hashable, Sendable {
    package let table: KeptTable
    /// The session of drafts and results, the case of requests, versions, the account of sign-ins, the bureau of numbers, the
    /// name of a value.
    package let owner: String

    package init(table: KeptTable, owner: String) {
        self.table = table
        self.owner = owner
    }

    /// 32 bits of the group's name: what stands for it in the sums.
    package var code: UInt32 { table.code(of: owner.utf8) }
}

extension KeptTable {
    /// FNV-1a over the table's name, a zero and its owner's, the bits mixed once more. They need no secret, for the sums that
    /// they choose are one.
    func code(of owner: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in rawValue.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = hash &* 0x100_0000_01B3
        for byte in owner { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return UInt32(truncatingIfNeeded: hash >> 32)
    }
}

/// Sums of keyed digests of rows, and differences of such sums: the same whatever the order in which rows came and went
/// (MSet-Add-Hash of Clarke et al. 2003). Beside the sum over all rows stands one for each bit of a group's code, over the
/// rows of the groups that have it: where one group alone differs, the bits that differ are its name.
package struct KeptSums: Hashable, Sendable {
    private static let digestLanes = 4
    private static let bits = 32
    private static let laneCount = digestLanes + bits + 1
    /// Bytes of `bytes`.
    package static let byteCount = laneCount * 8

    /// The sum, each eight bytes by themselves; its first eight for each bit; the number of rows.
    private var lanes = [UInt64](repeating: 0, count: laneCount)

    package init() {}

    /// Nil when there are others than `byteCount`.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        for lane in lanes.indices { lanes[lane] = UInt64(bigEndianBytes: bytes[(lane * 8)..<(lane * 8 + 8)]) }
    }

    package var bytes: [UInt8] { lanes.flatMap(\.bigEndianBytes) }

    /// Whether it is the sum of no rows, the difference of equal sums.
    package var isZero: Bool { lanes.allSatisfy { $0 == 0 } }
    /// How many rows more than went.
    package var rows: Int { Int(Int64(bitPattern: lanes[Self.laneCount - 1])) }

    /// - Parameters:
    ///   - digest: 32 bytes.
    ///   - code: of the row's group.
    package mutating func add(_ digest: [UInt8], of code: UInt32) { count(digest, code, isThere: true) }
    /// Takes a row away that was added here or elsewhere.
    package mutating func remove(_ digest: [UInt8], of code: UInt32) { count(digest, code, isThere: false) }

    private mutating func count(_ digest: [UInt8], _ code: UInt32, isThere: Bool) {
        precondition(digest.count == Self.digestLanes * 8, "a row's digest has 32 bytes")
        lanes.withUnsafeMutableBufferPointer { lanes in
            digest.withUnsafeBytes { digest in
                for lane in 0..<Self.digestLanes {
                    let value = UInt64(
                        bigEndian: digest.loadUnaligned(fromByteOffset: lane * 8, as: UInt64.self))
                    lanes[lane] = isThere ? lanes[lane] &+ value : lanes[lane] &- value
                }
                let first = UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self))
                let step = isThere ? first : 0 &- first
                for bit in 0..<Self.bits where code >> UInt32(bit) & 1 == 1 {
                    lanes[Self.digestLanes + bit] &+= step
                }
            }
            lanes[Self.laneCount - 1] &+= isThere ? 1 : UInt64.max
        }
    }

    package static func + (left: Self, right: Self) -> Self {
        var sum = left
        for lane in sum.lanes.indices { sum.lanes[lane] &+= right.lanes[lane] }
        return sum
    }

    package static func - (left: Self, right: Self) -> Self {
        var difference = left
        for lane in difference.lanes.indices { difference.lanes[lane] &-= right.lanes[lane] }
        return difference
    }

    /// Of a difference: whether all of it is in rows of that group.
    package func isAll(of group: KeptGroup) -> Bool {
        let code = group.code
        return (0..<Self.bits).allSatisfy { bit in
            lanes[Self.digestLanes + bit] == (code >> UInt32(bit) & 1 == 1 ? lanes[0] : 0)
        }
    }
}

extension UInt64 {
    /// - Parameter bytes: eight, the highest first.
    package init(bigEndianBytes bytes: ArraySlice<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// Eight bytes, the highest first.
    package var bigEndianBytes: [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
    }
}

/// What is computed over rows that are written over: under a key that the engine hasn't, and handed to it, since only within
/// its own transaction a row's last state is sure.
package struct Keeping: Sendable {
    /// 32 bytes that stand for a row.
    package let digest: @Sendable (KeptRow) -> [UInt8]
    /// The sealed sums after a transaction. `before` and `after` are the log's edge at its beginning and at its end. Nil leaves what
    /// stands: it does not open, and is nothing to go on from.
    package let next:
        @Sendable (_ sealed: [UInt8], _ change: KeptSums, _ before: EdgeRow?, _ after: EdgeRow?) throws
            -> [UInt8]?
    /// The sealed sums of rows that are counted as they stand, in a log with that edge.
    package let counted: @Sendable (_ sums: KeptSums, _ edge: EdgeRow?) throws -> [UInt8]
    /// The entry that says so; an engine appends it unless there was no entry yet.
    package let entry: @Sendable (_ at: Instant) -> UnchainedEntry
    package let chaining: Chaining

    package init(
        digest: @escaping @Sendable (KeptRow) -> [UInt8],
        next: @escaping @Sendable ([UInt8], KeptSums, EdgeRow?, EdgeRow?) throws -> [UInt8]?,
        counted: @escaping @Sendable (KeptSums, EdgeRow?) throws -> [UInt8],
        entry: @escaping @Sendable (Instant) -> UnchainedEntry, chaining: Chaining
    ) {
        self.digest = digest
        self.next = next
        self.counted = counted
        self.entry = entry
        self.chaining = chaining
    }
}

/// The sums that a store keeps, sealed, and the log's edge, of one moment with the rows.
package struct SealedSums: Hashable, Sendable {
    /// Nil where none stand.
    package let sums: [UInt8]?
    package let edge: EdgeRow?

    package init(sums: [UInt8]?, edge: EdgeRow?) {
        self.sums = sums
        self.edge = edge
    }
}
