package import Mediation

/// Which cases of which months are meant.
package struct MonthSelection: Hashable, Sendable {
    package let bureau: BureauID
    package let months: ClosedRange<CivilMonth>
    /// One of these at least.
    package let facts: TallySet
    /// Cases that count as one of these in any of the months are left out.
    package var without: TallySet
    /// Only cases that were revisited, or, where `isRevisited` is false, that were not; nil: either. Beside `without` it brings
    /// back those of its cases that it is true of.
    package let revisit: Revisit?
    package let isRevisited: Bool

    package init(
        of bureau: BureauID, in months: ClosedRange<CivilMonth>, facts: TallySet, without: TallySet = [],
        revisit: Revisit? = nil, isRevisited: Bool = true
    ) {
        self.bureau = bureau
        self.months = months
        self.facts = facts
        self.without = without
        self.revisit = revisit
        self.isRevisited = isRevisited
    }

    /// Whether the months are more than one: then a case that counts in several is listed in the first alone.
    package var isLong: Bool { months.lowerBound < months.upperBound }
}

/// The place in a list of a month's cases after which the next page starts.
package struct MonthCursor: Hashable, Sendable {
    package let month: CivilMonth
    package let id: CaseID

    package init(month: CivilMonth, id: CaseID) {
        self.month = month
        self.id = id
    }

    /// Reads `text` back; nil when it is no cursor in the spelling of `text`.
    package init?(text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 2, let month = CivilMonth(text: String(parts[0])),
            let id = CaseID(checking: String(parts[1]))
        else { return nil }
        self.init(month: month, id: id)
    }

    /// The cursor as it stands in an address.
    package var text: String { "\(month.text)~\(id.text)" }
}

/// A page of a month's cases.
package struct SealedMonthPage: Sendable {
    package var cases: Listed<SealedCaseLine>
    /// The place after which the next page starts; nil when this one is the last.
    package var next: MonthCursor?

    package init(cases: Listed<SealedCaseLine>, next: MonthCursor?) {
        self.cases = cases
        self.next = next
    }
}

/// What cases count as by month (`CaseFile.monthRows`). Every verb throws `StorageError`.
package protocol MonthStore: Sendable {
    /// The sums of a bureau's rows of these months, erased cases among them, by month, unit and tally. It reads no case, so that
    /// it costs the same however many there are.
    func monthTotals(
        of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Listed<MonthTotal>

    /// How many cases that count as `kind.of` in these months were revisited. It reads the revisits.
    func revisits(
        _ kind: Revisit, of bureau: BureauID, in months: ClosedRange<CivilMonth>
    ) async throws -> Int

    /// The cases behind a number, by month and id; erased ones are left out. It reads rows of these months alone.
    /// - Parameter limit: 1 to 200; what is outside is brought inside.
    nonisolated(nonsending) func sealedCases(
        _ selection: MonthSelection, after cursor: MonthCursor?, limit: Int
    ) async throws -> SealedMonthPage
}
