internal import Cryptography
package import Mediation
package import Storage
package import TransparencyLog

// The entry of a row: its bytes are given again by its columns alone, in both layouts.

extension JournalRow {
    /// The entry of layout 2; nil for one of layout 1, and where the columns hold what no entry has.
    package var logEntry: LogEntry? {
        guard case .streamed(let position, let content, let cites) = layout, position > 0,
            let content = Hash(content), let previous = Hash(previous)
        else { return nil }
        let cited = cites.flatMap { LogEntry.Citation(bytes: $0) }
        guard (cites == nil) == (cited == nil) else { return nil }
        return LogEntry(
            stream: stream, position: position, at: at, kind: kind, sealed: Hash(of: payload.bytes),
            content: content, cites: cited, previous: previous)
    }

    /// The entry of layout 1; nil for one of layout 2.
    package var chainedEntry: JournalEntry? {
        guard case .chained = layout, let caseID = stream.caseID else { return nil }
        return JournalEntry(
            sequence: sequence, at: at, caseID: caseID, sessionID: stream.sessionID, kind: kind,
            payload: payload.bytes, previous: previous, hash: hash)
    }

    /// The bytes that are the entry's leaf in the tree.
    package var canonicalBytes: [UInt8]? { chainedEntry?.canonicalBytes ?? logEntry?.canonicalBytes }

    /// The leaf hash, computed.
    package var leaf: Hash? { canonicalBytes.map { Hash(leaf: $0) } }

    /// Whether the hash that is stored with it is that of its bytes.
    package var holdsItsHash: Bool {
        if let chained = chainedEntry { return chained.chain { Digest.sha256($0) } == hash }
        return logEntry?.leaf.bytes == hash
    }
}

/// The kinds of entries that the log writes of itself. They say all they have to say in their open part, but for those of blobs:
/// what these have for content is the blob's address.
package enum LogKind {
    /// The first entry of layout 2 in a store that has entries of layout 1.
    package static let begun = "log.begun"
    /// What a case had in layout 1.
    package static let counted = "case.counted"
    /// Rows that are written over were counted as they stood (`Keeping`): once in a store from before, and when somebody has it done.
    package static let rowsCounted = "log.rows_counted"
    /// What the log says of itself in the bureaus' stream.
    package static let ofBureaus: Set<String> = [begun, rowsCounted]
    /// A blob of the case is whole and durable.
    package static let blobKept = "blob.kept"
    /// It is no longer.
    package static let blobRemoved = "blob.removed"
    package static let ofBlobs: Set<String> = [blobKept, blobRemoved]
    /// A case's last: its key is gone.
    package static let keyDestroyed = "case.key_destroyed"
}

extension UnchainedEntry {
    /// An entry without content. The salt of its digest is thrown away: there is nothing to show.
    package init(
        withoutContent kind: String, of stream: EntryStream, at: Instant, cites: Citing? = nil
    ) {
        self.init(
            at: at, stream: stream, kind: kind, payload: SealedBytes([]),
            content: SaltedContent([]).digest.bytes, cites: cites)
    }
}
