internal import Cryptography
internal import Journal
package import Mediation
package import Storage
internal import TransparencyLog

/// The bureau's own stream. Its entries belong to no case, so what they say is sealed under a key that is derived of the
/// master key, and no erasure reaches them: nothing of a case's people may stand in them.
extension SealedStore: BureauJournal {
    package func note(_ events: [EventRecord], at: Instant) async throws {
        let entries = try events.map { try keys.sealed($0, at: at) }
        try await told { try await engine.append(entries, chaining: Chain.chaining) }
    }

    /// The note's entry, for the transaction of the rows that it tells of.
    func sealed(_ note: BureauNote) throws -> SealedNotes { try sealed([note]) }

    func sealed(_ notes: [BureauNote]) throws -> SealedNotes {
        SealedNotes(
            try notes.map { try keys.sealed($0.event, at: $0.at) }, chaining: Chain.chaining)
    }

    package func bureauEvents() async throws -> Listed<StoredEvent> {
        var events = Listed<StoredEvent>()
        var last: UInt64 = 0
        while true {
            let page = try await entries(of: .bureau, after: last, limit: 1000)
            events.unreadable += page.unreadable
            for row in page where !LogKind.ofBureaus.contains(row.kind) {
                guard let plain = keys.opened(row) else {
                    let damaged = UnreadableRow(table: "journal", id: "\(row.sequence)", column: "payload")
                    note(damaged)
                    events.unreadable.append(damaged)
                    continue
                }
                events.rows.append(
                    StoredEvent(
                        sequence: row.sequence, at: row.at, sessionID: nil, kind: row.kind,
                        payload: plain.plain))
            }
            guard let end = page.last else { return events }
            last = end.sequence
        }
    }

    /// Salt and plain payload of an entry of layout 2: what `content` in the entry is the digest of. Nil for one of layout
    /// 1, for one without content, and where its key is gone. Throws `corrupt` where it does not open.
    package func content(of row: JournalRow) async throws -> [UInt8]? {
        guard case .streamed = row.layout, !row.payload.bytes.isEmpty else { return nil }
        do {
            let opened: SaltedContent?
            if let id = row.caseID {
                let key = try await told { try keys.unwrap(try await engine.wrappedKey(of: id)) }
                opened = key.open(row.payload, as: .entry(kind: row.kind)).flatMap {
                    SaltedContent(opened: $0)
                }
            } else {
                opened = keys.opened(row)
            }
            guard let opened else {
                throw StorageError(
                    UnreadableRow(table: "journal", id: "\(row.sequence)", column: "payload"))
            }
            return opened.bytes
        } catch let error as StorageError where error.code == .erased {
            return nil
        }
    }
}

extension KeyRing {
    private static let bureau = "bureau 1"

    /// An event of the bureau as the engine takes it.
    func sealed(_ event: EventRecord, at: Instant) throws -> UnchainedEntry {
        let salted = SaltedContent(event.payload)
        let payload = try AESGCM.seal(
            salted.bytes, key: try bureauKey(), associated: Self.associated(event.kind))
        return UnchainedEntry(
            at: at, stream: .bureau, kind: event.kind, payload: SealedBytes(payload),
            content: salted.digest.bytes)
    }

    /// Salt and payload of an entry of the bureau; nil when it does not open.
    func opened(_ row: JournalRow) -> SaltedContent? {
        guard let key = try? bureauKey() else { return nil }
        let bytes = try? AESGCM.open(row.payload.bytes, key: key, associated: Self.associated(row.kind))
        return bytes.flatMap { SaltedContent(opened: $0) }
    }

    private func bureauKey() throws -> SealingKey { try SealingKey(masterKey.derived(Self.bureau)) }

    private static func associated(_ kind: String) -> [UInt8] { Array("bureau\0entry\0\(kind)".utf8) }
}
