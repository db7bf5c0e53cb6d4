package import Cryptography
internal import Mediation
package import Storage
internal import Synchronization

/// A store: the vault over an engine. What goes in is sealed here and what comes out is opened, so that the engine has
/// rows and no content. Sealing runs where the caller runs, beside the engine's one writer.
package final class SealedStore<Engine: StorageEngine>: Sendable {
    package let engine: Engine
    let keys: KeyRing
    private let report: @Sendable (UnreadableRow) -> Void
    /// Told already. What is told of a row stands once in a log, however often a page asks for it.
    private let noted = Mutex<Set<UnreadableRow>>([])

    /// Wraps the cases' keys; other secrets are derived of it. It stands outside the engine.
    package var masterKey: SealingKey { keys.masterKey }

    /// - Parameter report: hears once of each row that can't be read.
    package init(
        over engine: Engine, masterKey: SealingKey,
        report: @escaping @Sendable (UnreadableRow) -> Void = { _ in }
    ) {
        self.engine = engine
        keys = KeyRing(masterKey: masterKey)
        self.report = report
    }

    /// The key of invited people's links, derived of the master key.
    package func inviteKey() throws -> InviteKey { try InviteKey(masterKey.derived("invites 1")) }

    /// Tells of a row that can't be read, and gives callers the error that they know.
    nonisolated(nonsending) func told<Value>(
        _ body: nonisolated(nonsending) () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let row as UnreadableRow {
            note(row)
            throw StorageError(row)
        }
    }

    /// The same for a list, whose own unreadable rows are told too.
    nonisolated(nonsending) func list<Value>(
        _ body: nonisolated(nonsending) () async throws -> Listed<Value>
    ) async throws -> Listed<Value> {
        let listed = try await told(body)
        listed.unreadable.forEach(note)
        return listed
    }
}

extension SealedStore: Store {
    package func note(_ row: UnreadableRow) {
        let isNew = noted.withLock { noted in
            // A store so damaged has said enough.
            guard noted.count < 10_000 else { return false }
            var bare = row
            bare.name = nil
            return noted.insert(bare).inserted
        }
        if isNew { report(row) }
    }

    package func takeTally() -> StoreTally? { engine.takeTally() }

    package func close() async throws {
        keys.forgetAll()
        try await engine.close()
    }
}
