package import Mediation
import Projections
import Records
package import Storage

/// A case between its value and its rows: the events of a step become journal entries, the file becomes the row. What
/// they are stored as is said by `Records`.
package struct CaseCodec: Sendable {
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

    /// What a step makes of a case: its next state as a value and as it is stored with the events, not yet kept.
    package struct Step: Sendable {
        package let file: CaseFile
        package let stored: CaseChange

        /// The step as a commit of its own, with the answer to the request that asked for it.
        package func commit(at now: Instant, answering answer: AnsweredRequest? = nil) -> Commit {
            Commit(caseID: file.id, at: now, caseChange: stored, answering: answer)
        }
    }

    /// Reads a row back; `corrupt` when it is no case, `newerRecord` when a newer program wrote it.
    package func open(_ record: CaseRecord) throws(StorageError) -> Opened {
        do throws(RecordError) {
            return Opened(file: try CaseFile(encoded: record.body), version: record.version)
        } catch {
            throw StorageError(error, in: Self.row(of: record))
        }
    }

    private static func row(of record: CaseRecord) -> UnreadableRow {
        UnreadableRow(table: "case_file", id: record.id.text, column: "body", name: record.caseNo)
    }

    /// What lists know of these cases. It belongs beside the loop, not on it: where an older program left rows without a summary,
    /// their files take milliseconds to decode.
    func summaries(of lines: [CaseLine]) -> Listed<CaseSummary> {
        var listed = Listed<CaseSummary>()
        listed.rows.reserveCapacity(lines.count)
        for line in lines {
            do throws(RecordError) {
                listed.rows.append(try Self.summary(of: line))
            } catch {
                let column = line.row == nil ? "summary" : "body"
                listed.unreadable.append(
                    UnreadableRow(
                        table: "case_file", id: line.id.text, column: column, name: line.caseNo,
                        why: error.description))
            }
        }
        return listed
    }

    private static func summary(of line: CaseLine) throws(RecordError) -> CaseSummary {
        if let row = line.row { return try CaseFile(encoded: row.body).summary }
        return try CaseSummary(encoded: line.summary)
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
        do throws(RecordError) {
            var entries: [EventRecord] = []
            for event in events {
                entries.append(
                    EventRecord(
                        kind: event.storedKind, payload: try event.encoded(),
                        cites: event.change.citedSession))
            }
            return Step(
                file: file,
                stored: CaseChange(
                    record: try CaseProjection.record(of: file), expectedVersion: version, events: entries,
                    marks: CaseProjection.marks(of: file, after: events), months: file.monthRows))
        } catch {
            throw StorageError(error)
        }
    }
}

extension CaseEvent.Change {
    /// The session whose record up to here the case vouches for: one that begins or has ended with it (docs/record.md, 3).
    fileprivate var citedSession: SessionID? {
        switch self {
        case .dialogue(.sessionLaunched(let id, _, _)), .dialogue(.sessionEnded(let id, _, _)): id
        case .dialogue(.sessionInvited), .registration, .handling, .supervision, .followUp, .archive: nil
        }
    }
}
