package import Mediation
internal import Packing
package import Storage

extension SealedStore: CaseStore {
    @discardableResult
    package func commit(_ commit: CaseCommit) async throws -> Int {
        let change = commit.change
        _ = try await append(to: change.record.id, isNew: change.expectedVersion == 0) { key in
            SealedCommit(
                at: commit.at, key: key.wrapped, caseStep: try key.sealed(change), sessionStep: nil,
                answering: commit.answering,
                entries: try key.sealed(commit.events, of: nil, at: commit.at), chaining: Chain.chaining)
        }
        return change.expectedVersion + 1
    }

    package func destroyKey(of id: CaseID, at: Instant) async throws {
        defer { keys.forget(id) }
        try await told { try await engine.destroyKey(of: id, at: at, chaining: Chain.chaining) }
    }

    /// Seals a commit under its case's key and appends it. The kept key may be a destroyed or a replaced one: the engine
    /// knows, and then it is forgotten and read anew, once.
    private func append(
        to id: CaseID, isNew: Bool, _ seal: (CaseKey) throws -> SealedCommit
    ) async throws -> UInt64 {
        var isRepeated = false
        while true {
            let key = try await key(of: id, isNew: isNew)
            let sealed = try seal(key)
            do {
                let sequence = try await told { try await engine.append(sealed) }
                keys.keep(key)
                return sequence
            } catch let error as StorageError where error.code == .keyChanged && !isRepeated {
                keys.forget(id)
                isRepeated = true
            } catch {
                if (error as? StorageError)?.code == .erased { keys.forget(id) }
                throw error
            }
        }
    }

    private func key(of id: CaseID, isNew: Bool) async throws -> CaseKey {
        if isNew { return try keys.makeKey(of: id) }
        if let key = keys.kept(id) { return key }
        return try await told { try keys.unwrap(try await engine.wrappedKey(of: id)) }
    }
}

extension SealedStore: SessionStore {
    @discardableResult
    package func commit(_ commit: RoomCommit) async throws -> UInt64 {
        try Self.requireOneCase(commit)
        return try await append(to: commit.caseID, isNew: commit.caseTouch?.expectedVersion == 0) { key in
            SealedCommit(
                at: commit.at, key: key.wrapped, caseStep: try commit.caseTouch.map { try key.sealed($0) },
                sessionStep: try key.sealed(commit), answering: commit.answering,
                entries: try key.sealed(commit.events, of: commit.sessionID, at: commit.at),
                chaining: Chain.chaining)
        }
    }

    /// All parts of a commit must speak of the same session and case: they are sealed under that case's key.
    private static func requireOneCase(_ commit: RoomCommit) throws {
        let cases = [commit.summary?.caseID, commit.minutes?.caseID, commit.caseTouch?.record.id]
        let sessions = [commit.summary?.id, commit.minutes?.sessionID]
        guard cases.allSatisfy({ $0 == nil || $0 == commit.caseID }),
            sessions.allSatisfy({ $0 == nil || $0 == commit.sessionID })
        else { throw StorageError(.failed, "the parts of a commit name different sessions or cases") }
    }
}

extension CaseKey {
    fileprivate func sealed(_ change: CaseChange) throws(StorageError) -> SealedCaseStep {
        var columns = change.record
        columns.body = []
        return SealedCaseStep(
            columns: columns, body: try seal(change.record.body, as: .body),
            expectedVersion: change.expectedVersion)
    }

    fileprivate func sealed(
        _ events: [EventRecord], of session: SessionID?, at: Instant
    ) throws(StorageError) -> [UnchainedEntry] {
        var entries: [UnchainedEntry] = []
        entries.reserveCapacity(events.count)
        for event in events {
            entries.append(
                UnchainedEntry(
                    at: at, caseID: wrapped.caseID, sessionID: session, kind: event.kind,
                    payload: try seal(event.payload, as: .event(kind: event.kind))))
        }
        return entries
    }

    fileprivate func sealed(_ commit: RoomCommit) throws(StorageError) -> SealedSessionStep {
        let id = commit.sessionID
        var drafts: [SealedDraft] = []
        for draft in commit.drafts {
            let packed = PackedText.pack(Array((draft.text ?? "").utf8))
            let text = try seal(packed, as: .draft(id, section: draft.section))
            drafts.append(SealedDraft(section: draft.section, revision: draft.revision, text: text))
        }
        // No page of a session that is over will ask again.
        let isOver = commit.summary?.endedAt != nil
        var result: SealedResult?
        if let plain = commit.commandResult, !isOver {
            result = SealedResult(
                seat: plain.seat, commandID: plain.commandID, digest: plain.digest,
                result: try seal(plain.result, as: .commandResult(id, plain.seat, plain.commandID)))
        }
        var minutes: SealedMinutes?
        if let plain = commit.minutes { minutes = try sealed(plain) }
        return SealedSessionStep(
            id: id, row: commit.summary, forgetsResults: isOver, result: result, drafts: drafts,
            minutes: minutes)
    }

    private func sealed(_ minutes: MinutesRecord) throws(StorageError) -> SealedMinutes {
        SealedMinutes(
            columns: MinutesRecord(
                sessionID: minutes.sessionID, caseID: minutes.caseID, version: minutes.version,
                digest: minutes.digest, document: [], frozenAt: minutes.frozenAt, label: minutes.label),
            document: try seal(
                minutes.document, as: .minutes(minutes.sessionID, version: minutes.version)))
    }
}
