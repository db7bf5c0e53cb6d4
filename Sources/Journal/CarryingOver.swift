internal import Mediation
package import Storage
internal import TransparencyLog

/// What a case has in layout 1: how many entries, and one hash over theirs. Nothing in layout 1 shows whether a case is whole.
struct OldEntries: Hashable {
    private(set) var count: UInt64 = 0
    /// Each entry's hash is joined to what came before as two nodes of a tree are; zeros before the first.
    private(set) var hash = Hash.zero

    mutating func add(_ row: JournalRow) {
        count += 1
        hash = Hash(left: hash, right: Hash(row.hash) ?? .zero)
    }
}

/// Carries a journal of layout 1 over (docs/record.md, 7): its entries become the first leaves as they are, and the log's own
/// entries say where they end and what each case had.
package struct CarryingOver {
    private var edge = TreeEdge()
    private var old: (count: UInt64, head: [UInt8], at: Instant) = (
        0, JournalEntry.genesis, Instant(milliseconds: 0)
    )
    /// In the order of their first entries.
    private var cases: [CaseID] = []
    private var counted: [CaseID: OldEntries] = [:]

    package init() {}

    /// Takes the next entry, and returns the hashes that are stored with it. One that can't be read is nil: zeros stand for
    /// it, and every walk finds it.
    package mutating func take(_ row: JournalRow?) -> [TileRow] {
        var stored: [TileRow] = []
        edge.append(row?.leaf ?? .zero) { hash in
            guard hash.level > 0 else { return }
            stored.append(TileRow(level: hash.level, index: hash.index, hash: hash.hash.bytes))
        }
        old.count += 1
        guard let row, let caseID = row.caseID else { return stored }
        old.head = row.hash
        old.at = row.at
        if counted[caseID] == nil { cases.append(caseID) }
        counted[caseID, default: OldEntries()].add(row)
        return stored
    }

    /// The edge after the last entry.
    package var tip: EdgeRow { EdgeRow(size: edge.size, hashes: edge.bytes) }

    /// What the log says of what was there; nothing where nothing was. The entries have the time of the last old one: when
    /// the store was opened tells nothing of the record.
    package func entries() -> [UnchainedEntry] {
        guard old.count > 0 else { return [] }
        let begun = UnchainedEntry(
            withoutContent: LogKind.begun, of: .bureau, at: old.at,
            cites: .counted(.bureau, count: old.count, hash: old.head))
        return [begun]
            + cases.map { id in
                let old = counted[id] ?? OldEntries()
                return UnchainedEntry(
                    withoutContent: LogKind.counted, of: .petition(id), at: self.old.at,
                    cites: .counted(.petition(id), count: old.count, hash: old.hash.bytes))
            }
    }
}
