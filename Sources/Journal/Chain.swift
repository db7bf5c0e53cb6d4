internal import Mediation
package import Storage
internal import TransparencyLog

/// How entries are bound to those before them: a chain a stream, and one tree over all (docs/record.md, 2 to 4).
package enum Chain {
    /// Puts entries after the last ones of their streams and of the journal.
    package static let chaining = Chaining(growth: growth, edge: edge)

    private static func growth(_ tip: LogTip, _ entries: [UnchainedEntry]) -> LogGrowth {
        var edge = TreeEdge(size: tip.edge.size, bytes: tip.edge.hashes) ?? TreeEdge()
        var streams = tip.streams
        var growth = LogGrowth(rows: [], hashes: [], edge: tip.edge)
        growth.rows.reserveCapacity(entries.count)
        for each in entries {
            let before = streams[each.stream]
            let entry = LogEntry(
                stream: each.stream, position: (before?.count ?? 0) + 1, at: each.at, kind: each.kind,
                sealed: Hash(of: each.payload.bytes), content: Hash(each.content) ?? .zero,
                cites: each.cites.map { citation($0, streams) }, previous: before?.last.leaf ?? .zero)
            let leaf = entry.leaf
            edge.append(leaf) { stored in
                guard stored.level > 0 else { return }
                growth.hashes.append(
                    TileRow(level: stored.level, index: stored.index, hash: stored.hash.bytes))
            }
            streams[each.stream] = StreamTip(count: entry.position, last: .hash(leaf.bytes))
            growth.rows.append(JournalRow(entry, of: each, sequence: edge.size, leaf: leaf))
        }
        growth.edge = EdgeRow(size: edge.size, hashes: edge.bytes)
        return growth
    }

    private static func citation(
        _ cites: UnchainedEntry.Citing, _ streams: [EntryStream: StreamTip]
    ) -> LogEntry.Citation {
        switch cites {
        case .asItStands(let stream):
            let tip = streams[stream]
            return LogEntry.Citation(
                stream: stream, count: tip?.count ?? 0, hash: tip?.last.leaf ?? .zero)
        case .counted(let stream, let count, let hash):
            return LogEntry.Citation(stream: stream, count: count, hash: Hash(hash) ?? .zero)
        }
    }

    private static func edge(_ size: UInt64, _ hashes: Chaining.Hashes) throws -> EdgeRow {
        try withoutActuallyEscaping(hashes) { hashes in
            let edge = try TreeEdge(size: size, of: WhatIsThere(stored: hashes))
            return EdgeRow(size: size, hashes: edge.bytes)
        }
    }

    /// Stored hashes; zeros stand for one that nothing tells, which every check of the tree finds.
    private struct WhatIsThere: TileHashes {
        let stored: Chaining.Hashes

        func hashes(level: Int, from first: UInt64, count: Int) throws -> [Hash] {
            let found = try stored(level, first, count).map(\.leaf)
            return found + [Hash](repeating: .zero, count: max(0, count - found.count))
        }
    }
}

extension StoredHash {
    /// A hash that can't be read and isn't told by its row either is one damaged entry. It must not keep everybody from
    /// writing: zeros stand for it, and every walk of the chain finds it.
    fileprivate var leaf: Hash {
        switch self {
        case .hash(let bytes): Hash(bytes) ?? .zero
        case .row(let row): row.leaf ?? .zero
        case .unreadable: .zero
        }
    }
}

extension JournalRow {
    fileprivate init(_ entry: LogEntry, of unchained: UnchainedEntry, sequence: UInt64, leaf: Hash) {
        self.init(
            sequence: sequence, stream: entry.stream, at: entry.at, kind: entry.kind,
            payload: unchained.payload,
            layout: .streamed(
                position: entry.position, content: entry.content.bytes, cites: entry.cites?.bytes),
            previous: entry.previous.bytes, hash: leaf.bytes)
    }
}
