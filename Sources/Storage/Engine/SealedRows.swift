package import Mediation

/// Bytes that were sealed under a case's key: all that an engine ever gets of what people said and who they are. A type of
/// its own, so that plain bytes can't be stored by mistake. Empty where nothing was sealed: an entry without content.
package struct SealedBytes: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// A case's key as it is stored: wrapped by one that no engine sees.
package struct WrappedKey: Hashable, Sendable {
    package let caseID: CaseID
    package let bytes: [UInt8]

    package init(caseID: CaseID, bytes: [UInt8]) {
        self.caseID = caseID
        self.bytes = bytes
    }
}

/// Rows of one case and the key that opens them, read at one moment.
package struct SealedRows<Row: Sendable>: Sendable {
    package let key: WrappedKey
    package let rows: Listed<Row>

    package init(key: WrappedKey, rows: Listed<Row>) {
        self.key = key
        self.rows = rows
    }
}

/// A keyed digest of a search mark, cut to eight bytes: what an engine looks a case up by.
package struct MarkDigest: Hashable, Sendable {
    package static let count = 8
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// A case's row: its columns (the record's body and summary are empty), its summary and its body, sealed.
package struct SealedCase: Hashable, Sendable {
    package var columns: CaseRecord
    /// Nil where none was made yet.
    package var summary: SealedBytes?
    package var body: SealedBytes
    package var key: WrappedKey

    package init(columns: CaseRecord, summary: SealedBytes? = nil, body: SealedBytes, key: WrappedKey) {
        self.columns = columns
        self.summary = summary
        self.body = body
        self.key = key
    }
}

/// A case in a list, as `CaseLine`. It comes without its key: fifty keys are looked up only where they are not kept.
package struct SealedCaseLine: Hashable, Sendable {
    package let id: CaseID
    package let caseNo: String
    package let dueAt: Instant?
    package let summary: SealedBytes
    /// The whole row, where it has no summary.
    package let row: SealedCase?

    package init(
        id: CaseID, caseNo: String, dueAt: Instant?, summary: SealedBytes, row: SealedCase? = nil
    ) {
        self.id = id
        self.caseNo = caseNo
        self.dueAt = dueAt
        self.summary = summary
        self.row = row
    }
}

/// A page of the list of cases, as `CasePage`.
package struct SealedCasePage: Sendable {
    package var cases: Listed<SealedCaseLine>
    package var next: CaseCursor?

    package init(cases: Listed<SealedCaseLine>, next: CaseCursor?) {
        self.cases = cases
        self.next = next
    }
}

/// An event in the journal, as `StoredEvent`.
package struct SealedEvent: Hashable, Sendable {
    package let sequence: UInt64
    package let at: Instant
    package let sessionID: SessionID?
    package let kind: String
    package let payload: SealedBytes
    /// Whether a salt stands before the plain payload: in every entry of layout 2.
    package let isSalted: Bool

    package init(
        sequence: UInt64, at: Instant, sessionID: SessionID?, kind: String, payload: SealedBytes,
        isSalted: Bool
    ) {
        self.sequence = sequence
        self.at = at
        self.sessionID = sessionID
        self.kind = kind
        self.payload = payload
        self.isSalted = isSalted
    }

    package init(_ row: JournalRow) {
        self.init(
            sequence: row.sequence, at: row.at, sessionID: row.sessionID, kind: row.kind,
            payload: row.payload, isSalted: row.layout != .chained)
    }
}

/// The newest text of one section, as `DraftRecord`.
package struct SealedDraft: Hashable, Sendable {
    package let section: String
    package let revision: Int
    /// Nil when the row stands in the list of unreadable ones too.
    package let text: SealedBytes?

    package init(section: String, revision: Int, text: SealedBytes?) {
        self.section = section
        self.revision = revision
        self.text = text
    }
}

/// A command's kept result, as `CommandResultRecord`.
package struct SealedResult: Hashable, Sendable {
    /// The row's place among the results: what names it when it does not open.
    package let position: Int
    package let seat: SeatNumber
    package let commandID: CommandID
    package let digest: [UInt8]
    /// Nil when the row stands in the list of unreadable ones too.
    package let result: SealedBytes?

    package init(
        position: Int = 0, seat: SeatNumber, commandID: CommandID, digest: [UInt8], result: SealedBytes?
    ) {
        self.position = position
        self.seat = seat
        self.commandID = commandID
        self.digest = digest
        self.result = result
    }
}

/// A frozen version of minutes: its columns (the record's document is empty) and its document, sealed.
package struct SealedMinutes: Hashable, Sendable {
    package let columns: MinutesRecord
    package let document: SealedBytes

    package init(columns: MinutesRecord, document: SealedBytes) {
        self.columns = columns
        self.document = document
    }
}
