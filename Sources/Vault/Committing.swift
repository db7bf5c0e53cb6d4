internal import Journal
package import Mediation
internal import Packing
package import Storage

extension SealedStore: CaseStore, MonthStore, SessionStore, CommitStore {
    @discardableResult
    package func commit(_ commit: Commit) async throws -> Committed {
        try Self.requireOneCase(commit)
        return try await append(to: commit.caseID, isNew: commit.caseChange?.expectedVersion == 0) {
            try $0.sealed(commit, digesting: keys.digest)
        }
    }

    package func destroyKey(of id: CaseID, at: Instant) async throws {
        defer { keys.forget(id) }
        let entry = UnchainedEntry(withoutContent: LogKind.keyDestroyed, of: .petition(id), at: at)
        try await told { try await engine.destroyKey(of: id, entry: entry, chaining: Chain.chaining) }
    }

    /// Seals a commit under its case's key and appends it. The kept key may be a destroyed or a replaced one: the engine
    /// knows, and then it is forgotten and read anew, once.
    private func append(
        to id: CaseID, isNew: Bool, _ seal: (CaseKey) throws -> SealedCommit
    ) async throws -> Committed {
        var isRepeated = false
        while true {
            let key = try await key(of: id, isNew: isNew)
            let sealed = try seal(key)
            do {
                return try await told { try await engine.append(sealed) }
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
        let key = try await told { try keys.unwrap(try await engine.wrappedKey(of: id)) }
        // Before it is used: a key that is destroyed from here on is forgotten after this, or by the commit that it fails.
        keys.keep(key)
        return key
    }

    /// All parts of a commit must speak of the same session and case: they are sealed under that case's key.
    private static func requireOneCase(_ commit: Commit) throws {
        let step = commit.sessionChange
        let cases = [step?.summary?.caseID, step?.minutes?.caseID, commit.caseChange?.record.id]
        let sessions = [step?.summary?.id, step?.minutes?.sessionID]
        guard cases.allSatisfy({ $0 == nil || $0 == commit.caseID }),
            sessions.allSatisfy({ $0 == nil || $0 == step?.id })
        else { throw StorageError(.failed, "the parts of a commit name different sessions or cases") }
    }
}

extension CaseKey {
    fileprivate func sealed(
        _ commit: Commit, digesting digest: (SearchMark) -> MarkDigest
    ) throws(StorageError) -> SealedCommit {
        var sealed = SealedCommit(
            at: commit.at, key: wrapped, caseChange: nil, sessionChange: nil, answering: commit.answering,
            entries: [], chaining: Chain.chaining)
        if let step = commit.sessionChange {
            sealed.sessionChange = try self.sealed(step)
            let stream = EntryStream.session(step.id, of: wrapped.caseID)
            sealed.entries += try self.sealed(step.events, of: stream, at: commit.at)
        }
        if let step = commit.caseChange {
            sealed.caseChange = try self.sealed(step)
            sealed.caseChange?.marks = step.marks.map { Set($0.map(digest)) }
            sealed.caseChange?.months = step.months
            sealed.entries += try self.sealed(step.events, of: .petition(wrapped.caseID), at: commit.at)
        }
        return sealed
    }

    func sealed(_ step: CaseChange) throws(StorageError) -> SealedCaseChange {
        var columns = step.record
        columns.body = []
        columns.summary = []
        let summary = step.record.summary
        return SealedCaseChange(
            columns: columns, summary: summary.isEmpty ? nil : try seal(summary, as: .summary),
            body: try seal(step.record.body, as: .body),
            expectedVersion: step.expectedVersion)
    }

    private func sealed(
        _ events: [EventRecord], of stream: EntryStream, at: Instant
    ) throws(StorageError) -> [UnchainedEntry] {
        var entries: [UnchainedEntry] = []
        entries.reserveCapacity(events.count)
        for event in events {
            let (payload, content) = try seal(event)
            let cites = event.cites.map { EntryStream.session($0, of: wrapped.caseID) }
            entries.append(
                UnchainedEntry(
                    at: at, stream: stream, kind: event.kind, payload: payload, content: content,
                    cites: cites.map { .asItStands($0) }))
        }
        return entries
    }

    private func sealed(_ step: SessionChange) throws(StorageError) -> SealedSessionChange {
        let id = step.id
        var drafts: [SealedDraft] = []
        for draft in step.drafts {
            let packed = PackedText.pack(Array((draft.text ?? "").utf8))
            let text = try seal(packed, as: .draft(id, section: draft.section))
            drafts.append(SealedDraft(section: draft.section, revision: draft.revision, text: text))
        }
        // No page of a session that is over will ask again.
        let isOver = step.summary?.endedAt != nil
        var result: SealedResult?
        if let plain = step.commandResult, !isOver {
            result = SealedResult(
                seat: plain.seat, commandID: plain.commandID, digest: plain.digest,
                result: try seal(plain.result, as: .commandResult(id, plain.seat, plain.commandID)))
        }
        var minutes: SealedMinutes?
        if let plain = step.minutes { minutes = try sealed(plain) }
        return SealedSessionChange(
            id: id, expectedRevision: step.expectedRevision, row: step.summary,
            forgetsResults: isOver, result: result, drafts: drafts, minutes: minutes)
    }

    func sealed(_ minutes: MinutesRecord) throws(StorageError) -> SealedMinutes {
        SealedMinutes(
            columns: MinutesRecord(
                sessionID: minutes.sessionID, caseID: minutes.caseID, version: minutes.version,
                digest: minutes.digest, document: [], frozenAt: minutes.frozenAt, label: minutes.label),
            document: try seal(
                minutes.document, as: .minutes(minutes.sessionID, version: minutes.version)))
    }
}
