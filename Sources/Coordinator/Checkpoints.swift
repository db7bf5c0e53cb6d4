package import Logging
internal import Mediation
internal import Records
package import Storage
package import TransparencyLog

internal import Cryptography

/// Signs what the record is while the server runs: after the commits, over entries that were read back from the store. What
/// is signed is handed out at once, since a checkpoint is worth something only elsewhere.
///
/// It reads the journal once from the beginning and then what came since. It signs when a session has ended, when the
/// server stops, and else at most once a minute, if there is anything new. Where the record is not what it signed before, or
/// its chain is broken, it never signs again: a log that signs two histories proves neither.
package actor Checkpoints {
    /// How often `watch` looks for new entries, in milliseconds, and what lies between two checkpoints at least.
    private static let pause: Int64 = 5_000
    private static let span: Int64 = 60_000
    /// The kind of a session's last event.
    private static let end = RoomEvent.ended(reason: .other, note: "", by: nil).storedKind

    private let store: any JournalStore
    private let key: SigningKey
    private let before: Checkpoint?
    private let keep: @Sendable (SignedNote) throws -> Void
    private let clock: Clock
    private let logger: Logger

    private var tree: JournalTree
    private var verifier = JournalVerifier(hash: { Digest.sha256($0) })
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
        tree = JournalTree(noting: [before?.size].compactMap(\.self))
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
            try await read()
            if fault == nil, isDue(isLast) { try sign() }
        } catch {
            logger.error("no checkpoint was signed", metadata: ["error": "\(error)"])
        }
        if let fault { logger.critical("no checkpoint is signed any more", metadata: ["fault": "\(fault)"]) }
    }

    private func read() async throws {
        while true {
            let page = try await store.entries(from: tree.size + 1, limit: 1000)
            for entry in page {
                if let broken = verifier.feed(entry) {
                    fault = "entry \(broken.sequence): \(broken.reason.rawValue)"
                    return
                }
                tree.append(entry)
                if entry.sessionID != nil, entry.kind == Self.end { hasEnded = true }
            }
            if let row = page.unreadable.first {
                fault = "entry \(row.id): \(row.column) can't be read"
                return
            }
            if page.isEmpty { break }
        }
        guard let before, signed == nil else { return }
        switch tree.root(at: before.size) {
        case before.root: signed = (before.size, clock.steady)
        case nil: fault = "there are \(tree.size) entries, and \(before.size) were signed"
        default: fault = "the first \(before.size) entries are not those that were signed"
        }
    }

    private func isDue(_ isLast: Bool) -> Bool {
        guard let signed else { return true }
        guard tree.size > signed.size else { return false }
        return isLast || hasEnded || clock.steady.milliseconds - signed.at.milliseconds >= Self.span
    }

    private func sign() throws {
        let checkpoint = Checkpoint(origin: key.verifier.name, size: tree.size, root: tree.root)
        guard let note = try checkpoint.signed(by: key) else { return }
        try keep(note)
        signed = (checkpoint.size, clock.steady)
        hasEnded = false
    }
}
