internal import Cryptography
internal import Mediation
internal import Storage
internal import TransparencyLog

/// Walks a journal from its first entry and tells the first place where it isn't what was written: the one chain of layout 1,
/// the chains of the streams, what entries vouch for, and the tree over all.
struct JournalWalk {
    private enum Reason: String {
        case gap
        case layout
        case unreadable = "can't be read"
        case hashMismatch = "hash_mismatch"
        case previousMismatch = "previous_mismatch"
        case position
        case citation
        case uncounted = "the record of before is not counted"
    }

    private struct State {
        var count: UInt64 = 0
        var head = Hash.zero
    }

    /// Entries that are found good.
    private(set) var verified: UInt64 = 0
    private(set) var tree: JournalTree
    /// The hashes that a store has of the tree beside the entries' own.
    private(set) var stored: [TileHash] = []
    /// The chain of layout 1.
    private(set) var old = JournalVerifier { Digest.sha256($0) }
    /// Whether an entry of layout 2 was met.
    private(set) var isCarriedOver = false
    private var streams: [EntryStream: State] = [:]
    /// What has to be counted yet.
    private var uncounted: [CaseID: OldEntries] = [:]

    init(noting sizes: [UInt64]) { tree = JournalTree(noting: sizes) }

    /// Takes the next entry; what is wrong with it, in words.
    mutating func feed(_ row: JournalRow) -> String? {
        let expected = verified + 1
        guard row.sequence == expected else { return Self.fault(expected, .gap) }
        if let chained = row.chainedEntry { return feed(chained, row) }
        guard let entry = row.logEntry else { return Self.fault(expected, .unreadable) }
        let leaf = entry.leaf
        guard leaf.bytes == row.hash else { return Self.fault(expected, .hashMismatch) }
        if let reason = judge(entry) { return Self.fault(expected, reason) }
        isCarriedOver = true
        streams[entry.stream] = State(count: entry.position, head: leaf)
        keep(leaf)
        return nil
    }

    /// What is missing at the end, in words.
    func missing() -> String? {
        guard isCarriedOver, let id = uncounted.keys.min() else { return nil }
        return "case \(id): \(Reason.uncounted.rawValue)"
    }

    private mutating func feed(_ entry: JournalEntry, _ row: JournalRow) -> String? {
        guard !isCarriedOver else { return Self.fault(entry.sequence, .layout) }
        if let broken = old.feed(entry) { return "entry \(broken.sequence): \(broken.reason.rawValue)" }
        let leaf = Hash(leaf: entry.canonicalBytes)
        let before = streams[row.stream] ?? State()
        streams[row.stream] = State(count: before.count + 1, head: leaf)
        uncounted[entry.caseID, default: OldEntries()].add(row)
        keep(leaf)
        return nil
    }

    private mutating func judge(_ entry: LogEntry) -> Reason? {
        let before = streams[entry.stream] ?? State()
        guard entry.position == before.count + 1 else { return .position }
        guard entry.previous == before.head else { return .previousMismatch }
        if !isCarriedOver, old.verified > 0, entry.kind != LogKind.begun { return .uncounted }
        guard let cites = entry.cites else { return nil }
        switch entry.kind {
        case LogKind.begun:
            let isTrue =
                cites.stream == .bureau && cites.count == old.verified && cites.hash.bytes == old.head
            return isTrue && !isCarriedOver ? nil : .citation
        case LogKind.counted:
            guard let id = entry.stream.caseID, cites.stream == .petition(id),
                let counted = uncounted.removeValue(forKey: id), counted.count == cites.count,
                counted.hash == cites.hash
            else { return .citation }
            return nil
        default:
            let cited = streams[cites.stream] ?? State()
            return cites.count == cited.count && cites.hash == cited.head ? nil : .citation
        }
    }

    private mutating func keep(_ leaf: Hash) {
        tree.append(leaf) { if $0.level > 0 { stored.append($0) } }
        verified += 1
    }

    private static func fault(_ sequence: UInt64, _ reason: Reason) -> String {
        "entry \(sequence): \(reason.rawValue)"
    }
}
