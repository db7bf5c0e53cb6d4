package import Mediation
package import Records
package import Storage

/// The row of a case, made of its file: what every commit stores, and what `trialogue rebuild` and `verify` make anew of the
/// events. One function for all, so that they can't part.
package enum CaseProjection {
    /// The row; its version is the store's to give. Throws `unencodable`.
    package static func record(of file: CaseFile) throws(RecordError) -> CaseRecord {
        CaseRecord(
            id: file.id, bureau: file.bureau, caseNo: file.caseNo, status: file.status.word,
            level: file.handling.level?.word,
            officerID: file.registration.answerable?.id ?? AccountID("nobody"),
            contentClass: file.registration.form.contentClass.word, dueAt: file.course.nextDue?.at,
            updatedAt: file.updatedAt,
            counted: CountedColumns(
                channel: file.registration.form.channel.word, unit: file.responsibleUnit,
                receivedAt: file.registration.form.receivedAt,
                acceptedAt: file.registration.acceptance?.at, closedAt: file.handling.closedAt),
            summary: try file.summary.encoded(), body: try file.encoded())
    }

    /// What the case is found by after these events; nil where they change nothing of it.
    package static func marks(of file: CaseFile, after events: [CaseEvent]) -> Set<SearchMark>? {
        let changesPeople = events.contains { event in
            switch event.change {
            case .registration(.registered), .registration(.partyAdded): true
            case .registration, .handling, .supervision, .followUp, .archive, .dialogue: false
            }
        }
        return changesPeople ? file.searchMarks : nil
    }
}
