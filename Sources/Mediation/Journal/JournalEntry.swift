/// One line of the journal: what happened, to which case, when, and the hash that ties it to the line before.
/// The payload is sealed under its case's key, so that an entry can be verified by who may not read it and
/// stays verifiable after the key is destroyed.
package struct JournalEntry: Hashable, Sendable {
    /// 1 for the first entry of the store, then without a gap.
    package let sequence: UInt64
    package let at: Instant
    package let caseID: CaseID
    /// The dialogue that it belongs to; nil for an entry of the case itself.
    package let sessionID: SessionID?
    /// What happened, in the names of the event that was journaled.
    package let kind: String
    /// The event's bytes, sealed.
    package let payload: [UInt8]
    /// The hash of the entry before; `genesis` for the first.
    package let previous: [UInt8]
    /// SHA-256 of `canonicalBytes`.
    package let hash: [UInt8]

    /// What stands as `previous` in the first entry: 32 zero bytes.
    package static let genesis = [UInt8](repeating: 0, count: 32)

    /// An entry as it was read, its hash not yet checked.
    package init(
        sequence: UInt64, at: Instant, caseID: CaseID, sessionID: SessionID?, kind: String, payload: [UInt8],
        previous: [UInt8], hash: [UInt8]
    ) {
        self.sequence = sequence
        self.at = at
        self.caseID = caseID
        self.sessionID = sessionID
        self.kind = kind
        self.payload = payload
        self.previous = previous
        self.hash = hash
    }

    /// A new entry, chained to the one whose hash is `previous`.
    package init(
        sequence: UInt64, at: Instant, caseID: CaseID, sessionID: SessionID?, kind: String, payload: [UInt8],
        previous: [UInt8], hashing hash: ([UInt8]) -> [UInt8]
    ) {
        let unhashed = JournalEntry(
            sequence: sequence, at: at, caseID: caseID, sessionID: sessionID, kind: kind, payload: payload,
            previous: previous, hash: [])
        self.init(
            sequence: sequence, at: at, caseID: caseID, sessionID: sessionID, kind: kind, payload: payload,
            previous: previous, hash: unhashed.chain(hash: hash))
    }

    /// The bytes that are hashed. All integers are big-endian; a text or byte field is its length in bytes
    /// (UInt32) and then its bytes (texts in UTF-8, as stored, not normalised):
    ///
    ///     "trialogue journal 1\n"      20 bytes, names this layout
    ///     sequence                     UInt64
    ///     at                           Int64, milliseconds since the epoch
    ///     caseID                       length, bytes
    ///     has a session                UInt8, 0 or 1
    ///     sessionID                    length, bytes; absent when the byte before is 0
    ///     kind                         length, bytes
    ///     payload                      length, bytes (as sealed)
    ///     previous                     length (32), bytes
    package var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160 + payload.count)
        bytes.append(contentsOf: "trialogue journal 1\n".utf8)
        bytes.appendBigEndian(sequence)
        bytes.appendBigEndian(UInt64(bitPattern: at.milliseconds))
        bytes.appendCounted(caseID.text.utf8)
        bytes.append(sessionID == nil ? 0 : 1)
        if let sessionID { bytes.appendCounted(sessionID.text.utf8) }
        bytes.appendCounted(kind.utf8)
        bytes.appendCounted(payload)
        bytes.appendCounted(previous)
        return bytes
    }

    /// The hash that this entry must carry. The function is passed in, since the core holds no cryptography;
    /// it must be SHA-256.
    package func chain(hash: ([UInt8]) -> [UInt8]) -> [UInt8] { hash(canonicalBytes) }
}

extension [UInt8] {
    /// The most significant byte first.
    package mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// The number of the bytes as UInt32, and then they.
    package mutating func appendCounted(_ bytes: some Collection<UInt8>) {
        appendBigEndian(UInt32(clamping: bytes.count))
        append(contentsOf: bytes)
    }
}
