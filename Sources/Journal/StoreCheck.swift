internal import Cryptography
package import Mediation
package import Storage
package import TransparencyLog

/// What a walk over a whole store found: its journal from the first entry on, the tree that is stored over it, and every
/// attached document.
package struct StoreCheck: Sendable {
    /// Entries that are what was written.
    package private(set) var entries: UInt64 = 0
    /// Attached documents that agree with their digest.
    package private(set) var documents = 0
    /// What stands for all entries that are good, to be noted elsewhere: the root of their tree; for a store of layout 1 that
    /// was not carried over yet the hash of the last, `JournalEntry.genesis` before the first.
    package private(set) var head = JournalEntry.genesis
    /// Whether the head that was asked for stood there once; true when none was.
    package private(set) var hasHead: Bool
    /// The first fault in words, by entry or by session; nil when there is none.
    package private(set) var fault: String?
    /// The tree over the entries that are good.
    package private(set) var tree: JournalTree

    /// The cases of which the record says that they have, or had, blobs.
    package private(set) var casesWithBlobs: Set<CaseID> = []

    /// Nothing was ever written: there is nothing to call intact.
    package var isEmpty: Bool { entries == 0 && fault == nil }

    private var sessions: Set<SessionID> = []

    /// - Parameters:
    ///   - expected: a head noted earlier, which must be one of those that the journal had as it grew.
    ///   - sizes: the sizes of the tree whose roots are wanted.
    ///   - withDocuments: whether the attached documents are checked, and not the journal alone.
    package init(
        of store: any Store, expecting expected: [UInt8]? = nil, noting sizes: [UInt64] = [],
        withDocuments: Bool = true
    ) async throws {
        hasHead = expected == nil
        let edge: EdgeRow?
        do {
            edge = try await store.treeEdge()
        } catch let error as StorageError where error.code == .corrupt {
            edge = nil
            fault = error.detail
        }
        tree = JournalTree(noting: sizes)
        var walk = JournalWalk(noting: sizes + [edge?.size].compactMap(\.self))
        try await walkJournal(of: store, &walk, expecting: expected, through: edge != nil)
        if fault == nil { fault = walk.missing() }
        if fault == nil { try await compare(edge, walk, in: store) }
        tree = walk.tree
        if fault == nil && withDocuments { try await checkMinutes(of: store) }
    }

    private mutating func walkJournal(
        of store: any Store, _ walk: inout JournalWalk, expecting expected: [UInt8]?,
        through hasTree: Bool
    ) async throws {
        var next: UInt64 = 1
        var found: String?
        if expected == walk.tree.root.bytes || expected == head { hasHead = true }
        while found == nil {
            let page = try await store.entries(from: next, limit: 1000)
            let damaged = page.unreadable.compactMap { row in
                UInt64(row.id).map { (sequence: $0, row: row) }
            }
            .min { $0.sequence < $1.sequence }
            for row in page where row.sequence < damaged?.sequence ?? .max {
                found = walk.feed(row)
                if found != nil { break }
                if let session = row.sessionID { sessions.insert(session) }
                if LogKind.ofBlobs.contains(row.kind), let id = row.caseID { casesWithBlobs.insert(id) }
                guard !hasHead else { continue }
                hasHead = row.hash == expected || walk.tree.root.bytes == expected
            }
            if found == nil, let damaged {
                found = "entry \(damaged.sequence): \(damaged.row.column) can't be read"
            }
            guard let last = page.last else { break }
            next = last.sequence + 1
        }
        if fault == nil { fault = found }
        entries = walk.verified
        head = hasTree || walk.isCarriedOver ? walk.tree.root.bytes : walk.old.head
    }

    /// What is stored of the tree against what the entries give.
    private mutating func compare(_ edge: EdgeRow?, _ walk: JournalWalk, in store: any Store)
        async throws
    {
        guard let edge else {
            if walk.isCarriedOver { fault = "the tree's edge is missing" }
            return
        }
        guard edge.size <= walk.verified else {
            fault = "there are \(walk.verified) entries, and the tree tells of \(edge.size)"
            return
        }
        let stored = TreeEdge(size: edge.size, bytes: edge.hashes)
        guard let stored, stored.root == walk.tree.root(at: edge.size) else {
            fault = "the tree's edge is not that of the entries"
            return
        }
        if try await hasGrown(edge, walk, store) {
            fault = "there are \(walk.verified) entries, and the tree tells of \(edge.size)"
            return
        }
        for level in 1...7 where fault == nil { try await compare(level, walk, edge, in: store) }
    }

    /// Whether there are more entries than the tree has, though nobody writes.
    private func hasGrown(_ edge: EdgeRow, _ walk: JournalWalk, _ store: any Store) async throws
        -> Bool
    {
        guard edge.size < walk.verified else { return false }
        return try await store.treeEdge() == edge
    }

    private mutating func compare(
        _ level: Int, _ walk: JournalWalk, _ edge: EdgeRow, in store: any Store
    ) async throws {
        let expected = walk.stored.filter { $0.level == level }
        var next: UInt64 = 0
        while true {
            let page = try await store.treeHashes(level: level, from: next, limit: 1000)
            if let row = page.unreadable.first {
                fault = row.description
                return
            }
            for row in page {
                guard row.index == next else { break }
                // What was written since the walk is no fault.
                guard next < UInt64(expected.count) else {
                    if try await store.treeEdge() == edge { fault = Self.fault(level, next) }
                    return
                }
                guard row.hash == expected[Int(next)].hash.bytes else {
                    fault = Self.fault(level, next)
                    return
                }
                next += 1
            }
            if page.isEmpty || page.last?.index != next - 1 { break }
        }
        // Of the entries that came during the walk the hashes may not have been there yet when the edge was read.
        if next < edge.size >> UInt64(8 * level) { fault = Self.fault(level, next) }
    }

    private static func fault(_ level: Int, _ index: UInt64) -> String {
        "the tree's hash \(index) of level \(level) is not that of the entries"
    }

    /// The bytes of every attached document against its digest. An erased case has no documents any more.
    private mutating func checkMinutes(of store: any Store) async throws {
        for session in sessions.sorted() {
            do {
                let all = try await store.minutes(ofSession: session)
                if let row = all.unreadable.first {
                    fault = "minutes of \(session): \(row.column) can't be read"
                    return
                }
                for minutes in all {
                    guard Digest.sha256(minutes.document) == minutes.digest else {
                        fault = "minutes of \(session), version \(minutes.version): digest"
                        return
                    }
                    documents += 1
                }
            } catch let error as StorageError where error.code == .erased {
                continue
            } catch let error as StorageError where error.code == .corrupt || error.code == .notFound {
                fault = "minutes of \(session): \(error.detail)"
                return
            }
        }
    }
}
