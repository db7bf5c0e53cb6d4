package import Cryptography
internal import Journal
internal import Mediation
package import Storage
internal import Synchronization

/// The sums over rows that are written over, as they are sealed: with the log's end, so that neither can be put back alone.
///
/// They are a secret. Who saw them grow would know the digest of each row, and could look for other rows with the same sum.
struct RowSums {
    private static let label = "row sums 1"
    private static let edgeCount = 32

    private(set) var sums: KeptSums
    /// The entries that the log had when the rows were counted as they stood; 0 in a store that was made with sums.
    let countedAt: UInt64
    /// The entries of the log, and the digest of its edge.
    private(set) var entries: UInt64
    private var edge: [UInt8]
    /// Set where the log's end was not the one that the sums were kept with. It stays.
    private(set) var isOfAnotherLog = false

    init(_ sums: KeptSums, at edge: EdgeRow?) {
        self.sums = sums
        countedAt = edge?.size ?? 0
        entries = edge?.size ?? 0
        self.edge = Self.digest(edge)
    }

    init?(opening sealed: [UInt8], _ key: SealingKey) {
        guard let bytes = try? AESGCM.open(sealed, key: key, associated: Array(Self.label.utf8)),
            bytes.count == KeptSums.byteCount + 16 + Self.edgeCount + 1,
            let sums = KeptSums(bytes: Array(bytes.prefix(KeptSums.byteCount)))
        else { return nil }
        self.sums = sums
        let rest = Array(bytes.dropFirst(KeptSums.byteCount))
        countedAt = UInt64(bigEndianBytes: rest[0..<8])
        entries = UInt64(bigEndianBytes: rest[8..<16])
        edge = Array(rest[16..<(16 + Self.edgeCount)])
        isOfAnotherLog = rest[16 + Self.edgeCount] != 0
    }

    func sealed(_ key: SealingKey) throws -> [UInt8] {
        let numbers = countedAt.bigEndianBytes + entries.bigEndianBytes
        return try AESGCM.seal(
            sums.bytes + numbers + edge + [isOfAnotherLog ? 1 : 0], key: key,
            associated: Array(Self.label.utf8))
    }

    func isOf(_ edge: EdgeRow?) -> Bool { entries == edge?.size ?? 0 && self.edge == Self.digest(edge) }

    mutating func take(_ change: KeptSums, _ before: EdgeRow?, _ after: EdgeRow?) {
        if !isOf(before) { isOfAnotherLog = true }
        sums = sums + change
        entries = after?.size ?? 0
        edge = Self.digest(after)
    }

    private static func digest(_ edge: EdgeRow?) -> [UInt8] { Digest.sha256(edge?.hashes ?? []) }
}

extension Keeping {
    private static let purpose = "row sums 1"
    private static let digests = "row digests 1"

    /// What an engine under this key keeps its sums by.
    package init(masterKey: SealingKey) throws {
        let key = try SealingKey(masterKey.derived(Self.purpose))
        let digests = KeyedDigest(key: masterKey.derived(Self.digests))
        self.init(
            digest: { digests.digest($0.bytes) },
            next: { sealed, change, before, after in
                guard var sums = RowSums(opening: sealed, key) else { return nil }
                sums.take(change, before, after)
                return try sums.sealed(key)
            },
            counted: { try RowSums($0, at: $1).sealed(key) },
            entry: { UnchainedEntry(withoutContent: LogKind.rowsCounted, of: .bureau, at: $0) },
            chaining: Chain.chaining)
    }

    fileprivate static func opened(_ sealed: [UInt8], by masterKey: SealingKey) -> RowSums? {
        (try? SealingKey(masterKey.derived(purpose))).flatMap { RowSums(opening: sealed, $0) }
    }
}

extension SealedStore where Engine: ProjectionEngine {
    package func keptRows(of owners: [String]) async throws -> KeptFinding {
        let keeping = try Keeping(masterKey: masterKey)
        let counting = Mutex((sums: KeptSums(), groups: Set<KeptGroup>()))
        let kept = try await told {
            try await engine.keptRows { row in
                let (digest, group) = (keeping.digest(row), row.group)
                counting.withLock {
                    $0.sums.add(digest, of: group.code)
                    $0.groups.insert(group)
                }
            }
        }
        let (sums, groups) = counting.withLock { $0 }
        guard let sealed = kept.sums else { return .missing }
        guard let stored = Keeping.opened(sealed, by: masterKey) else { return .closed }
        let difference = sums - stored.sums
        guard difference.isZero else {
            let absent = owners.lazy.flatMap { owner in
                KeptTable.allCases.lazy.map { KeptGroup(table: $0, owner: owner) }
            }
            let group = groups.first(where: difference.isAll) ?? absent.first(where: difference.isAll)
            return .differ(surplus: difference.rows, group)
        }
        guard stored.isOf(kept.edge), !stored.isOfAnotherLog else {
            return .ofAnotherLog(entries: stored.entries)
        }
        return .asWritten(rows: sums.rows, countedAt: stored.countedAt)
    }

    package func countKeptRows() async throws {
        try await told { try await engine.countKeptRows() }
    }
}
