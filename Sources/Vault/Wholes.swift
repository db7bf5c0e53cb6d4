package import Mediation
internal import Packing
package import Storage

extension SealedStore: ProjectionStore where Engine: ProjectionEngine {
    package func history() async throws -> Listed<CaseHistory> {
        try await told { try await engine.history() }
    }

    package func whole(_ history: CaseHistory) async throws -> CaseWhole {
        let sealed = try await told { try await engine.whole(history) }
        guard let keyRow = sealed.key else { return sealed.opened(by: nil, .lost, history.id) }
        guard let wrapped = keyRow.wrapped else { return sealed.opened(by: nil, .destroyed, history.id) }
        // Not the kept one: what stands is what is to be proven.
        guard let key = KeyRing.opened(wrapped, by: masterKey) else {
            return sealed.opened(by: nil, .lost, history.id)
        }
        return sealed.opened(by: CaseKey(key, wrapped: wrapped), .opens, history.id)
    }

    package func digests(of marks: Set<SearchMark>) -> Set<MarkDigest> { Set(marks.map(keys.digest)) }

    package func strays() async throws -> [StrayRow] { try await told { try await engine.strays() } }

    package func casesWithoutSummary() async throws -> [CaseID] {
        try await told { try await engine.casesWithoutSummary() }
    }

    package func replace(_ rows: ProjectedRows) async throws {
        let key = try await told { try keys.unwrap(try await engine.wrappedKey(of: rows.caseID)) }
        let sealed = try key.sealed(rows, marks: digests(of: rows.marks))
        try await told { try await engine.replace(sealed) }
    }

    package func removeStrays() async throws -> Int { try await told { try await engine.removeStrays() } }
}

extension SealedWhole {
    fileprivate func opened(by key: CaseKey?, _ state: CaseWhole.Key, _ id: CaseID) -> CaseWhole {
        var unreadable = unreadable
        let events = key?.opened(events) ?? bare
        let sessions = sessions.map { session in
            let drafts = key?.opened(Listed(rows: session.drafts), of: session.id)
            let results = key?.opened(Listed(rows: session.results), of: session.id)
            unreadable += (drafts?.unreadable ?? []) + (results?.unreadable ?? [])
            return CaseWhole.Session(
                id: session.id, row: session.row,
                drafts: drafts?.rows
                    ?? session.drafts.map {
                        DraftRecord(section: $0.section, revision: $0.revision, text: nil)
                    },
                results: results?.rows
                    ?? session.results.map {
                        CommandResultRecord(
                            seat: $0.seat, commandID: $0.commandID, digest: $0.digest, result: [])
                    },
                minutes: session.minutes.map { minutes in
                    let place = CaseKey.Place.minutes(
                        minutes.columns.sessionID, version: minutes.columns.version)
                    return CaseWhole.Minutes(
                        columns: minutes.columns, document: content(minutes.document, place, key))
                })
        }
        return CaseWhole(
            id: id, events: events, key: state, keyRow: self.key,
            file: file.map {
                CaseWhole.File(
                    columns: $0.columns, summary: content($0.summary, .summary, key),
                    body: content($0.body, .body, key))
            },
            marks: marks, months: months, sessions: sessions, answers: answers, unreadable: unreadable)
    }

    /// Entries without their payloads.
    private var bare: Listed<StoredEvent> {
        Listed(
            rows: events.map {
                StoredEvent(
                    sequence: $0.sequence, at: $0.at, sessionID: $0.sessionID, kind: $0.kind, payload: [])
            }, unreadable: events.unreadable)
    }

    private func content(_ sealed: SealedBytes?, _ place: CaseKey.Place, _ key: CaseKey?) -> CaseWhole.Content
    {
        guard let sealed else { return .absent }
        return key?.open(sealed, as: place).map(CaseWhole.Content.open) ?? .closed
    }
}

extension CaseKey {
    fileprivate func sealed(
        _ rows: ProjectedRows, marks: Set<MarkDigest>
    ) throws(StorageError) -> SealedProjection {
        var file: SealedCaseChange?
        if let record = rows.record {
            var change = try sealed(CaseChange(record: record, expectedVersion: record.version))
            change.marks = marks
            change.months = rows.months
            file = change
        }
        var minutes: [SealedMinutes] = []
        for each in rows.minutes { minutes.append(try sealed(each)) }
        return SealedProjection(
            caseID: rows.caseID, file: file, sessions: rows.sessions, minutes: minutes,
            minutesOf: rows.minutesOf)
    }
}
