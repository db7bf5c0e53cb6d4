/// What somebody promised in an agreement or a disposition opinion: who does what by when, numbered within its case; and what is known
/// of its performance (履行).
package struct Promise: Hashable, Sendable {
    /// What was found when somebody looked last.
    package struct Finding: Hashable, Sendable {
        /// Never `nothingPromised`.
        package let performance: Performance
        package let at: Instant
        package let by: StaffReference
        package let note: String

        package init(performance: Performance, at: Instant, by: StaffReference, note: String) {
            self.performance = performance
            self.at = at
            self.by = by
            self.note = note
        }
    }

    /// From 1, in the order in which they were written down.
    package let number: Int
    package let who: String
    package let what: String
    /// Until when it is to be done.
    package let due: Instant
    package var finding: Finding?

    /// A case has so many at the most.
    package static let numbers = 1...20

    package init(number: Int, who: String, what: String, due: Instant, finding: Finding? = nil) {
        self.number = number
        self.who = who
        self.what = what
        self.due = due
        self.finding = finding
    }

    package var isKept: Bool { finding?.performance == .whole }
    /// Found not kept, or in part alone, after its day (rule 37).
    package var isBroken: Bool { finding.map { $0.performance != .whole && $0.at > due } ?? false }
}

extension CaseFollowUp {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        package struct Line: Hashable, Sendable, Encodable {
            package let number: Int
            package let who: String
            package let what: String
            package let due: Instant
            package let performance: Performance?
            package let notedAt: Instant?
            package let notedBy: String?
            package let note: String?

            init(_ promise: Promise) {
                number = promise.number
                who = promise.who
                what = promise.what
                due = promise.due
                performance = promise.finding?.performance
                notedAt = promise.finding?.at
                notedBy = promise.finding?.by.name
                note = promise.finding?.note
            }
        }

        /// By number.
        package let promises: [Line]

        init(_ file: CaseFile, isFull: Bool) {
            promises = isFull ? file.followUp.promises.map(Line.init) : []
        }
    }
}
