internal import Mediation

/// A promise, as it is stored.
struct PromiseRecord: Codable, Hashable, Sendable {
    struct Finding: Codable, Hashable, Sendable {
        let performance: String
        let at: Int64
        let by: StaffRecord
        let note: String

        init(_ finding: Promise.Finding) {
            performance = finding.performance.word
            at = finding.at.milliseconds
            by = StaffRecord(finding.by)
            note = finding.note
        }

        func value() throws(RecordError) -> Promise.Finding {
            Promise.Finding(
                performance: try .init(word: performance), at: Instant(milliseconds: at), by: by.value,
                note: note)
        }
    }

    let number: Int
    let who: String
    let what: String
    let due: Int64
    let finding: Finding?

    init(_ promise: Promise) {
        number = promise.number
        who = promise.who
        what = promise.what
        due = promise.due.milliseconds
        finding = promise.finding.map(Finding.init)
    }

    func value() throws(RecordError) -> Promise {
        Promise(
            number: number, who: who, what: what, due: Instant(milliseconds: due),
            finding: try finding?.value())
    }
}
