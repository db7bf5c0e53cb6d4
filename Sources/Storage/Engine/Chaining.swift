package import Mediation

/// What a journal entry is made of before it has its place: in its stream, and among all entries.
package struct UnchainedEntry: Hashable, Sendable {
    /// What the entry vouches for in its open part.
    package enum Citing: Hashable, Sendable {
        /// Another stream, with the entries that it has when this one is written.
        case asItStands(EntryStream)
        /// What no longer changes. The hash has 32 bytes.
        case counted(EntryStream, count: UInt64, hash: [UInt8])
    }

    package let at: Instant
    package let stream: EntryStream
    package let kind: String
    /// Empty where the entry has no content.
    package let payload: SealedBytes
    /// SHA-256 of salt and plain payload.
    package let content: [UInt8]
    package let cites: Citing?

    package init(
        at: Instant, stream: EntryStream, kind: String, payload: SealedBytes, content: [UInt8],
        cites: Citing? = nil
    ) {
        self.at = at
        self.stream = stream
        self.kind = kind
        self.payload = payload
        self.content = content
        self.cites = cites
    }

    /// The streams whose tips chaining asks for.
    package var streams: [EntryStream] {
        if case .asItStands(let cited) = cites { [stream, cited] } else { [stream] }
    }
}

/// What an engine finds where a hash should be. An entry of layout 1 has no stored leaf hash, and a damaged hash none that
/// can be read: then the entry's row tells it.
package enum StoredHash: Hashable, Sendable {
    /// 32 bytes.
    case hash([UInt8])
    case row(JournalRow)
    case unreadable
}

/// Where a stream stands.
package struct StreamTip: Hashable, Sendable {
    /// The position of its last entry.
    package var count: UInt64
    /// The leaf hash of that entry.
    package var last: StoredHash

    package init(count: UInt64, last: StoredHash) {
        self.count = count
        self.last = last
    }
}

/// Where the journal stands, as an engine finds it in its own transaction.
package struct LogTip: Hashable, Sendable {
    /// The entries so far, and the edge of their tree.
    package let edge: EdgeRow
    /// The tips of the streams that are added to or cited; one without entries is missing.
    package let streams: [EntryStream: StreamTip]

    package init(edge: EdgeRow, streams: [EntryStream: StreamTip]) {
        self.edge = edge
        self.streams = streams
    }
}

/// What an engine stores when entries are appended.
package struct LogGrowth: Hashable, Sendable {
    package var rows: [JournalRow]
    /// Hashes of levels from 1 on.
    package var hashes: [TileRow]
    /// Replaces the one that is stored.
    package var edge: EdgeRow

    package init(rows: [JournalRow], hashes: [TileRow], edge: EdgeRow) {
        self.rows = rows
        self.hashes = hashes
        self.edge = edge
    }
}

/// What is computed of entries and hashes: pure, and handed to the engine, since only within its own transaction the
/// journal's end is sure. It may be called again when the transaction is.
package struct Chaining: Sendable {
    /// Stored hashes: of a level, from an index on, so many.
    package typealias Hashes = (_ level: Int, _ first: UInt64, _ count: Int) throws -> [StoredHash]

    /// Puts entries after the last ones, in their order.
    package let growth: @Sendable (LogTip, [UnchainedEntry]) -> LogGrowth
    /// The edge of the first `size` entries from what is stored of the tree: for an engine whose edge can't be read or isn't
    /// of this size. One damaged row must not keep everybody from writing; that it is damaged is for who verifies.
    package let edge: @Sendable (_ size: UInt64, _ hashes: Hashes) throws -> EdgeRow

    package init(
        growth: @escaping @Sendable (LogTip, [UnchainedEntry]) -> LogGrowth,
        edge: @escaping @Sendable (UInt64, Hashes) throws -> EdgeRow
    ) {
        self.growth = growth
        self.edge = edge
    }
}
