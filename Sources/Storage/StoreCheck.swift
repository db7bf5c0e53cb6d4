package import Mediation

/// What a walk over a whole store found: its journal from the first entry on, and every attached document.
package struct StoreCheck: Sendable, Equatable {
    /// Entries whose chain holds.
    package private(set) var entries: UInt64 = 0
    /// Attached documents that agree with their digest.
    package private(set) var documents = 0
    /// The hash of the last good entry; `JournalEntry.genesis` before the first.
    package private(set) var head = JournalEntry.genesis
    /// Whether the head that was asked for stands in the chain; true when none was.
    package private(set) var hasHead: Bool
    /// The first fault in words, by entry or by session; nil when there is none.
    package private(set) var fault: String?

    /// Nothing was ever written: there is nothing to call intact.
    package var isEmpty: Bool { entries == 0 && fault == nil }

    private var sessions: Set<SessionID> = []

    /// - Parameters:
    ///   - expected: a head noted earlier, which must stand in the chain.
    ///   - withDocuments: whether the attached documents are checked, and not the journal alone.
    ///   - follow: hears of each entry whose chain holds, in order.
    ///   - hash: SHA-256.
    package init(
        of store: any Store, expecting expected: [UInt8]? = nil, withDocuments: Bool = true,
        following follow: (JournalEntry) -> Void = { _ in }, hash: @escaping ([UInt8]) -> [UInt8]
    ) async throws {
        hasHead = expected == nil
        try await walkJournal(of: store, expecting: expected, follow, hash)
        if fault == nil && withDocuments { try await checkMinutes(of: store, hash) }
    }

    private mutating func walkJournal(
        of store: any Store, expecting expected: [UInt8]?, _ follow: (JournalEntry) -> Void,
        _ hash: @escaping ([UInt8]) -> [UInt8]
    ) async throws {
        var verifier = JournalVerifier(hash: hash)
        var next: UInt64 = 1
        while fault == nil {
            let page = try await store.entries(from: next, limit: 1000)
            let damaged = page.unreadable.compactMap { row in UInt64(row.id).map { (sequence: $0, row: row) }
            }
            .min { $0.sequence < $1.sequence }
            for entry in page where entry.sequence < damaged?.sequence ?? .max {
                if let broken = verifier.feed(entry) {
                    fault = "entry \(broken.sequence): \(broken.reason.rawValue)"
                    break
                }
                follow(entry)
                if let session = entry.sessionID { sessions.insert(session) }
                if entry.hash == expected { hasHead = true }
            }
            if fault == nil, let damaged {
                fault = "entry \(damaged.sequence): \(damaged.row.column) can't be read"
            }
            guard let last = page.last else { break }
            next = last.sequence + 1
        }
        entries = verifier.verified
        head = verifier.head
    }

    /// The bytes of every attached document against its digest. An erased case has no documents any more.
    private mutating func checkMinutes(of store: any Store, _ hash: ([UInt8]) -> [UInt8]) async throws {
        for session in sessions.sorted() {
            do {
                let all = try await store.minutes(ofSession: session)
                if let row = all.unreadable.first {
                    fault = "minutes of \(session): \(row.column) can't be read"
                    return
                }
                for minutes in all {
                    guard hash(minutes.document) == minutes.digest else {
                        fault = "minutes of \(session), version \(minutes.version): digest"
                        return
                    }
                    documents += 1
                }
            } catch let error as StorageError where error.code == .erased {
                continue
            } catch let error as StorageError where error.code == .corrupt {
                fault = "minutes of \(session): \(error.detail)"
                return
            }
        }
    }
}
