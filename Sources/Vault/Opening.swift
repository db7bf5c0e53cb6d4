internal import Journal
internal import Mediation
internal import Packing
internal import Storage
internal import TransparencyLog

// Sealed rows into records. A row that does not open is told by its place; what else is known of it stays.

extension CaseKey {
    func opened(_ row: SealedCase) throws(UnreadableRow) -> CaseRecord {
        guard let body = open(row.body, as: .body) else {
            throw UnreadableRow(
                table: "case_file", id: row.columns.id.text, column: "body", name: row.columns.caseNo)
        }
        var record = row.columns
        record.body = body
        if let summary = row.summary {
            // Lists tell of one that does not open; the case itself stands without it.
            record.summary = open(summary, as: .summary) ?? []
        }
        return record
    }

    func opened(_ rows: Listed<SealedEvent>) -> Listed<StoredEvent> {
        var listed = Listed<StoredEvent>(unreadable: rows.unreadable)
        // What the log says of itself is no event of the case.
        for row in rows where row.kind != LogKind.counted && !LogKind.ofBlobs.contains(row.kind) {
            if let payload = payload(of: row) {
                listed.rows.append(
                    StoredEvent(
                        sequence: row.sequence, at: row.at, sessionID: row.sessionID, kind: row.kind,
                        payload: payload))
            } else {
                listed.unreadable.append(
                    UnreadableRow(table: "journal", id: "\(row.sequence)", column: "payload"))
            }
        }
        return listed
    }

    /// The addresses that the record says the case has. An entry that does not open tells nothing: the journal's own check finds it.
    func blobs(in rows: Listed<SealedEvent>) -> [BlobAddress] {
        var kept: Set<BlobAddress> = []
        for row in rows where LogKind.ofBlobs.contains(row.kind) {
            let text = payload(of: row).map { String(decoding: $0, as: UTF8.self) }
            guard let address = text.flatMap(BlobAddress.init(checking:)) else { continue }
            if row.kind == LogKind.blobKept { kept.insert(address) } else { kept.remove(address) }
        }
        return kept.sorted()
    }

    /// An entry without content gives an empty payload.
    private func payload(of row: SealedEvent) -> [UInt8]? {
        if row.payload.bytes.isEmpty { return [] }
        guard row.isSalted else { return open(row.payload, as: .event(kind: row.kind)) }
        return open(row.payload, as: .entry(kind: row.kind)).flatMap {
            SaltedContent(opened: $0)?.plain
        }
    }

    /// A text that does not open takes neither its section nor its revision along: what is typed next must still be newer
    /// than what stands there.
    func opened(_ rows: Listed<SealedDraft>, of id: SessionID) -> Listed<DraftRecord> {
        var listed = Listed<DraftRecord>(unreadable: rows.unreadable)
        for row in rows {
            let text = row.text.flatMap { sealed in
                open(sealed, as: .draft(id, section: row.section)).flatMap { try? PackedText.unpack($0) }
            }
            if row.text != nil, text == nil {
                listed.unreadable.append(
                    UnreadableRow(table: "draft", id: "\(id.text)/\(row.section)", column: "text"))
            }
            listed.rows.append(
                DraftRecord(
                    section: row.section, revision: row.revision,
                    text: text.map { String(decoding: $0, as: UTF8.self) }))
        }
        return listed
    }

    /// That a command was run is known even where its answer does not open: it never runs twice.
    func opened(_ rows: Listed<SealedResult>, of id: SessionID) -> Listed<CommandResultRecord> {
        var listed = Listed<CommandResultRecord>(unreadable: rows.unreadable)
        for row in rows {
            let result = row.result.flatMap { open($0, as: .commandResult(id, row.seat, row.commandID)) }
            if row.result != nil, result == nil {
                listed.unreadable.append(
                    UnreadableRow(
                        table: "command_result", id: "\(id.text)/\(row.position)", column: "result"))
            }
            listed.rows.append(
                CommandResultRecord(
                    seat: row.seat, commandID: row.commandID, digest: result == nil ? [] : row.digest,
                    result: result ?? []))
        }
        return listed
    }

    func opened(_ rows: Listed<SealedMinutes>) -> Listed<MinutesRecord> {
        var listed = Listed<MinutesRecord>(unreadable: rows.unreadable)
        for row in rows {
            let known = row.columns
            guard let document = open(row.document, as: .minutes(known.sessionID, version: known.version))
            else {
                listed.unreadable.append(
                    UnreadableRow(
                        table: "minutes", id: "\(known.sessionID.text)/\(known.version)", column: "document"))
                continue
            }
            listed.rows.append(
                MinutesRecord(
                    sessionID: known.sessionID, caseID: known.caseID, version: known.version,
                    digest: known.digest, document: document, frozenAt: known.frozenAt, label: known.label))
        }
        return listed
    }
}
