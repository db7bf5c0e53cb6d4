package import Mediation
package import Storage

/// A case between its value and its rows: the events of a step become journal entries, the file becomes the row.
package struct CaseCodec: Sendable {
    private let codec = RoomCodec()

    package init() {}

    /// A file and the version that it was read at.
    package struct Opened: Sendable {
        package let file: CaseFile
        package let version: Int

        package init(file: CaseFile, version: Int) {
            self.file = file
            self.version = version
        }
    }

    /// What a step makes of a case: its next state and the events for the journal, not yet kept.
    package struct Step: Sendable {
        package let file: CaseFile
        package let change: CaseChange
        package let events: [EventRecord]

        /// The step as a commit of its own, with the answer to the request that asked for it.
        package func commit(at now: Instant, answering answer: AnsweredRequest? = nil) -> CaseCommit {
            CaseCommit(change: change, events: events, at: now, answering: answer)
        }
    }

    /// Reads a row back; `corrupt` when it is no case.
    package func open(_ record: CaseRecord) throws -> Opened {
        Opened(file: try codec.decode(CaseFile.self, from: record.body), version: record.version)
    }

    /// What a page of the list shows of these rows to `reader`, without what they may not know of. Fifty files take
    /// milliseconds to decode: this runs beside the loop, not on it.
    func listed(_ records: [CaseRecord], for reader: Account) async -> Listed<CaseListItem> {
        var listed = Listed<CaseListItem>()
        for record in records {
            do {
                if let item = CaseListItem(try open(record).file, for: reader) { listed.rows.append(item) }
            } catch {
                listed.unreadable.append(
                    UnreadableRow(
                        table: "case_file", id: record.id.text, column: "body", name: record.caseNo))
            }
        }
        return listed
    }

    /// The next state of an opened case.
    package func step(_ opened: Opened, _ events: [CaseEvent]) throws(StorageError) -> Step {
        var file = opened.file
        for event in events { file.apply(event) }
        return try step(to: file, by: events, from: opened.version)
    }

    /// A step whose result is known already; `version` 0: the case is new.
    package func step(
        to file: CaseFile, by events: [CaseEvent], from version: Int
    ) throws(StorageError) -> Step {
        var entries: [EventRecord] = []
        for event in events {
            entries.append(EventRecord(kind: event.kind, payload: try codec.encode(event)))
        }
        let record = CaseRecord(
            id: file.id, caseNo: file.caseNo, status: file.status.rawValue, level: file.level?.rawValue,
            officerID: file.answerable?.id ?? AccountID("nobody"),
            contentClass: file.registration.contentClass.rawValue, dueAt: file.nextDue?.at,
            updatedAt: file.updatedAt, body: try codec.encode(file))
        return Step(
            file: file, change: CaseChange(record: record, expectedVersion: version),
            events: entries)
    }
}
