package import Mediation

/// An entry of the journal as it is stored, sealed, of either layout. What its bytes are is docs/record.md's to say; a
/// store gives back what they are made of.
package struct JournalRow: Hashable, Sendable {
    /// The layout of an entry's bytes, with the parts that one has and the other hasn't.
    package enum Layout: Hashable, Sendable {
        /// Layout 1: one chain over all entries, the payload in the bytes.
        case chained
        /// Layout 2: a chain a stream, digests of the payload in the bytes.
        /// - Parameters:
        ///   - position: the entry's place in its stream, from 1.
        ///   - content: SHA-256 of salt and plain payload.
        ///   - cites: what the entry has of another stream, in the bytes of the entry; nil where it cites nothing.
        case streamed(position: UInt64, content: [UInt8], cites: [UInt8]?)
    }

    /// Its place in the store: 1 for the first entry, then without a gap. In the tree it is one less.
    package let sequence: UInt64
    package let stream: EntryStream
    package let at: Instant
    /// What happened, in the names of the event that was journaled.
    package let kind: String
    package let payload: SealedBytes
    package let layout: Layout
    /// The hash of the entry before: the journal's in layout 1, the stream's in layout 2.
    package let previous: [UInt8]
    /// SHA-256 of the bytes in layout 1, the leaf hash in layout 2; empty where it can't be read and the rest can.
    package let hash: [UInt8]

    package init(
        sequence: UInt64, stream: EntryStream, at: Instant, kind: String, payload: SealedBytes,
        layout: Layout, previous: [UInt8], hash: [UInt8]
    ) {
        self.sequence = sequence
        self.stream = stream
        self.at = at
        self.kind = kind
        self.payload = payload
        self.layout = layout
        self.previous = previous
        self.hash = hash
    }

    package var caseID: CaseID? { stream.caseID }
    package var sessionID: SessionID? { stream.sessionID }
}

/// A stored hash of the tree over all entries: the root of the 256 hashes of the level below from `256 * index` on. Level 0
/// are the entries themselves.
package struct TileRow: Hashable, Sendable {
    /// From 1.
    package let level: Int
    package let index: UInt64
    /// 32 bytes.
    package let hash: [UInt8]

    package init(level: Int, index: UInt64, hash: [UInt8]) {
        self.level = level
        self.index = index
        self.hash = hash
    }
}

/// The right edge of that tree: all that an append needs of it.
package struct EdgeRow: Hashable, Sendable {
    /// The entries.
    package let size: UInt64
    /// 32 bytes for each bit that is set in the size.
    package let hashes: [UInt8]

    package init(size: UInt64, hashes: [UInt8]) {
        self.size = size
        self.hashes = hashes
    }
}
