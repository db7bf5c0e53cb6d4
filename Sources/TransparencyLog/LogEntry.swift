package import Mediation

/// An entry of the log: who it concerns, where it stands in its stream, when it was written, of what kind it is, and digests
/// of what it says. It never holds what it says: that lies sealed beside it, and an entry stays provable when the key is
/// destroyed or the sealed bytes are gone. The bytes are those of docs/record.md, 2.
package struct LogEntry: Hashable, Sendable {
    /// Where another sequence of entries stood when this entry was written.
    package struct Citation: Hashable, Sendable {
        package let stream: EntryStream
        /// The entries that it had.
        package let count: UInt64
        /// What stands for them; docs/record.md, 2, says what by the entry's kind.
        package let hash: Hash

        package init(stream: EntryStream, count: UInt64, hash: Hash) {
            self.stream = stream
            self.count = count
            self.hash = hash
        }

        /// The bytes that the entry has of it, and that a store keeps (docs/record.md, 2, without the UInt8 before).
        package var bytes: [UInt8] {
            var bytes: [UInt8] = []
            append(to: &bytes)
            return bytes
        }

        func append(to bytes: inout [UInt8]) {
            bytes.append(stream)
            bytes.appendBigEndian(count)
            hash.append(to: &bytes)
        }

        /// What has these bytes; nil for any others.
        package init?(bytes: [UInt8]) {
            var reader = EntryReader(bytes)
            guard let read = reader.cited(), reader.isAtEnd else { return nil }
            self = read
        }
    }

    package let stream: EntryStream
    /// Its place in the stream: 1 for the first, then without a gap.
    package let position: UInt64
    package let at: Instant
    /// What happened, in the names of the event; never what people said or who they are.
    package let kind: String
    /// SHA-256 of the payload as it was sealed; of nothing where there is none. It lets the sealed bytes be checked by who has
    /// no key.
    package let sealed: Hash
    /// SHA-256 of salt and plain payload (`SaltedContent.digest`). It lets the content be shown to who has no key, and
    /// nothing be guessed from the entry.
    package let content: Hash
    package let cites: Citation?
    /// The leaf hash of the stream's entry before this one; `Hash.zero` in its first.
    package let previous: Hash

    package init(
        stream: EntryStream, position: UInt64, at: Instant, kind: String, sealed: Hash, content: Hash,
        cites: Citation? = nil, previous: Hash
    ) {
        self.stream = stream
        self.position = position
        self.at = at
        self.kind = kind
        self.sealed = sealed
        self.content = content
        self.cites = cites
        self.previous = previous
    }

    /// The bytes that a leaf bundle takes of one entry (C2SP tlog-tiles).
    package static let mostBytes = 65_535

    /// The hash of the entry as a leaf of the tree: what the stream's next entry carries as `previous`.
    package var leaf: Hash { Hash(leaf: canonicalBytes) }

    /// The bytes that are hashed (docs/record.md, 2).
    package var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(320)
        bytes.append(contentsOf: Self.layout)
        bytes.append(stream)
        bytes.appendBigEndian(position)
        bytes.appendBigEndian(UInt64(bitPattern: at.milliseconds))
        bytes.appendCounted(kind)
        sealed.append(to: &bytes)
        content.append(to: &bytes)
        bytes.append(cites == nil ? 0 : 1)
        cites?.append(to: &bytes)
        previous.append(to: &bytes)
        return bytes
    }

    /// The entry that has these canonical bytes; nil for any other bytes, so that an entry has one form alone.
    package init?(canonicalBytes bytes: [UInt8]) {
        guard bytes.count <= Self.mostBytes else { return nil }
        var reader = EntryReader(bytes)
        guard reader.take(Self.layout.count).map(Array.init) == Self.layout,
            let stream = reader.stream(), let position = reader.integer(), position > 0,
            let milliseconds = reader.integer(), let kind = reader.text(),
            let sealed = reader.hash(), let content = reader.hash(), let cites = reader.citation(),
            let previous = reader.hash(), reader.isAtEnd
        else { return nil }
        self.init(
            stream: stream, position: position, at: Instant(milliseconds: Int64(bitPattern: milliseconds)),
            kind: kind, sealed: sealed, content: content, cites: cites, previous: previous)
    }

    private static let layout = Array("trialogue journal 2\n".utf8)
}

/// Walks a stream from its first entry and tells the first place where it isn't what was written: an entry altered, left
/// out, put in, moved, or another stream's. Entries cut from the end don't show: compare with a checkpoint or a citation.
package struct StreamVerifier {
    package enum Fault: Error, Hashable, Sendable {
        /// The entry at this position belongs to another stream.
        case otherStream(position: UInt64)
        /// Another position stands where this one is due.
        case gap(position: UInt64)
        /// The entry doesn't carry the hash of the one before it.
        case previousMismatch(position: UInt64)
    }

    package let stream: EntryStream
    /// The position of the last good entry; 0 before the first.
    package private(set) var count: UInt64
    /// The leaf hash of the last good entry.
    package private(set) var head: Hash

    /// - Parameters:
    ///   - count: the entries before the first that is fed, which something else has shown.
    ///   - head: the leaf hash of the last of them.
    package init(of stream: EntryStream, after count: UInt64 = 0, head: Hash = .zero) {
        self.stream = stream
        self.count = count
        self.head = head
    }

    /// Takes the next entry. After a fault nothing is changed.
    package mutating func feed(_ entry: LogEntry) throws(Fault) {
        guard entry.stream == stream else { throw .otherStream(position: count + 1) }
        guard entry.position == count + 1 else { throw .gap(position: count + 1) }
        guard entry.previous == head else { throw .previousMismatch(position: count + 1) }
        count = entry.position
        head = entry.leaf
    }
}
