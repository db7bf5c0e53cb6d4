internal import Journal
package import Logging
internal import Mediation
internal import Records
package import Storage
package import TransparencyLog

/// Signs what the record is while the server runs: after the commits, over entries that were read back from the store. What
/// is signed is handed out at once, since a checkpoint is worth something only elsewhere.
///
/// It begins with the tree that was signed last, once the stored hashes are found to give its root, and takes each entry that
/// came since as it was read back; what is stored of the tree must then be the same. So nothing is read twice, and no tree
/// is signed that doesn't begin with the one before. It signs when a session has ended, when the server stops, and else at
/// most once a minute, if there is anything new. Where the record is not what it signed before, or an entry is not what its
/// hash says, it never signs again: a log that signs two histories proves neither.
package actor Checkpoints {
    /// How often `watch` looks for new entries, in milliseconds, and what lies between two checkpoints at least.
    private static let pause: Int64 = 5_000
    private static let span: Int64 = 60_000
    /// The kind of a session's last event.
    private static let end = RoomEvent.table(.ended(reason: .other, note: "", by: nil)).storedKind

    private let store: any JournalStore
    private let key: SigningKey
    private let before: Checkpoint?
    private let keep: @Sendable (SignedNote) throws -> Void
    private let clock: Clock
    private let logger: Logger

    /// Of the entries that were read back; nil before the first look.
    private var edge: TreeEdge?
    private var signed: (size: UInt64, at: Instant)?
    private var hasEnded = false
    /// Why nothing is signed any more, in words.
    package private(set) var fault: String?

    /// - Parameters:
    ///   - before: the newest checkpoint of an earlier run.
    ///   - keep: puts a checkpoint where it is fetched from, durably; when it throws, the next look tries again.
    package init(
        of store: any JournalStore, key: SigningKey, after before: Checkpoint?, clock: Clock, logger: Logger,
        keep: @escaping @Sendable (SignedNote) throws -> Void
    ) {
        self.store = store
        self.key = key
        self.before = before
        self.keep = keep
        self.clock = clock
        self.logger = logger
    }

    /// Looks until its task is cancelled.
    package func watch() async {
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: .milliseconds(Self.pause))
        }
    }

    /// Reads what came since and signs if it is time; once at a time. `isLast`: the server stops, and signs whatever is new.
    package func look(isLast: Bool = false) async {
        guard fault == nil else { return }
        do {
            let edge = try await read()
            self.edge = edge
            if isDue(edge, isLast) { try sign(edge) }
        } catch let found as RecordFault {
            fault = found.description
        } catch {
            logger.error("no checkpoint was signed", metadata: ["error": "\(error)"])
        }
        if let fault { logger.critical("no checkpoint is signed any more", metadata: ["fault": "\(fault)"]) }
    }

    /// The edge of all entries, read back.
    private func read() async throws -> TreeEdge {
        guard let tree = try await StoredTree(of: store) else { throw RecordFault("there is no tree") }
        var edge = try await known(tree)
        guard edge.size <= tree.size else {
            throw RecordFault("there are \(tree.size) entries, and \(edge.size) were read before")
        }
        while edge.size < tree.size {
            let count = Int(min(1000, tree.size - edge.size))
            let page = try await store.entries(from: edge.size + 1, limit: count)
            if let row = page.unreadable.first {
                throw RecordFault("entry \(row.id): \(row.column) can't be read")
            }
            for row in page {
                guard row.sequence == edge.size + 1, row.holdsItsHash, let leaf = row.leaf else {
                    throw RecordFault("entry \(edge.size + 1): hash_mismatch")
                }
                edge.append(leaf) { _ in }
                if row.sessionID != nil, row.kind == Self.end { hasEnded = true }
            }
            if page.isEmpty { throw RecordFault("entry \(edge.size + 1): gap") }
        }
        guard try await tree.checkedEdge() == edge else {
            throw RecordFault("the tree's edge is not that of the entries")
        }
        return edge
    }

    /// The edge to go on from.
    private func known(_ tree: StoredTree) async throws -> TreeEdge {
        if let edge { return edge }
        guard let before else { return try await tree.checkedEdge() }
        guard before.size <= tree.size else {
            throw RecordFault("there are \(tree.size) entries, and \(before.size) were signed")
        }
        let edge = try await tree.edge(at: before.size)
        guard edge.root == before.root else {
            throw RecordFault("the first \(before.size) entries are not those that were signed")
        }
        signed = (before.size, clock.steady)
        return edge
    }

    private func isDue(_ edge: TreeEdge, _ isLast: Bool) -> Bool {
        guard let signed else { return true }
        guard edge.size > signed.size else { return false }
        return isLast || hasEnded || clock.steady.milliseconds - signed.at.milliseconds >= Self.span
    }

    private func sign(_ edge: TreeEdge) throws {
        let checkpoint = Checkpoint(origin: key.verifier.name, size: edge.size, root: edge.root)
        guard let note = try checkpoint.signed(by: key) else { return }
        try keep(note)
        signed = (checkpoint.size, clock.steady)
        hasEnded = false
    }
}
